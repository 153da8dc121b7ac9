//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "lanes_wasm.h"

// func scatterWasm(src *float32, at *int32, dst *float32, n int)
//
//	R0 src   R1 at   R2 dst   R3 the element of dst   R15 elements left
TEXT ·scatterWasm(SB), NOSPLIT, $0-32
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
