// Words that the assembly of this package is written in. Pointers are in R registers, as bytes.

#define ADVANCE(pointer, bytes) Get pointer; bytes; I64Add; Set pointer

#define LOAD(pointer, vector) Get pointer; I32WrapI64; V128Load $0; Set vector

// Go 1.27 forgets the offset of V128Store: it is always 0.
#define STORE(pointer, vector) Get pointer; I32WrapI64; Get vector; V128Store $0

// NEXT ends a loop over vectors, of which R15 are left.
#define NEXT ADVANCE(R15, I64Const $-1); Get R15; I64Eqz; I32Eqz; BrIf $0; End
