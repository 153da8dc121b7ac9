//go:build goexperiment.simd && go1.27 && !go1.28

#include "go_asm.h"
#include "textflag.h"
#include "lanes_wasm.h"

#define CLEAR(v, offset) V128Const $0, $0; Set v

// ADDTERM is v += V8 times the vector of the row of B at R9, and ADDLEVEL v += that of the level there.
#define ADDTERM(v, offset) MULADDAT(v, V8, R9, offset)
#define ADDLEVEL(v, offset) Get v; PEEK(R9, offset); F32x4Add; Set v

#define STORESUM(v, offset) STOREAT(R9, offset, v)

// TERMOF leaves the address of the term that the start at R10 + offset says.
#define TERMOF(offset) \
	Get R0 \
	Get R10 \
	I32WrapI64 \
	I64Load32U $offset \
	I64Const $3 \
	I64Shl \
	I64Add

// func gatherTreeWasm(p *treeProduct, levels *float32)
//
//	R0 terms   R1 starts of the row   R2 shard   R3 rows left   R4 the row of C   R5 b
//	R6 the term   R7 the last   R8 bytes from the starts of a shard to the next's   R9 a row of B, a level or C   R10 starts
//	R11 p   R12 bits of the shard that carry   R13 shards   R14 levels
TEXT ·gatherTreeWasm(SB), NOSPLIT, $0-16
	I64Load p+0(FP)
	Set R11
	I64Load levels+8(FP)
	Set R14
	FIELD(R11, treeProduct_terms)
	I64Const $-LOWER
	I64Add
	Set R0
	FIELD(R11, treeProduct_starts)
	Set R1
	FIELD(R11, treeProduct_b)
	Set R5
	FIELD(R11, treeProduct_c)
	Set R4
	FIELD(R11, treeProduct_shards)
	Set R13
	FIELD(R11, treeProduct_rows)
	Tee R3
	I64Const $2
	I64Shl
	Set R8
	Loop // over rows
		Get R1
		Set R10
		I64Const $0
		Set R2
		Loop // over shards
			EIGHT(CLEAR)
			TERMOF(0)
			Set R6
			TERMOF(4)
			Tee R7
			Get R6
			I64GtU
			If
				Loop // over terms
					BROADCAST(R6, AT0, V8)
					Get R5
					Get R6
					I32WrapI64
					I64Load32U $(term_at+LOWER)
					I64Const $2
					I64Shl
					I64Add
					Set R9
					EIGHT(ADDTERM)
					Get R6
					I64Const $term__size
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
			If // the last shard: R9 is behind the levels
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
		Get R4
		FIELD(R11, treeProduct_cStep)
		I64Const $2
		I64Shl
		I64Add
		Set R4
		Get R3
		I64Const $1
		I64Sub
		Tee R3
		I32WrapI64
		BrIf $0
	End
	RET
