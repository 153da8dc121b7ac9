//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"

// Vectors of the row of C, and products of V8 with vectors of the row of B.
#define LOADC(v, offset) LOADAT(R4, offset, v)
#define STOREC(v, offset) STOREAT(R4, offset, v)
#define ADDB(v, offset) MULADDAT(v, V8, R9, offset)

// BEGIN: R0 nonzeros, LOWER too low, R12 batches left, R13 starts of the batch, R14 its first row of C, R15 its address in B.
#define BEGIN \
	I64Load nonzeros+0(FP) \
	I64Const $-LOWER \
	I64Add \
	Set R0 \
	MOVD batches+32(FP), R12 \
	MOVD starts+8(FP), R13 \
	MOVD c+24(FP), R14 \
	I64Load b+16(FP) \
	BYTES(bOffset+128(FP)) \
	I64Add \
	Set R15

// BATCH begins the rows of a batch: R3 rows left, R1 starts of the row, R4 the row of C, R5 the row's address in B.
#define BATCH \
	MOVD rows+64(FP), R3 \
	Get R13 \
	Set R1 \
	Get R14 \
	Set R4 \
	Get R15 \
	Set R5

// ROW begins the spans of a row: R2 spans left, R10 starts of the span, R8 the span's address in B.
#define ROW \
	MOVD spans+96(FP), R2 \
	Get R1 \
	Set R10 \
	Get R5 \
	Set R8

// SPAN begins the nonzeros of a span: from R6 to R7.
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
	BYTES(width+120(FP)) \
	I64Add \
	I32WrapI64 \
	I64Load32U $0 \
	I64Const $3 \
	I64Shl \
	I64Add \
	Set R7

// TERM sets V8 to the nonzero's value and R9 to its row of B, computed in 32 bits, which saves wraps.
#define TERM \
	BROADCAST(R6, AT0, V8) \
	Get R8 \
	I32WrapI64 \
	Get R6 \
	I32WrapI64 \
	I32Load $(NONZERO_OFFSET+LOWER) \
	I32Const $2 \
	I32Shl \
	I32Add \
	I64ExtendI32U \
	Set R9

// NEXTTERM leaves whether there is one more.
#define NEXTTERM \
	Get R6 \
	I64Const $NONZERO \
	I64Add \
	Tee R6 \
	Get R7 \
	I64LtU

// NEXTSPAN leaves the number of spans left.
#define NEXTSPAN \
	ADVANCE(R10, BYTES(startsSpan+104(FP))) \
	ADVANCE(R8, BYTES(bSpan+112(FP))) \
	Get R2 \
	I64Const $1 \
	I64Sub \
	Tee R2 \
	I32WrapI64

// NEXTROW leaves the number of rows left.
#define NEXTROW \
	ADVANCE(R1, BYTES(startsRow+72(FP))) \
	ADVANCE(R5, BYTES(bRow+88(FP))) \
	ADVANCE(R4, BYTES(cRow+80(FP))) \
	Get R3 \
	I64Const $1 \
	I64Sub \
	Tee R3 \
	I32WrapI64

// NEXTBATCH leaves the number of batches left.
#define NEXTBATCH \
	ADVANCE(R13, BYTES(startsBatch+40(FP))) \
	ADVANCE(R14, BYTES(cBatch+48(FP))) \
	ADVANCE(R15, BYTES(bBatch+56(FP))) \
	Get R12 \
	I64Const $1 \
	I64Sub \
	Tee R12 \
	I32WrapI64

// SPMM is the whole product. each applies a macro to the vectors of a row and their offsets.
#define SPMM(each) \
	BEGIN; \
	Loop; \
		BATCH; \
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
		NEXTBATCH; \
		BrIf $0; \
	End; \
	RET

// func SpMM32(nonzeros unsafe.Pointer, starts *int32, b, c *float32, batches, startsBatch, cBatch, bBatch, rows, startsRow, cRow, bRow, spans, startsSpan, bSpan, width, bOffset int)
TEXT ·SpMM32(SB), NOSPLIT, $0-136
	SPMM(EIGHT)

// func SpMM16(nonzeros unsafe.Pointer, starts *int32, b, c *float32, batches, startsBatch, cBatch, bBatch, rows, startsRow, cRow, bRow, spans, startsSpan, bSpan, width, bOffset int)
TEXT ·SpMM16(SB), NOSPLIT, $0-136
	SPMM(FOUR)
