//go:build goexperiment.simd && go1.27 && !go1.28

#include "go_asm.h"
#include "textflag.h"

// FIELD is field of the struct that register p points to. Registers R hold 64 bits and addresses are 32 bits wide: hence the wraps,
// which cost nothing.
#define FIELD(p, field) \
	Get p \
	I32WrapI64 \
	I64Load $field

// BYTES is a field that counts elements of four bytes.
#define BYTES(p, field) \
	FIELD(p, field) \
	I64Const $2 \
	I64Shl

// LOAD and STORE move a vector of the row of C. A store must name two operands: the assembler drops the offset of one.
#define LOAD(v, offset) \
	Get R4 \
	I32WrapI64 \
	V128Load $offset \
	Set v

#define STORE(v, offset) \
	Get R4 \
	I32WrapI64 \
	Get v \
	V128Store $0, $offset

// MULADD is v += V8 * the vector at R9 + offset.
#define MULADD(v, offset) \
	Get v \
	Get V8 \
	Get R9 \
	I32WrapI64 \
	V128Load $offset \
	F32x4Mul \
	F32x4Add \
	Set v

// BEGIN sets up, for column j of the product R11:
// R0 terms, R1 starts of the row, R3 rows left, R4 the row of C, R5 base of the row.
#define BEGIN \
	I64Load p+0(FP) \
	Set R11 \
	FIELD(R11, sparseProduct_terms) \
	Set R0 \
	FIELD(R11, sparseProduct_starts) \
	Set R1 \
	FIELD(R11, sparseProduct_rows) \
	Set R3 \
	I64Load j+8(FP) \
	I64Const $2 \
	I64Shl \
	Tee R5 \
	FIELD(R11, sparseProduct_c) \
	I64Add \
	Set R4 \
	FIELD(R11, sparseProduct_b) \
	Get R5 \
	I64Add \
	BYTES(R11, sparseProduct_base) \
	I64Add \
	Set R5

// ROW begins the spans of a row: R2 spans left, R10 starts of the span, R8 base of the span.
#define ROW \
	FIELD(R11, sparseProduct_spans) \
	Set R2 \
	Get R1 \
	Set R10 \
	Get R5 \
	Set R8

// SPAN begins the terms of a span: from R6 to R7.
#define SPAN \
	Get R0 \
	Get R10 \
	I32WrapI64 \
	I64Load32U $0 \
	I64Const $3 \
	I64Shl \
	I64Add \
	Set R6 \
	Get R0 \
	Get R10 \
	BYTES(R11, sparseProduct_width) \
	I64Add \
	I32WrapI64 \
	I64Load32U $0 \
	I64Const $3 \
	I64Shl \
	I64Add \
	Set R7

// TERM sets V8 to the term's value and R9 to where its row of B begins.
#define TERM \
	Get R6 \
	I32WrapI64 \
	F32Load $term_value \
	F32x4Splat \
	Set V8 \
	Get R8 \
	Get R6 \
	I32WrapI64 \
	I64Load32U $term_at \
	I64Const $2 \
	I64Shl \
	I64Add \
	Set R9

// NEXTTERM leaves whether there is one more.
#define NEXTTERM \
	Get R6 \
	I64Const $term__size \
	I64Add \
	Tee R6 \
	Get R7 \
	I64LtU

// NEXTSPAN leaves the number of spans left.
#define NEXTSPAN \
	Get R10 \
	BYTES(R11, sparseProduct_spanStep) \
	I64Add \
	Set R10 \
	Get R8 \
	BYTES(R11, sparseProduct_baseSpan) \
	I64Add \
	Set R8 \
	Get R2 \
	I64Const $1 \
	I64Sub \
	Tee R2 \
	I32WrapI64

// NEXTROW leaves the number of rows left.
#define NEXTROW \
	Get R1 \
	BYTES(R11, sparseProduct_step) \
	I64Add \
	Set R1 \
	Get R5 \
	BYTES(R11, sparseProduct_baseBack) \
	I64Sub \
	Set R5 \
	Get R4 \
	BYTES(R11, sparseProduct_cStep) \
	I64Add \
	Set R4 \
	Get R3 \
	I64Const $1 \
	I64Sub \
	Tee R3 \
	I32WrapI64

// func gather32Wasm(p *sparseProduct, j int)
TEXT ·gather32Wasm(SB), NOSPLIT, $0-16
	BEGIN
	Loop
		LOAD(V0, 0)
		LOAD(V1, 16)
		LOAD(V2, 32)
		LOAD(V3, 48)
		LOAD(V4, 64)
		LOAD(V5, 80)
		LOAD(V6, 96)
		LOAD(V7, 112)
		ROW
		Loop
			SPAN
			Get R6
			Get R7
			I64LtU
			If
				Loop
					TERM
					MULADD(V0, 0)
					MULADD(V1, 16)
					MULADD(V2, 32)
					MULADD(V3, 48)
					MULADD(V4, 64)
					MULADD(V5, 80)
					MULADD(V6, 96)
					MULADD(V7, 112)
					NEXTTERM
					BrIf $0
				End
			End
			NEXTSPAN
			BrIf $0
		End
		STORE(V0, 0)
		STORE(V1, 16)
		STORE(V2, 32)
		STORE(V3, 48)
		STORE(V4, 64)
		STORE(V5, 80)
		STORE(V6, 96)
		STORE(V7, 112)
		NEXTROW
		BrIf $0
	End
	RET

// func gather16Wasm(p *sparseProduct, j int)
TEXT ·gather16Wasm(SB), NOSPLIT, $0-16
	BEGIN
	Loop
		LOAD(V0, 0)
		LOAD(V1, 16)
		LOAD(V2, 32)
		LOAD(V3, 48)
		ROW
		Loop
			SPAN
			Get R6
			Get R7
			I64LtU
			If
				Loop
					TERM
					MULADD(V0, 0)
					MULADD(V1, 16)
					MULADD(V2, 32)
					MULADD(V3, 48)
					NEXTTERM
					BrIf $0
				End
			End
			NEXTSPAN
			BrIf $0
		End
		STORE(V0, 0)
		STORE(V1, 16)
		STORE(V2, 32)
		STORE(V3, 48)
		NEXTROW
		BrIf $0
	End
	RET

// func listWasm(l *listing, terms *term, starts *int32, n int) int
//
// Every element is written as the next term; only one that is not zero makes the place after it the next.
TEXT ·listWasm(SB), NOSPLIT, $0-40
	I64Load l+0(FP)
	Set R11
	I64Load n+24(FP)
	I64Const $3
	I64Shl
	I64Load terms+8(FP)
	I64Add
	Set R0 // the next term
	I64Load starts+16(FP)
	Set R1
	FIELD(R11, listing_rows)
	Set R2
	FIELD(R11, listing_x)
	Set R3
	FIELD(R11, listing_at)
	Set R4
	BYTES(R11, listing_col)
	Set R5
	Loop
		Get R1
		I32WrapI64
		Get R0
		I64Load terms+8(FP)
		I64Sub
		I64Const $3
		I64ShrU
		I64Store32 $0
		Get R1
		I64Const $4
		I64Add
		Set R1
		FIELD(R11, listing_along+8) // its length
		Set R6
		FIELD(R11, listing_along)
		Set R7
		Get R3
		Set R8 // the element
		Loop
			Get R0
			I32WrapI64
			Get R8
			I32WrapI64
			I64Load32U $0
			Tee R9
			Get R7
			I32WrapI64
			I64Load32U $0
			Get R4
			I64Add
			I64Const $32
			I64Shl
			I64Or
			I64Store $0
			Get R9
			I64Const $0x7fffffff // all but the sign
			I64And
			I64Const $0
			I64Ne
			I64ExtendI32U
			I64Const $3
			I64Shl
			Get R0
			I64Add
			Set R0
			Get R8
			Get R5
			I64Add
			Set R8
			Get R7
			I64Const $4
			I64Add
			Set R7
			Get R6
			I64Const $1
			I64Sub
			Tee R6
			I32WrapI64
			BrIf $0
		End
		Get R3
		BYTES(R11, listing_row)
		I64Add
		Set R3
		Get R4
		FIELD(R11, listing_atRow)
		I64Add
		Set R4
		Get R2
		I64Const $1
		I64Sub
		Tee R2
		I32WrapI64
		BrIf $0
	End
	Get SP
	Get R0
	I64Load terms+8(FP)
	I64Sub
	I64Const $3
	I64ShrU
	I64Store ret+32(FP)
	RET
