// Words that the assembly of this package is written in. Pointers are in R registers, as bytes.

#define ADVANCE(pointer, bytes) Get pointer; bytes; I64Add; Set pointer

#define LOAD(pointer, vector) Get pointer; I32WrapI64; V128Load $0; Set vector

// Go 1.27 forgets the offset of V128Store: it is always 0.
#define STORE(pointer, vector) Get pointer; I32WrapI64; Get vector; V128Store $0

// NEXT ends a loop over vectors, of which R15 are left.
#define NEXT ADVANCE(R15, I64Const $-1); Get R15; I64Eqz; I32Eqz; BrIf $0; End

// BROADCAST loads a number into all lanes, from a pointer that is LOWER too low: Go 1.27 forgets to write what belongs to
// V128Load32Splat, its alignment and offset, and the bytes of the two instructions behind it take their place. 0, the opcode of
// Unreachable, is the alignment, and the second's opcode is the offset. (F32Load and F32x4Splat are two instructions for the
// machine too, and 5 % slower.)
#define BROADCAST(pointer, offset, vector) Get pointer; I32WrapI64; V128Load32Splat; Unreachable; offset; Set vector

#define LOWER 72
#define AT0 I32LtS
#define AT4 I32LeS
#define AT8 I64Eqz
#define AT12 I64LtU
