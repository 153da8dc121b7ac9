//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"

// func PackRows(panel, src *float32, rows, rowStride int)
//
//	R0 panel   R1 src   R2 rows left   R3 bytes from a row of src to the next
TEXT ·PackRows(SB), NOSPLIT, $0-32
	MOVD panel+0(FP), R0
	MOVD src+8(FP), R1
	MOVD rows+16(FP), R2
	MOVD rowStride+24(FP), R3
	Get R3
	I64Const $2
	I64Shl
	Set R3
	Loop
		LOAD(R1, V0)
		LOADAT(R1, 16, V1)
		STORE(R0, V0)
		STOREAT(R0, 16, V1)
		ADVANCE(R0, I64Const $32)
		ADVANCE(R1, Get R3)
		ADVANCE(R2, I64Const $-1)
		Get R2
		I64Eqz
		I32Eqz
		BrIf $0
	End
	RET

#define ELEMENT(n) \
	Get R0; I32WrapI64; \
	Get R1; I32WrapI64; F32Load $(4*n); \
	F32Store $(32*n)

// func PackColumn(panel, src *float32, rows int)
//
//	R0 panel   R1 src   R2 rows left
TEXT ·PackColumn(SB), NOSPLIT, $0-24
	MOVD panel+0(FP), R0
	MOVD src+8(FP), R1
	MOVD rows+16(FP), R2
	Block
		Loop
			Get R2
			I64Const $4
			I64LtS
			BrIf $1
			ELEMENT(0)
			ELEMENT(1)
			ELEMENT(2)
			ELEMENT(3)
			ADVANCE(R0, I64Const $128)
			ADVANCE(R1, I64Const $16)
			ADVANCE(R2, I64Const $-4)
			Br $0
		End
	End
	Block
		Loop
			Get R2
			I64Eqz
			BrIf $1
			ELEMENT(0)
			ADVANCE(R0, I64Const $32)
			ADVANCE(R1, I64Const $4)
			ADVANCE(R2, I64Const $-1)
			Br $0
		End
	End
	RET

#define COPY(offset) Get R1; I32WrapI64; PEEK(R0, offset); V128Store $0, $offset

// func CopySegments(src, dst *float32, segments, stride int)
//
//	R0 src   R1 dst   R3 bytes from a segment of src to the next   R15 segments left
TEXT ·CopySegments(SB), NOSPLIT, $0-32
	MOVD src+0(FP), R0
	MOVD dst+8(FP), R1
	MOVD segments+16(FP), R15
	MOVD stride+24(FP), R3
	Get R3
	I64Const $2
	I64Shl
	Set R3
	Loop
		COPY(0)
		COPY(16)
		COPY(32)
		COPY(48)
		COPY(64)
		COPY(80)
		COPY(96)
		COPY(112)
		ADVANCE(R0, Get R3)
		ADVANCE(R1, I64Const $128)
		NEXT
	RET
