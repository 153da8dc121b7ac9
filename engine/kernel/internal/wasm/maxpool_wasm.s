//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"

// func MaxPool(x *float32, start, stride, windows, rows, cols, rowStride, channels int, y *float32, argmax *int32, vectors int)
//
//	R0 x   R1 start of the window   R2 windows left   R3 start of the vector   R4 start of the row   R5 rows left
//	R6 address of an element   R7 columns left   R8 bytes of the channels   R9 y   R10 argmax   R15 vectors left
//	V0 the largest so far   V1 its index   V2 an element   V3 its index   V4 whether it is larger
//	V5 channels   V6 0, 1, 2, 3
TEXT ·MaxPool(SB), NOSPLIT, $0-88
	MOVD x+0(FP), R0
	MOVD start+8(FP), R1
	MOVD windows+24(FP), R2
	MOVD y+64(FP), R9
	MOVD argmax+72(FP), R10
	MOVD channels+56(FP), R8
	Get R8
	I32WrapI64
	I32x4Splat
	Set V5
	Get R8
	I64Const $2
	I64Shl
	Set R8
	V128Const $0x100000000, $0x300000002
	Set V6
	Loop // over windows
		Get R1
		Set R3
		MOVD vectors+80(FP), R15
		Loop
			Get R3
			Set R4
			Get R0
			Get R3
			I64Const $2
			I64Shl
			I64Add
			Set R6
			LOAD(R6, V0)
			Get R3
			I32WrapI64
			I32x4Splat
			Get V6
			I32x4Add
			Set V1
			MOVD rows+32(FP), R5
			Loop
				Get R0
				Get R4
				I64Const $2
				I64Shl
				I64Add
				Set R6
				Get R4
				I32WrapI64
				I32x4Splat
				Get V6
				I32x4Add
				Set V3
				MOVD cols+40(FP), R7
				Loop
					LOAD(R6, V2)
					Get V0
					Get V0
					F32x4Eq
					Get V2
					Get V0
					F32x4Le
					V128Andnot // larger, or the first NaN
					Set V4
					Get V2
					Get V0
					Get V4
					V128Bitselect
					Set V0
					Get V3
					Get V1
					Get V4
					V128Bitselect
					Set V1
					Get V3
					Get V5
					I32x4Add
					Set V3
					ADVANCE(R6, Get R8)
					ADVANCE(R7, I64Const $-1)
					Get R7
					I64Eqz
					I32Eqz
					BrIf $0
				End
				MOVD rowStride+48(FP), R6
				ADVANCE(R4, Get R6)
				ADVANCE(R5, I64Const $-1)
				Get R5
				I64Eqz
				I32Eqz
				BrIf $0
			End
			STORE(R9, V0)
			STORE(R10, V1)
			ADVANCE(R9, I64Const $16)
			ADVANCE(R10, I64Const $16)
			ADVANCE(R3, I64Const $4)
		NEXT
		// Skip the channels that do not fill a vector.
		MOVD vectors+80(FP), R6
		Get R8
		Get R6
		I64Const $4
		I64Shl
		I64Sub
		Set R6
		ADVANCE(R9, Get R6)
		ADVANCE(R10, Get R6)
		MOVD stride+16(FP), R6
		ADVANCE(R1, Get R6)
		ADVANCE(R2, I64Const $-1)
		Get R2
		I64Eqz
		I32Eqz
		BrIf $0
	End
	RET

// func ScatterAdd(src *float32, at *int32, dst *float32, n int)
//
//	R0 src   R1 at   R2 dst   R3 address of the element of dst   R15 elements left
TEXT ·ScatterAdd(SB), NOSPLIT, $0-32
	MOVD src+0(FP), R0
	MOVD at+8(FP), R1
	MOVD dst+16(FP), R2
	MOVD n+24(FP), R15
	Loop
		Get R1
		I32WrapI64
		I64Load32U $0
		I64Const $2
		I64Shl
		Get R2
		I64Add
		Tee R3
		I32WrapI64
		F32Load 0(R3)
		F32Load 0(R0)
		F32Add
		F32Store $0
		ADVANCE(R0, I64Const $4)
		ADVANCE(R1, I64Const $4)
		NEXT
	RET
