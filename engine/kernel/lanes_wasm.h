// Words that the assembly of this package is written in. Pointers are in R registers, as bytes: 64 bits there, and 32 as addresses,
// hence the wraps, which cost nothing.

#define ADVANCE(pointer, bytes) Get pointer; bytes; I64Add; Set pointer

// FIELD is a field of the struct that a register points to, and BYTES one that counts elements of four bytes.
#define FIELD(struct, field) Get struct; I32WrapI64; I64Load $field
#define BYTES(struct, field) FIELD(struct, field); I64Const $2; I64Shl

// PEEK leaves the vector at an offset from a pointer.
#define PEEK(pointer, offset) Get pointer; I32WrapI64; V128Load $offset
#define LOADAT(pointer, offset, vector) PEEK(pointer, offset); Set vector
#define LOAD(pointer, vector) LOADAT(pointer, 0, vector)

// A store must name two operands: Go 1.27 drops the offset of one.
#define STOREAT(pointer, offset, vector) Get pointer; I32WrapI64; Get vector; V128Store $0, $offset
#define STORE(pointer, vector) STOREAT(pointer, 0, vector)

// MULADD is sum += a*b, rounded twice. MULADDAT takes the second factor from where it lies.
#define MULADD(sum, a, b) Get sum; Get a; Get b; F32x4Mul; F32x4Add; Set sum
#define MULADDAT(sum, a, pointer, offset) Get sum; Get a; PEEK(pointer, offset); F32x4Mul; F32x4Add; Set sum

// FOUR and EIGHT do something with each of so many vectors and its offset in memory.
#define FOUR(do) do(V0, 0); do(V1, 16); do(V2, 32); do(V3, 48)
#define EIGHT(do) FOUR(do); do(V4, 64); do(V5, 80); do(V6, 96); do(V7, 112)

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
