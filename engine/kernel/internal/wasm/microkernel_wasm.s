//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"
#include "microkernel.h"

// CROW sets a pointer to row n of the tile of C.
#define CROW(n, pointer) \
	Get R3; Get R1; I32WrapI64; I64Load $(8*n); I64Const $2; I64Shl; I64Add; Set pointer

#define CROWS CROW(0, R7); CROW(1, R8); CROW(2, R9); CROW(3, R10)

// AROW sets a pointer to where the segment at R12 begins in row n of A.
#define AROW(n, pointer) \
	Get R2; \
	Get R0; I32WrapI64; I64Load $(8*n); \
	Get R4; I64Add; I64Const $2; I64Shl; I64Add; Set pointer

// FOLLOWS leaves 1 where row n of A begins n elements after row 0.
#define FOLLOWS(n) \
	Get R0; I32WrapI64; I64Load $(8*n); \
	Get R0; I32WrapI64; I64Load $0; \
	I64Sub; I64Const $n; I64Eq

// func MicroKernel(a *float32, aRows *int, tiles int, starts *int, segments, count, stride int, panel, bias, c *float32, cRows *int)
//
//	R0 aRows   R1 cRows   R2 a, LOWER too low   R3 c   R4 start   R5 bytes from an element of a segment to the next
//	R6 1 where the four rows of A are adjacent   R7 to R10 four rows of A, or of C   R11 B
//	R12 starts   R13 segments left   R14 terms left   R15 tiles left
TEXT ·MicroKernel(SB), NOSPLIT, $0-88
	MOVD a+0(FP), R2
	MOVD aRows+8(FP), R0
	MOVD tiles+16(FP), R15
	MOVD c+72(FP), R3
	MOVD cRows+80(FP), R1
	MOVD stride+48(FP), R5
	Get R5
	I64Const $2
	I64Shl
	Set R5
	ADVANCE(R2, I64Const $-LOWER)
	Loop // over tiles
		MOVD bias+64(FP), R7
		Get R7
		I64Eqz
		If
			CROWS
		Else
			Get R7
			Set R8
			Get R7
			Set R9
			Get R7
			Set R10
		End
		LOADSUMS(R7, V0, V1)
		LOADSUMS(R8, V2, V3)
		LOADSUMS(R9, V4, V5)
		LOADSUMS(R10, V6, V7)
		MOVD panel+56(FP), R11
		MOVD starts+24(FP), R12
		MOVD segments+32(FP), R13
		FOLLOWS(1)
		FOLLOWS(2)
		I32And
		FOLLOWS(3)
		I32And
		I64ExtendI32U
		Set R6
		Loop // over segments
			MOVD 0(R12), R4
			MOVD count+40(FP), R14
			AROW(0, R7)
			Get R6
			I64Eqz
			If
				AROW(1, R8)
				AROW(2, R9)
				AROW(3, R10)
				Block // four terms at a time where the elements of a row are adjacent
					Get R5
					I64Const $4
					I64Ne
					BrIf $0
					Loop
						Get R14
						I64Const $4
						I64LtS
						BrIf $1
						FOURTERMS
						Br $0
					End
				End
				Block // one at a time
					Loop
						Get R14
						I64Eqz
						BrIf $1
						TERM(R7, AT0, R8, AT0, R9, AT0, R10, AT0, 0)
						ADVANCE(R7, Get R5)
						ADVANCE(R8, Get R5)
						ADVANCE(R9, Get R5)
						ADVANCE(R10, Get R5)
						ADVANCE(R11, I64Const $32)
						ADVANCE(R14, I64Const $-1)
						Br $0
					End
				End
			Else // the four elements of a term are adjacent: one pointer serves all rows
				Block
					Loop
						Get R14
						I64Const $4
						I64LtS
						BrIf $1
						TERM(R7, AT0, R7, AT4, R7, AT8, R7, AT12, 0)
						ADVANCE(R7, Get R5)
						TERM(R7, AT0, R7, AT4, R7, AT8, R7, AT12, 32)
						ADVANCE(R7, Get R5)
						TERM(R7, AT0, R7, AT4, R7, AT8, R7, AT12, 64)
						ADVANCE(R7, Get R5)
						TERM(R7, AT0, R7, AT4, R7, AT8, R7, AT12, 96)
						ADVANCE(R7, Get R5)
						ADVANCE(R11, I64Const $128)
						ADVANCE(R14, I64Const $-4)
						Br $0
					End
				End
				Block
					Loop
						Get R14
						I64Eqz
						BrIf $1
						TERM(R7, AT0, R7, AT4, R7, AT8, R7, AT12, 0)
						ADVANCE(R7, Get R5)
						ADVANCE(R11, I64Const $32)
						ADVANCE(R14, I64Const $-1)
						Br $0
					End
				End
			End
			ADVANCE(R12, I64Const $8)
			ADVANCE(R13, I64Const $-1)
			Get R13
			I64Eqz
			I32Eqz
			BrIf $0
		End
		CROWS
		STORESUMS(R7, V0, V1)
		STORESUMS(R8, V2, V3)
		STORESUMS(R9, V4, V5)
		STORESUMS(R10, V6, V7)
		ADVANCE(R0, I64Const $32)
		ADVANCE(R1, I64Const $32)
		ADVANCE(R15, I64Const $-1)
		Get R15
		I64Eqz
		I32Eqz
		BrIf $0
	End
	RET
