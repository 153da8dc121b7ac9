//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"

// LANE sets a lane of the vector on the stack to the element at an offset from a pointer. Go 1.27 takes the lane from a second operand.
#define LANE(n, pointer, offset) Get pointer; I32WrapI64; F32Load $offset; F32x4ReplaceLane $0, $n

// COLUMN stores four elements of a column of src, one of each row, and steps to the next row of dst.
#define COLUMN(offset) \
	Get R11; I32WrapI64; \
	Get R7; I32WrapI64; F32Load $offset; F32x4Splat; \
	LANE(1, R8, offset); LANE(2, R9, offset); LANE(3, R10, offset); \
	V128Store $0, $0; \
	ADVANCE(R11, Get R4)

// func Transpose(src, dst *float32, rows, cols int)
//
// It takes 16 columns, a cache line, down all rows, four rows at a time, before the next 16.
//
//	R0 src   R1 dst   R2 columns left   R3, R4 bytes of a row of src, of dst   R5, R6 where the four rows begin in src and dst
//	R7 to R10 four rows of src   R11 a row of dst   R13 rows left   R14 groups of four columns   R15 groups left
TEXT ·Transpose(SB), NOSPLIT, $0-32
	MOVD src+0(FP), R0
	MOVD dst+8(FP), R1
	MOVD cols+24(FP), R2
	Get R2
	I64Const $2
	I64Shl
	Set R3
	I64Load rows+16(FP)
	I64Const $2
	I64Shl
	Set R4
	Loop // over lines
		Get R2
		I64Const $2
		I64ShrU
		Tee R14
		I64Const $4
		Get R14
		I64Const $4
		I64LtU
		Select
		Set R14
		Get R0
		Set R5
		Get R1
		Set R6
		MOVD rows+16(FP), R13
		Loop // over rows
			Get R5
			Tee R7
			Get R3
			I64Add
			Tee R8
			Get R3
			I64Add
			Tee R9
			Get R3
			I64Add
			Tee R10
			Get R3
			I64Add
			Set R5
			Get R6
			Set R11
			Get R14
			Set R15
			Loop
				COLUMN(0)
				COLUMN(4)
				COLUMN(8)
				COLUMN(12)
				ADVANCE(R7, I64Const $16)
				ADVANCE(R8, I64Const $16)
				ADVANCE(R9, I64Const $16)
				ADVANCE(R10, I64Const $16)
				NEXT
			ADVANCE(R6, I64Const $16)
			ADVANCE(R13, I64Const $-4)
			Get R13
			I32WrapI64
			BrIf $0
		End
		Get R0
		Get R14
		I64Const $4
		I64Shl
		I64Add
		Set R0
		Get R1
		Get R14
		I64Const $2
		I64Shl
		Get R4
		I64Mul
		I64Add
		Set R1
		Get R2
		Get R14
		I64Const $2
		I64Shl
		I64Sub
		Tee R2
		I32WrapI64
		BrIf $0
	End
	RET
