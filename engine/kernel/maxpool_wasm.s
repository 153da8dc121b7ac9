//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "lanes_wasm.h"

// func maxWasm(x *float32, start, step, windows, rows, cols, rowStep, channels int, y *float32, argmax *int32, vectors int)
//
//	R0 x   R1 start of the window   R2 windows left   R3 start of the vector   R4 start of the row   R5 rows left
//	R6 an element's address   R7 columns left   R8 bytes of the channels   R9 y   R10 argmax   R15 vectors left
//	V0 the largest so far   V1 where it is   V2 an element   V3 where that is   V4 whether it wins
//	V5 channels   V6 0, 1, 2, 3
TEXT ·maxWasm(SB), NOSPLIT, $0-88
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
				MOVD rowStep+48(FP), R6
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
		// Channels that are no whole vector are left out.
		MOVD vectors+80(FP), R6
		Get R8
		Get R6
		I64Const $4
		I64Shl
		I64Sub
		Set R6
		ADVANCE(R9, Get R6)
		ADVANCE(R10, Get R6)
		MOVD step+16(FP), R6
		ADVANCE(R1, Get R6)
		ADVANCE(R2, I64Const $-1)
		Get R2
		I64Eqz
		I32Eqz
		BrIf $0
	End
	RET
