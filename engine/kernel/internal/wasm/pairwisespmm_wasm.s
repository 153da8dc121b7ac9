//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"

#define CLEAR(v, offset) V128Const $0, $0; Set v

// ADDTERM adds V8 times a vector of the row of B at R9. ADDLEVEL adds a vector of the level there.
#define ADDTERM(v, offset) MULADDAT(v, V8, R9, offset)
#define ADDLEVEL(v, offset) Get v; PEEK(R9, offset); F32x4Add; Set v

#define STORESUM(v, offset) STOREAT(R9, offset, v)

// NONZEROAT leaves the address of the nonzero whose index is at R10 + offset.
#define NONZEROAT(offset) \
	Get R0 \
	Get R10 \
	I32WrapI64 \
	I64Load32U $offset \
	I64Const $3 \
	I64Shl \
	I64Add

// func PairwiseSpMM(nonzeros unsafe.Pointer, starts *int32, b, c *float32, rows, shards, cRow int, levels *float32)
//
//	R0 nonzeros, LOWER too low   R1 starts of the row   R2 shard   R3 rows left   R4 the row of C   R5 b   R6 the nonzero   R7 the last
//	R8 bytes from a shard's starts to the next's   R9 a row of B, a level or C   R10 starts   R12 bits of the shard that carry
//	R13 shards   R14 levels
TEXT ·PairwiseSpMM(SB), NOSPLIT, $0-64
	MOVD nonzeros+0(FP), R0
	ADVANCE(R0, I64Const $-LOWER)
	MOVD starts+8(FP), R1
	MOVD b+16(FP), R5
	MOVD c+24(FP), R4
	MOVD shards+40(FP), R13
	MOVD levels+56(FP), R14
	MOVD rows+32(FP), R3
	BYTESOF(rows+32(FP), R8)
	Loop // over rows
		Get R1
		Set R10
		I64Const $0
		Set R2
		Loop // over shards
			EIGHT(CLEAR)
			NONZEROAT(0)
			Set R6
			NONZEROAT(4)
			Tee R7
			Get R6
			I64GtU
			If
				Loop // over nonzeros
					BROADCAST(R6, AT0, V8)
					Get R5
					Get R6
					I32WrapI64
					I64Load32U $(NONZERO_OFFSET+LOWER)
					I64Const $2
					I64Shl
					I64Add
					Set R9
					EIGHT(ADDTERM)
					Get R6
					I64Const $NONZERO
					I64Add
					Tee R6
					Get R7
					I64LtU
					BrIf $0
				End
			End
			Get R14
			Set R9
			Get R2
			Set R12
			Block // while the lowest bit is 1 it carries
				Loop
					Get R12
					I64Const $1
					I64And
					I64Eqz
					BrIf $1
					EIGHT(ADDLEVEL)
					ADVANCE(R9, I64Const $128)
					Get R12
					I64Const $1
					I64ShrU
					Set R12
					Br $0
				End
			End
			Get R2
			I64Const $1
			I64Add
			Tee R2
			Get R13
			I64GeU
			If // after the last shard R9 is past the levels
				Get R4
				Set R9
			End
			EIGHT(STORESUM)
			ADVANCE(R10, Get R8)
			Get R2
			Get R13
			I64LtU
			BrIf $0
		End
		ADVANCE(R1, I64Const $4)
		ADVANCE(R4, BYTES(cRow+48(FP)))
		Get R3
		I64Const $1
		I64Sub
		Tee R3
		I32WrapI64
		BrIf $0
	End
	RET
