//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "lanes_wasm.h"

// func addWasm(dst, src *float32, vectors int)
TEXT ·addWasm(SB), NOSPLIT, $0-24
	MOVD dst+0(FP), R0
	MOVD src+8(FP), R1
	MOVD vectors+16(FP), R15
	Loop
		LOAD(R0, V0)
		LOAD(R1, V1)
		Get V0
		Get V1
		F32x4Add
		Set V0
		STORE(R0, V0)
		ADVANCE(R0, I64Const $16)
		ADVANCE(R1, I64Const $16)
	NEXT
	RET

// func addScaledWasm(dst *float32, a float32, src *float32, vectors int)
TEXT ·addScaledWasm(SB), NOSPLIT, $0-32
	MOVD dst+0(FP), R0
	F32Load a+8(FP)
	F32x4Splat
	Set V2
	MOVD src+16(FP), R1
	MOVD vectors+24(FP), R15
	Loop
		LOAD(R0, V0)
		LOAD(R1, V1)
		MULADD(V0, V1, V2)
		STORE(R0, V0)
		ADVANCE(R0, I64Const $16)
		ADVANCE(R1, I64Const $16)
	NEXT
	RET

// func scaleWasm(dst *float32, a float32, vectors int)
TEXT ·scaleWasm(SB), NOSPLIT, $0-24
	MOVD dst+0(FP), R0
	F32Load a+8(FP)
	F32x4Splat
	Set V2
	MOVD vectors+16(FP), R15
	Loop
		LOAD(R0, V0)
		Get V0
		Get V2
		F32x4Mul
		Set V0
		STORE(R0, V0)
		ADVANCE(R0, I64Const $16)
	NEXT
	RET

// func reluGradientWasm(y, dy *float32, vectors int)
//
// What is not above 0 becomes 0; a NaN is not at or below it.
TEXT ·reluGradientWasm(SB), NOSPLIT, $0-24
	MOVD y+0(FP), R0
	MOVD dy+8(FP), R1
	MOVD vectors+16(FP), R15
	F32Const $0.0
	F32x4Splat
	Set V2
	Loop
		LOAD(R0, V0)
		LOAD(R1, V1)
		Get V1
		Get V0
		Get V2
		F32x4Le
		V128Andnot
		Set V1
		STORE(R1, V1)
		ADVANCE(R0, I64Const $16)
		ADVANCE(R1, I64Const $16)
	NEXT
	RET
