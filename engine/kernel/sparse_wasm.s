//go:build goexperiment.simd && go1.27 && !go1.28

#include "go_asm.h"
#include "textflag.h"
#include "lanes_wasm.h"

// Vectors of the row of C, and products of V8 with vectors of the row of B.
#define LOADC(v, offset) LOADAT(R4, offset, v)
#define STOREC(v, offset) STOREAT(R4, offset, v)
#define ADDB(v, offset) MULADDAT(v, V8, R9, offset)

// BEGIN sets up, for column j of the product R11:
// R0 terms, R12 bands left, R13 starts of the band, R14 its first row of C, R15 its base.
#define BEGIN \
	I64Load p+0(FP) \
	Set R11 \
	FIELD(R11, sparseProduct_terms) \
	I64Const $-LOWER \
	I64Add \
	Set R0 \
	FIELD(R11, sparseProduct_bands) \
	Set R12 \
	FIELD(R11, sparseProduct_starts) \
	Set R13 \
	I64Load j+8(FP) \
	I64Const $2 \
	I64Shl \
	Tee R15 \
	FIELD(R11, sparseProduct_c) \
	I64Add \
	Set R14 \
	FIELD(R11, sparseProduct_b) \
	Get R15 \
	I64Add \
	BYTES(R11, sparseProduct_base) \
	I64Add \
	Set R15

// BAND begins the rows of a band: R3 rows left, R1 starts of the row, R4 the row of C, R5 base of the row.
#define BAND \
	FIELD(R11, sparseProduct_rows) \
	Set R3 \
	Get R13 \
	Set R1 \
	Get R14 \
	Set R4 \
	Get R15 \
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

// TERM sets V8 to the term's value and R9 to where its row of B begins: in 32 bits, which spares the wraps.
#define TERM \
	BROADCAST(R6, AT0, V8) \
	Get R8 \
	I32WrapI64 \
	Get R6 \
	I32WrapI64 \
	I32Load $(term_at+LOWER) \
	I32Const $2 \
	I32Shl \
	I32Add \
	I64ExtendI32U \
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
	ADVANCE(R10, BYTES(R11, sparseProduct_spanStep)) \
	ADVANCE(R8, BYTES(R11, sparseProduct_baseSpan)) \
	Get R2 \
	I64Const $1 \
	I64Sub \
	Tee R2 \
	I32WrapI64

// NEXTROW leaves the number of rows left.
#define NEXTROW \
	ADVANCE(R1, BYTES(R11, sparseProduct_step)) \
	Get R5 \
	BYTES(R11, sparseProduct_baseBack) \
	I64Sub \
	Set R5 \
	ADVANCE(R4, BYTES(R11, sparseProduct_cStep)) \
	Get R3 \
	I64Const $1 \
	I64Sub \
	Tee R3 \
	I32WrapI64

// NEXTBAND leaves the number of bands left.
#define NEXTBAND \
	ADVANCE(R13, BYTES(R11, sparseProduct_bandStep)) \
	ADVANCE(R14, BYTES(R11, sparseProduct_bandC)) \
	ADVANCE(R15, BYTES(R11, sparseProduct_bandBase)) \
	Get R12 \
	I64Const $1 \
	I64Sub \
	Tee R12 \
	I32WrapI64

// GATHER is all of it; each does something with each vector of a row and its offset.
#define GATHER(each) \
	BEGIN; \
	Loop; \
		BAND; \
		Loop; \
			each(LOADC); \
			ROW; \
			Loop; \
				SPAN; \
				Get R6; \
				Get R7; \
				I64LtU; \
				If; \
					Loop; \
						TERM; \
						each(ADDB); \
						NEXTTERM; \
						BrIf $0; \
					End; \
				End; \
				NEXTSPAN; \
				BrIf $0; \
			End; \
			each(STOREC); \
			NEXTROW; \
			BrIf $0; \
		End; \
		NEXTBAND; \
		BrIf $0; \
	End; \
	RET

// func gather32Wasm(p *sparseProduct, j int)
TEXT ·gather32Wasm(SB), NOSPLIT, $0-16
	GATHER(EIGHT)

// func gather16Wasm(p *sparseProduct, j int)
TEXT ·gather16Wasm(SB), NOSPLIT, $0-16
	GATHER(FOUR)
