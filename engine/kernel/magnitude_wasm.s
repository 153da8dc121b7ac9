//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "lanes_wasm.h"

#define LARGER(vector, offset) \
	Get vector \
	Get R0 \
	I32WrapI64 \
	V128Load $offset \
	F32x4Abs \
	I32x4MaxU \
	Set vector

// LANE is R1 = max(R1, the lane of V0).
#define LANE(lane) \
	Get R1 \
	Get V0 \
	I32x4ExtractLane $lane \
	I64ExtendI32U \
	Tee R2 \
	Get R1 \
	Get R2 \
	I64GtU \
	Select \
	Set R1

// func magnitudeWasm(x *float32, blocks int) uint32
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
	I64Const $0
	Set R1
	LANE(0)
	LANE(1)
	LANE(2)
	LANE(3)
	Get SP
	Get R1
	I64Store32 ret+16(FP)
	RET
