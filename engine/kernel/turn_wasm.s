//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "lanes_wasm.h"

// MOVE copies an element from R2 to R1, and steps R2 down a row.
#define MOVE(offset) \
	Get R1 \
	I32WrapI64 \
	Get R2 \
	I32WrapI64 \
	I32Load $0 \
	I32Store $offset \
	ADVANCE(R2, Get R4)

// func turnWasm(src, dst *float32, rows, cols int)
TEXT ·turnWasm(SB), NOSPLIT, $0-32
	I64Load src+0(FP)
	Set R0
	I64Load dst+8(FP)
	Set R1
	I64Load cols+24(FP)
	Tee R3 // columns left
	I64Const $2
	I64Shl
	Set R4
	Loop
		Get R0
		Set R2
		I64Load rows+16(FP)
		Set R5
		Loop
			MOVE(0)
			MOVE(4)
			MOVE(8)
			MOVE(12)
			ADVANCE(R1, I64Const $16)
			Get R5
			I64Const $4
			I64Sub
			Tee R5
			I32WrapI64
			BrIf $0
		End
		ADVANCE(R0, I64Const $4)
		Get R3
		I64Const $1
		I64Sub
		Tee R3
		I32WrapI64
		BrIf $0
	End
	RET
