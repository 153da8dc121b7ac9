//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "lanes_wasm.h"

#define LARGER(vector, offset) Get vector; PEEK(R0, offset); F32x4Abs; I32x4MaxU; Set vector

// func magnitudeWasm(x *float32, blocks int, lanes *[4]uint32)
//
// The lanes are left to Go: Go 1.27 forgets which one I32x4ExtractLane means.
TEXT ·magnitudeWasm(SB), NOSPLIT, $0-24
	MOVD x+0(FP), R0
	MOVD blocks+8(FP), R15
	V128Const $0, $0
	Set V0
	V128Const $0, $0
	Set V1
	Loop
		LARGER(V0, 0)
		LARGER(V1, 16)
		LARGER(V0, 32)
		LARGER(V1, 48)
		ADVANCE(R0, I64Const $64)
	NEXT
	Get V0
	Get V1
	I32x4MaxU
	Set V0
	MOVD lanes+16(FP), R1
	STORE(R1, V0)
	RET
