//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"

// func Add(dst, src *float32, vectors int)
TEXT ·Add(SB), NOSPLIT, $0-24
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

// func AddScaled(dst *float32, a float32, src *float32, vectors int)
TEXT ·AddScaled(SB), NOSPLIT, $0-32
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

// func Scale(dst *float32, a float32, vectors int)
TEXT ·Scale(SB), NOSPLIT, $0-24
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

// func ReLUGradient(y, dy *float32, vectors int)
//
// dy becomes 0 where y <= 0, which a NaN is not.
TEXT ·ReLUGradient(SB), NOSPLIT, $0-24
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

// QUARTER converts four of the sixteen bytes in V0.
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

// func Normalise(b *byte, x *float32, vectors int)
TEXT ·Normalise(SB), NOSPLIT, $0-24
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
