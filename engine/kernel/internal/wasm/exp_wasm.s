//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"

#define CONSTANT(value) F32Const $value; F32x4Splat

// HORNER is one step of the polynomial: p = p*r + value.
#define HORNER(value) Get V3; Get V2; F32x4Mul; CONSTANT(value); F32x4Add; Set V3

// POWER leaves 2^n for four integers n on the stack.
#define POWER I32Const $127; I32x4Splat; I32x4Add; I32Const $23; I32x4Shl

// func Exp(x *float32, vectors int)
//
// The steps are those of kernel.Exp, whose comments explain them, in the same order.
//
//	V0 x   V1 n   V2 r   V3 p   V4 n/2
TEXT ·Exp(SB), NOSPLIT, $0-16
	MOVD x+0(FP), R0
	MOVD vectors+8(FP), R15
	Loop
		LOAD(R0, V0)

		// n = truncated x*log2(e) +- 0.5, the sign that of x
		Get V0
		CONSTANT(1.44269504088896341)
		F32x4Mul
		CONSTANT(0.5)
		Get V0
		CONSTANT(-0.0)
		V128And
		V128Or
		F32x4Add
		I32x4TruncSatF32x4S
		Set V1

		// r = x - n*ln 2
		Get V0
		Get V1
		F32x4ConvertI32x4S
		Set V2
		Get V2
		CONSTANT(0.693359375)
		F32x4Mul
		F32x4Sub
		Get V2
		CONSTANT(-2.12194440e-4)
		F32x4Mul
		F32x4Sub
		Set V2

		CONSTANT(1.9875691500e-4)
		Set V3
		HORNER(1.3981999507e-3)
		HORNER(8.3334519073e-3)
		HORNER(4.1665795894e-2)
		HORNER(1.6666665459e-1)
		HORNER(5.0000001201e-1)
		Get V3
		Get V2
		Get V2
		F32x4Mul
		F32x4Mul
		Get V2
		F32x4Add
		CONSTANT(1.0)
		F32x4Add

		// n/2 rounds towards 0: a negative n gets 1 before the shift
		Get V1
		Get V1
		I32Const $31
		I32x4ShrU
		I32x4Add
		I32Const $1
		I32x4ShrS
		Set V4
		Get V4
		POWER
		F32x4Mul
		Get V1
		Get V4
		I32x4Sub
		POWER
		F32x4Mul
		Set V3

		// 0 below -104, infinity above 89, NaN where x is NaN
		Get V3
		Get V0
		CONSTANT(-104.0)
		F32x4Lt
		V128Andnot
		Set V3
		I32Const $0x7f800000
		I32x4Splat
		Get V3
		Get V0
		CONSTANT(89.0)
		F32x4Gt
		V128Bitselect
		Set V3
		Get V3
		Get V0
		Get V0
		Get V0
		F32x4Eq
		V128Bitselect
		Set V3
		STORE(R0, V3)
		ADVANCE(R0, I64Const $16)
	NEXT
	RET
