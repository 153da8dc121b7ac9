//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"
#include "conv2dmaxpool.h"

// TAP adds the products of the left and of the right sum to the gradient of a weight. One of them is zero.
#define TAP(pointer, left, right, sum) \
	BROADCAST(pointer, left, V12); \
	MULADD(sum, V12, V10); \
	BROADCAST(pointer, right, V12); \
	MULADD(sum, V12, V11)

#define LOADWEIGHT(sum) LOADAT(R13, 0, sum); ADVANCE(R13, Get R9)
#define STOREWEIGHT(sum) STOREAT(R13, 0, sum); ADVANCE(R13, Get R9)

#define TOWEIGHTS I64Load dw+24(FP); Get R3; I64Add; Set R13
#define TOBIAS I64Load db+32(FP); Get R3; I64Add; Set R13

// func Conv2DMaxPoolGradient(x, dy *float32, argmax *int32, dw, db *float32, rows, cols, width, filters, below int)
//
//	R0 first row of the windows, LOWER too low   R1 row of dy   R2 row of argmax   R3 bytes of the filters done   R4, R11, R12 rows of a window
//	R5 bytes of a row   R6 index of the left sum   R7 patches left   R8 rows left   R9 bytes of the filters   R10 dy
//	R13 argmax, dw, db   R15 rows of sums left in the row of patches
//	V0 to V8 gradients of the weights   V9 of the bias   V10 dy of the left sum   V11 of the right one
TEXT ·Conv2DMaxPoolGradient(SB), NOSPLIT, $0-80
	BYTESOF(width+56(FP), R5)
	BYTESOF(filters+64(FP), R9)
	I64Const $0
	Set R3
	Loop // over filters
		TOBIAS
		LOADAT(R13, 0, V9)
		TOWEIGHTS
		LOADWEIGHT(V0)
		LOADWEIGHT(V1)
		LOADWEIGHT(V2)
		LOADWEIGHT(V3)
		LOADWEIGHT(V4)
		LOADWEIGHT(V5)
		LOADWEIGHT(V6)
		LOADWEIGHT(V7)
		LOADWEIGHT(V8)
		I64Load x+0(FP)
		I64Const $LOWER
		I64Sub
		Set R0
		I64Load dy+8(FP)
		Get R3
		I64Add
		Set R1
		I64Load argmax+16(FP)
		Get R3
		I64Add
		Set R2
		Get R3
		I64Const $2
		I64ShrU
		Set R6
		MOVD rows+40(FP), R8
		Loop // over rows of patches
			I64Const $2
			Set R15
			Loop // over their rows of sums
				Get R1
				Set R10
				Get R2
				Set R13
				Get R0
				Tee R4
				Get R5
				I64Add
				Tee R11
				Get R5
				I64Add
				Set R12
				MOVD cols+48(FP), R7
				Loop // over patches
					PEEK(R13, 0)
					INDEX
					I32x4Sub
					Tee V11 // distance of the largest sum from the left one
					V128Const $0, $0
					I32x4Eq
					PEEK(R10, 0)
					Tee V12
					V128And
					Set V10
					Get V11
					Get R9
					I64Const $2
					I64ShrU
					I32WrapI64
					I32x4Splat
					I32x4Eq
					Get V12
					V128And
					Tee V11
					Get V10
					V128Or
					Get V9
					F32x4Add
					Set V9
					PIXELS(R4)
					PIXELS(R11)
					V128Or
					PIXELS(R12)
					V128Or
					ANYPIXEL
					If
						TAP(R4, AT0, AT4, V0)
						TAP(R4, AT4, AT8, V1)
						TAP(R4, AT8, AT12, V2)
						TAP(R11, AT0, AT4, V3)
						TAP(R11, AT4, AT8, V4)
						TAP(R11, AT8, AT12, V5)
						TAP(R12, AT0, AT4, V6)
						TAP(R12, AT4, AT8, V7)
						TAP(R12, AT8, AT12, V8)
					End
					ADVANCE(R4, I64Const $8)
					ADVANCE(R11, I64Const $8)
					ADVANCE(R12, I64Const $8)
					ADVANCE(R10, Get R9)
					ADVANCE(R13, Get R9)
					Get R6
					Get R9
					I64Const $1
					I64ShrU
					I64Add
					Set R6
					ADVANCE(R7, I64Const $-1)
					Get R7
					I64Eqz
					I32Eqz
					BrIf $0
				End
				// From the end of the row of sums to the next.
				Get R6
				I64Load below+72(FP)
				I64Add
				I64Load cols+48(FP)
				I64Load filters+64(FP)
				I64Mul
				I64Const $1
				I64Shl
				I64Sub
				Set R6
				ADVANCE(R0, Get R5)
				ADVANCE(R15, I64Const $-1)
				Get R15
				I64Eqz
				I32Eqz
				BrIf $0
			End
			Get R10
			Set R1
			Get R13
			Set R2
			ADVANCE(R8, I64Const $-1)
			Get R8
			I64Eqz
			I32Eqz
			BrIf $0
		End
		TOBIAS
		STOREAT(R13, 0, V9)
		TOWEIGHTS
		STOREWEIGHT(V0)
		STOREWEIGHT(V1)
		STOREWEIGHT(V2)
		STOREWEIGHT(V3)
		STOREWEIGHT(V4)
		STOREWEIGHT(V5)
		STOREWEIGHT(V6)
		STOREWEIGHT(V7)
		STOREWEIGHT(V8)
		Get R3
		I64Const $16
		I64Add
		Tee R3
		Get R9
		I64LtU
		BrIf $0
	End
	RET
