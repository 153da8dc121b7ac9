//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"
#include "conv2dmaxpool.h"

// SUMS adds a pixel times eight filters.
#define SUMS(pointer, offset, left, right) BROADCAST(pointer, offset, V10); MULADD(left, V10, V8); MULADD(right, V10, V9)

// WEIGHT adds one weight of each filter, times its pixel for each of the four sums: two pixels of an upper row, two of a lower one.
#define WEIGHT(upper, lower, left, right) \
	LOADAT(R13, 0, V8); \
	LOADAT(R13, 16, V9); \
	ADVANCE(R13, Get R9); \
	SUMS(upper, left, V0, V1); \
	SUMS(upper, right, V2, V3); \
	SUMS(lower, left, V4, V5); \
	SUMS(lower, right, V6, V7)

// LARGER replaces best by sum where sum is larger or the first NaN, and at by its index, first+by.
#define LARGER(sum, best, at, first, by) \
	Get best; Get best; F32x4Eq; \
	Get sum; Get best; F32x4Le; \
	V128Andnot; Set V10; \
	Get sum; Get best; Get V10; V128Bitselect; Set best; \
	Get first; by; I32WrapI64; I32x4Splat; I32x4Add; \
	Get at; Get V10; V128Bitselect; Set at

// func Conv2DMaxPool(x, w, b, y *float32, argmax *int32, rows, cols, width, filters, below int)
//
//	R0 row of patches, LOWER too low   R1 y   R2 argmax   R3 bytes of the filters done   R4, R10, R11, R12 rows of the patch
//	R5 bytes of a row   R6 index of the first sum   R7 patches left   R8 rows left   R9 bytes of the filters
//	R13 b, w   R15 whether any pixel of the patch is not zero
TEXT ·Conv2DMaxPool(SB), NOSPLIT, $0-80
	I64Load x+0(FP)
	I64Const $LOWER
	I64Sub
	Set R0
	MOVD y+24(FP), R1
	MOVD argmax+32(FP), R2
	BYTESOF(width+56(FP), R5)
	BYTESOF(filters+64(FP), R9)
	MOVD rows+40(FP), R8
	I64Const $0
	Set R6
	Loop // over rows
		MOVD cols+48(FP), R7
		Get R0
		Set R4
		Loop // over patches
			Get R4
			Get R5
			I64Add
			Tee R10
			Get R5
			I64Add
			Tee R11
			Get R5
			I64Add
			Set R12
			PIXELS(R4)
			PIXELS(R10)
			V128Or
			PIXELS(R11)
			V128Or
			PIXELS(R12)
			V128Or
			ANYPIXEL
			I64ExtendI32U
			Set R15
			I64Const $0
			Set R3
			Loop // over filters
				I64Load b+16(FP)
				Get R3
				I64Add
				Set R13
				LOADAT(R13, 0, V0)
				LOADAT(R13, 16, V1)
				Get R15
				I32WrapI64
				If
					Get V0
					Set V2
					Get V0
					Set V4
					Get V0
					Set V6
					Get V1
					Set V3
					Get V1
					Set V5
					Get V1
					Set V7
					I64Load w+8(FP)
					Get R3
					I64Add
					Set R13
					WEIGHT(R4, R10, AT0, AT4)
					WEIGHT(R4, R10, AT4, AT8)
					WEIGHT(R4, R10, AT8, AT12)
					WEIGHT(R10, R11, AT0, AT4)
					WEIGHT(R10, R11, AT4, AT8)
					WEIGHT(R10, R11, AT8, AT12)
					WEIGHT(R11, R12, AT0, AT4)
					WEIGHT(R11, R12, AT4, AT8)
					WEIGHT(R11, R12, AT8, AT12)
					INDEX
					Tee V8
					Set V11
					LARGER(V2, V0, V8, V11, I64Load filters+64(FP))
					LARGER(V4, V0, V8, V11, I64Load below+72(FP))
					LARGER(V6, V0, V8, V11, I64Load below+72(FP); I64Load filters+64(FP); I64Add)
					ADVANCE(R6, I64Const $4)
					INDEX
					Tee V9
					Set V11
					LARGER(V3, V1, V9, V11, I64Load filters+64(FP))
					LARGER(V5, V1, V9, V11, I64Load below+72(FP))
					LARGER(V7, V1, V9, V11, I64Load below+72(FP); I64Load filters+64(FP); I64Add)
				Else
					INDEX
					Set V8
					ADVANCE(R6, I64Const $4)
					INDEX
					Set V9
				End
				STOREAT(R1, 0, V0)
				STOREAT(R1, 16, V1)
				STOREAT(R2, 0, V8)
				STOREAT(R2, 16, V9)
				ADVANCE(R1, I64Const $32)
				ADVANCE(R2, I64Const $32)
				ADVANCE(R6, I64Const $4)
				Get R3
				I64Const $32
				I64Add
				Tee R3
				Get R9
				I64LtU
				BrIf $0
			End
			ADVANCE(R6, I64Load filters+64(FP)) // two sums on
			ADVANCE(R4, I64Const $8)
			ADVANCE(R7, I64Const $-1)
			Get R7
			I64Eqz
			I32Eqz
			BrIf $0
		End
		Get R0
		Get R5
		I64Const $1
		I64Shl
		I64Add
		Set R0
		// From the end of the row of patches to the sums two rows on.
		Get R6
		I64Load below+72(FP)
		I64Load cols+48(FP)
		I64Load filters+64(FP)
		I64Mul
		I64Sub
		I64Const $1
		I64Shl
		I64Add
		Set R6
		ADVANCE(R8, I64Const $-1)
		Get R8
		I64Eqz
		I32Eqz
		BrIf $0
	End
	RET
