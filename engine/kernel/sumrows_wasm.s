//go:build goexperiment.simd && go1.27

#include "textflag.h"

// func sumRows16(dy *float32, rows, cols int, db *float32)
TEXT ·sumRows16(SB), NOSPLIT, $0-32
	I64Load dy+0(FP)
	Set R0
	I64Load rows+8(FP)
	Set R1
	I64Load cols+16(FP)
	I64Const $2
	I64Shl
	Set R2
	I64Load db+24(FP)
	Set R3
	V128Load 0(R3)
	Set V0
	V128Load 16(R3)
	Set V1
	V128Load 32(R3)
	Set V2
	V128Load 48(R3)
	Set V3
	Loop
		Get V0
		V128Load 0(R0)
		F32x4Add
		Set V0
		Get V1
		V128Load 16(R0)
		F32x4Add
		Set V1
		Get V2
		V128Load 32(R0)
		F32x4Add
		Set V2
		Get V3
		V128Load 48(R0)
		F32x4Add
		Set V3
		Get R0
		Get R2
		I64Add
		Set R0
		Get R1
		I64Const $1
		I64Sub
		Tee R1
		I32WrapI64
		BrIf $0
	End
	Get R3
	I32WrapI64
	Get V0
	V128Store $0, $0
	Get R3
	I32WrapI64
	Get V1
	V128Store $0, $16
	Get R3
	I32WrapI64
	Get V2
	V128Store $0, $32
	Get R3
	I32WrapI64
	Get V3
	V128Store $0, $48
	RET
