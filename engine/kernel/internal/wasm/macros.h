// Macros of this package's assembly. Pointers are byte addresses in R registers. Those have 64 bits and addresses 32, hence the wraps,
// which cost nothing.

#define ADVANCE(pointer, bytes) Get pointer; bytes; I64Add; Set pointer

// BYTES leaves an argument that counts elements of four bytes, in bytes. BYTESOF sets a register to it.
#define BYTES(argument) I64Load argument; I64Const $2; I64Shl
#define BYTESOF(argument, register) BYTES(argument); Set register

// PEEK leaves the vector at an offset from a pointer.
#define PEEK(pointer, offset) Get pointer; I32WrapI64; V128Load $offset
#define LOADAT(pointer, offset, vector) PEEK(pointer, offset); Set vector
#define LOAD(pointer, vector) LOADAT(pointer, 0, vector)

// A store must name two operands: Go 1.27 drops the offset of one.
#define STOREAT(pointer, offset, vector) Get pointer; I32WrapI64; Get vector; V128Store $0, $offset
#define STORE(pointer, vector) STOREAT(pointer, 0, vector)

// MULADD is sum += a*b, rounded twice. MULADDAT takes b from memory.
#define MULADD(sum, a, b) Get sum; Get a; Get b; F32x4Mul; F32x4Add; Set sum
#define MULADDAT(sum, a, pointer, offset) Get sum; Get a; PEEK(pointer, offset); F32x4Mul; F32x4Add; Set sum

// FOUR and EIGHT apply a macro to four or eight vectors and their offsets in memory.
#define FOUR(do) do(V0, 0); do(V1, 16); do(V2, 32); do(V3, 48)
#define EIGHT(do) FOUR(do); do(V4, 64); do(V5, 80); do(V6, 96); do(V7, 112)

// NEXT ends a loop of which R15 iterations are left.
#define NEXT ADVANCE(R15, I64Const $-1); Get R15; I64Eqz; I32Eqz; BrIf $0; End

// BROADCAST loads a number into all lanes. Its pointer must be LOWER bytes too low: Go 1.27 does not write the alignment and offset of
// V128Load32Splat, so the bytes of the next two instructions take their place. The opcode of Unreachable, 0, is the alignment, and the
// opcode of the second is the offset. (F32Load and F32x4Splat are two machine instructions, too, and 5 % slower.)
#define BROADCAST(pointer, offset, vector) Get pointer; I32WrapI64; V128Load32Splat; Unreachable; offset; Set vector

#define LOWER 72
#define AT0 I32LtS
#define AT4 I32LeS
#define AT8 I64Eqz
#define AT12 I64LtU

// A nonzero of a sparse operand is eight bytes: its value, then the offset of its row of B in elements.
#define NONZERO 8
#define NONZERO_OFFSET 4
