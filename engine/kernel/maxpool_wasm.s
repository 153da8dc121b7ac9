//go:build goexperiment.simd && go1.27

#include "field_wasm.h"
#include "go_asm.h"
#include "textflag.h"

// func maxFours(w *maxWindows)
//
// Four channels at a time: V0 the best so far, V1 where it is, V2 the element. R0 x of the window, R1 y, R2 argmax, R3 index
// of x, R4 bytes from channel to channel, R12 windows left, R13 channels left.
TEXT ·maxFours(SB), NOSPLIT, $0-8
	I64Load w+0(FP)
	Set R11
	FIELD(R11, maxWindows_x)
	Set R0
	FIELD(R11, maxWindows_y)
	Set R1
	FIELD(R11, maxWindows_argmax)
	Set R2
	FIELD(R11, maxWindows_start)
	Set R3
	FIELD(R11, maxWindows_channels)
	Set R4
	FIELD(R11, maxWindows_windows)
	Set R12
	Loop
		I64Const $0
		Set R13 // channel
		Loop
			Get R0
			Get R13
			I64Const $2
			I64Shl
			I64Add
			Set R5 // first element of a row
			Get R3
			Get R13
			I64Add
			Set R6 // its index
			V128Load 0(R5)
			Set V0
			Get R6
			I32WrapI64
			I32x4Splat
			Set V1
			FIELD(R11, maxWindows_rows)
			Set R7
			Loop
				Get R5
				Set R8
				Get R6
				Set R9
				FIELD(R11, maxWindows_cols)
				Set R10
				Loop
					V128Load 0(R8)
					Set V2
					Get V0
					Get V0
					F32x4Eq
					Get V2
					Get V0
					F32x4Le
					V128Andnot
					Set V3 // it wins where it is not as small, unless the best is a NaN
					Get V2
					Get V0
					Get V3
					V128Bitselect
					Set V0
					Get R9
					I32WrapI64
					I32x4Splat
					Get V1
					Get V3
					V128Bitselect
					Set V1
					Get R8
					Get R4
					I64Const $2
					I64Shl
					I64Add
					Set R8
					Get R9
					Get R4
					I64Add
					Set R9
					Get R10
					I64Const $1
					I64Sub
					Tee R10
					I32WrapI64
					BrIf $0
				End
				Get R5
				BYTES(R11, maxWindows_rowStep)
				I64Add
				Set R5
				Get R6
				FIELD(R11, maxWindows_rowStep)
				I64Add
				Set R6
				Get R7
				I64Const $1
				I64Sub
				Tee R7
				I32WrapI64
				BrIf $0
			End
			Get R1
			Get R13
			I64Const $2
			I64Shl
			I64Add
			I32WrapI64
			Get V0
			V128Store $0, $0
			Get R2
			Get R13
			I64Const $2
			I64Shl
			I64Add
			I32WrapI64
			Get V1
			V128Const $0x100000000, $0x300000002 // the lanes' own channels
			I32x4Add
			V128Store $0, $0
			Get R13
			I64Const $4
			I64Add
			Tee R13
			Get R4
			I64Const $-4
			I64And
			I64LtU
			BrIf $0
		End
		Get R0
		BYTES(R11, maxWindows_step)
		I64Add
		Set R0
		Get R3
		FIELD(R11, maxWindows_step)
		I64Add
		Set R3
		Get R1
		Get R4
		I64Const $2
		I64Shl
		I64Add
		Set R1
		Get R2
		Get R4
		I64Const $2
		I64Shl
		I64Add
		Set R2
		Get R12
		I64Const $1
		I64Sub
		Tee R12
		I32WrapI64
		BrIf $0
	End
	RET

// func scatterTo(dy *float32, at *int32, n int, dx *float32)
TEXT ·scatterTo(SB), NOSPLIT, $0-32
	I64Load dy+0(FP)
	Set R0
	I64Load at+8(FP)
	Set R1
	I64Load n+16(FP)
	Set R2
	I64Load dx+24(FP)
	Set R3
	Loop
		Get R1
		I32WrapI64
		I64Load32U $0
		I64Const $2
		I64Shl
		Get R3
		I64Add
		Tee R4
		I32WrapI64
		F32Load 0(R4)
		F32Load 0(R0)
		F32Add
		F32Store $0
		Get R0
		I64Const $4
		I64Add
		Set R0
		Get R1
		I64Const $4
		I64Add
		Set R1
		Get R2
		I64Const $1
		I64Sub
		Tee R2
		I32WrapI64
		BrIf $0
	End
	RET
