//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "lanes_wasm.h"

// QUARTER does four of the sixteen bytes in V0.
#define QUARTER(half, quarter) \
	Get V0 \
	half \
	quarter \
	F32x4ConvertI32x4U \
	Get V1 \
	F32x4Div \
	Set V2 \
	STORE(R1, V2) \
	ADVANCE(R1, I64Const $16)

// func unitWasm(b *byte, x *float32, vectors int)
TEXT ·unitWasm(SB), NOSPLIT, $0-24
	MOVD b+0(FP), R0
	MOVD x+8(FP), R1
	MOVD vectors+16(FP), R15
	F32Const $255.0
	F32x4Splat
	Set V1
	Loop
		LOAD(R0, V0)
		QUARTER(I16x8ExtendLowI8x16U, I32x4ExtendLowI16x8U)
		QUARTER(I16x8ExtendLowI8x16U, I32x4ExtendHighI16x8U)
		QUARTER(I16x8ExtendHighI8x16U, I32x4ExtendLowI16x8U)
		QUARTER(I16x8ExtendHighI8x16U, I32x4ExtendHighI16x8U)
		ADVANCE(R0, I64Const $16)
	NEXT
	RET
