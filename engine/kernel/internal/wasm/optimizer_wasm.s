//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"

#define SPLAT(vector) F32x4Splat; Set vector

// func SGD(rate, momentum float32, nesterov int, w, m, grad *float32, vectors int)
TEXT ·SGD(SB), NOSPLIT, $0-48
	F32Load rate+0(FP)
	SPLAT(V0)
	F32Load momentum+4(FP)
	SPLAT(V1)
	MOVD nesterov+8(FP), R4
	MOVD w+16(FP), R0
	MOVD m+24(FP), R1
	MOVD grad+32(FP), R2
	MOVD vectors+40(FP), R15
	Loop
		LOAD(R2, V4) // g
		LOAD(R1, V5) // m
		LOAD(R0, V6) // w
		Get V0
		Get V4
		F32x4Mul
		Set V4 // rate*g
		Get V1
		Get V5
		F32x4Mul
		Get V4
		F32x4Sub
		Set V5
		STORE(R1, V5)
		Get R4
		I32WrapI64
		If
			Get V1
			Get V5
			F32x4Mul
			Get V4
			F32x4Sub
			Set V5
		End
		Get V6
		Get V5
		F32x4Add
		Set V6
		STORE(R0, V6)
		ADVANCE(R0, I64Const $16)
		ADVANCE(R1, I64Const $16)
		ADVANCE(R2, I64Const $16)
	NEXT
	RET

// func RMSprop(rate, rho, oneMinusRho, epsilon float32, w, v, grad *float32, vectors int)
TEXT ·RMSprop(SB), NOSPLIT, $0-48
	F32Load rate+0(FP)
	SPLAT(V0)
	F32Load rho+4(FP)
	SPLAT(V1)
	F32Load oneMinusRho+8(FP)
	SPLAT(V2)
	F32Load epsilon+12(FP)
	SPLAT(V3)
	MOVD w+16(FP), R0
	MOVD v+24(FP), R1
	MOVD grad+32(FP), R2
	MOVD vectors+40(FP), R15
	Loop
		LOAD(R2, V4) // g
		LOAD(R1, V5) // v
		LOAD(R0, V6) // w
		Get V1
		Get V5
		F32x4Mul
		Get V2
		Get V4
		Get V4
		F32x4Mul
		F32x4Mul
		F32x4Add
		Set V5
		STORE(R1, V5)
		Get V6
		Get V0
		Get V4
		F32x4Mul
		Get V5
		Get V3
		F32x4Add
		F32x4Sqrt
		F32x4Div
		F32x4Sub
		Set V6
		STORE(R0, V6)
		ADVANCE(R0, I64Const $16)
		ADVANCE(R1, I64Const $16)
		ADVANCE(R2, I64Const $16)
	NEXT
	RET

// func Adam(alpha, oneMinusBeta1, oneMinusBeta2, epsilon float32, w, m, v, grad *float32, vectors int)
TEXT ·Adam(SB), NOSPLIT, $0-56
	F32Load alpha+0(FP)
	SPLAT(V0)
	F32Load oneMinusBeta1+4(FP)
	SPLAT(V1)
	F32Load oneMinusBeta2+8(FP)
	SPLAT(V2)
	F32Load epsilon+12(FP)
	SPLAT(V3)
	MOVD w+16(FP), R0
	MOVD m+24(FP), R3
	MOVD v+32(FP), R1
	MOVD grad+40(FP), R2
	MOVD vectors+48(FP), R15
	Loop
		LOAD(R2, V4) // g
		LOAD(R1, V5) // v
		LOAD(R0, V6) // w
		LOAD(R3, V7) // m
		Get V7
		Get V1
		Get V4
		Get V7
		F32x4Sub
		F32x4Mul
		F32x4Add
		Set V7
		STORE(R3, V7)
		Get V5
		Get V2
		Get V4
		Get V4
		F32x4Mul
		Get V5
		F32x4Sub
		F32x4Mul
		F32x4Add
		Set V5
		STORE(R1, V5)
		Get V6
		Get V0
		Get V7
		F32x4Mul
		Get V5
		F32x4Sqrt
		Get V3
		F32x4Add
		F32x4Div
		F32x4Sub
		Set V6
		STORE(R0, V6)
		ADVANCE(R0, I64Const $16)
		ADVANCE(R1, I64Const $16)
		ADVANCE(R2, I64Const $16)
		ADVANCE(R3, I64Const $16)
	NEXT
	RET
