//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"
#include "microkernel.h"

// BELOW sets four pointers to four rows, step bytes apart.
#define BELOW(first, step) \
	Get first; Tee R7; Get step; I64Add; Tee R8; Get step; I64Add; Tee R9; Get step; I64Add; Set R10

// func SmallGEMM(a, panels, bias, c *float32, tiles, panelCount, depth int)
//
//	R0 a, LOWER too low   R2, R3 bytes of a row of A, of C   R4 c   R5 bias   R6 panels left   R7 to R10 rows of A, then of C
//	R11 B   R14 terms left   R15 tiles left
TEXT ·SmallGEMM(SB), NOSPLIT, $0-56
	MOVD a+0(FP), R0
	MOVD c+24(FP), R4
	MOVD tiles+32(FP), R15
	ADVANCE(R0, I64Const $-LOWER)
	I64Load depth+48(FP)
	I64Const $2
	I64Shl
	Set R2
	I64Load panelCount+40(FP)
	I64Const $5
	I64Shl
	Set R3
	Loop // over tiles
		MOVD panels+8(FP), R11
		MOVD bias+16(FP), R5
		MOVD panelCount+40(FP), R6
		Loop // over panels
			LOADSUMS(R5, V0, V1)
			LOADSUMS(R5, V2, V3)
			LOADSUMS(R5, V4, V5)
			LOADSUMS(R5, V6, V7)
			BELOW(R0, R2)
			MOVD depth+48(FP), R14
			Loop
				FOURTERMS
				Get R14
				I32WrapI64
				BrIf $0
			End
			BELOW(R4, R3)
			STORESUMS(R7, V0, V1)
			STORESUMS(R8, V2, V3)
			STORESUMS(R9, V4, V5)
			STORESUMS(R10, V6, V7)
			ADVANCE(R4, I64Const $32)
			ADVANCE(R5, I64Const $32)
			ADVANCE(R6, I64Const $-1)
			Get R6
			I32WrapI64
			BrIf $0
		End
		// C has advanced by one row of four, A by none.
		Get R4
		Get R3
		I64Const $3
		I64Mul
		I64Add
		Set R4
		Get R0
		Get R2
		I64Const $2
		I64Shl
		I64Add
		Set R0
		NEXT
	RET
