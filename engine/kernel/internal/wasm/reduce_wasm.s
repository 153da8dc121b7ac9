//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"

#define SUM(offset, vector) Get vector; PEEK(R2, offset); F32x4Add; Set vector

// func SumRows(rows, cols int, dy, db *float32, vectors int)
//
//	R0 dy   R1 db   R2 a row of dy   R3 rows   R4 rows left   R5 bytes of a row   R6 further on in db   R15 vectors left
TEXT ·SumRows(SB), NOSPLIT, $0-40
	MOVD rows+0(FP), R3
	MOVD cols+8(FP), R5
	Get R5
	I64Const $2
	I64Shl
	Set R5
	MOVD dy+16(FP), R0
	MOVD db+24(FP), R1
	MOVD vectors+32(FP), R15
	Block // four vectors of columns at a time
		Loop
			Get R15
			I64Const $4
			I64LtS
			BrIf $1
			Get R1
			Set R6
			LOAD(R6, V0)
			ADVANCE(R6, I64Const $16)
			LOAD(R6, V1)
			ADVANCE(R6, I64Const $16)
			LOAD(R6, V2)
			ADVANCE(R6, I64Const $16)
			LOAD(R6, V3)
			Get R0
			Set R2
			Get R3
			Set R4
			Loop
				SUM(0, V0)
				SUM(16, V1)
				SUM(32, V2)
				SUM(48, V3)
				ADVANCE(R2, Get R5)
				ADVANCE(R4, I64Const $-1)
				Get R4
				I64Eqz
				I32Eqz
				BrIf $0
			End
			STORE(R1, V0)
			ADVANCE(R1, I64Const $16)
			STORE(R1, V1)
			ADVANCE(R1, I64Const $16)
			STORE(R1, V2)
			ADVANCE(R1, I64Const $16)
			STORE(R1, V3)
			ADVANCE(R1, I64Const $16)
			ADVANCE(R0, I64Const $64)
			ADVANCE(R15, I64Const $-4)
			Br $0
		End
	End
	Block
		Loop
			Get R15
			I64Eqz
			BrIf $1
			LOAD(R1, V0)
			Get R0
			Set R2
			Get R3
			Set R4
			Loop
				SUM(0, V0)
				ADVANCE(R2, Get R5)
				ADVANCE(R4, I64Const $-1)
				Get R4
				I64Eqz
				I32Eqz
				BrIf $0
			End
			STORE(R1, V0)
			ADVANCE(R1, I64Const $16)
			ADVANCE(R0, I64Const $16)
			ADVANCE(R15, I64Const $-1)
			Br $0
		End
	End
	RET

#define LARGER(vector, offset) Get vector; PEEK(R0, offset); F32x4Abs; I32x4MaxU; Set vector

// func MaxAbs(x *float32, blocks int, lanes *[4]uint32)
//
// Go takes the maximum of the lanes: Go 1.27 does not write which lane I32x4ExtractLane means.
TEXT ·MaxAbs(SB), NOSPLIT, $0-24
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
