//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"

#define ADD(a, b) Get a; Get b; F32x4Add
#define SUB(a, b) Get a; Get b; F32x4Sub

// COLUMN transforms a column of four pixels and steps to the right.
#define COLUMN(d0, d1, d2, d3) \
	LOAD(R0, V12); ADVANCE(R0, Get R6); \
	LOAD(R1, V13); ADVANCE(R1, Get R6); \
	LOAD(R2, V14); ADVANCE(R2, Get R6); \
	LOAD(R3, V15); ADVANCE(R3, Get R6); \
	SUB(V12, V14); ADD(V13, V14); SUB(V14, V13); SUB(V13, V15); \
	Set d3; Set d2; Set d1; Set d0

// PUT stores what do leaves and steps to the next plane.
#define PUT(do) Get R4; I32WrapI64; do; V128Store $0, $0; ADVANCE(R4, Get R5)

#define ROW(d0, d1, d2, d3) PUT(SUB(d0, d2)); PUT(ADD(d1, d2)); PUT(SUB(d2, d1)); PUT(SUB(d1, d3))

// TAKE loads from a plane and steps to the next.
#define TAKE(m) LOAD(R4, m); ADVANCE(R4, Get R5)

// UPPER and LOWERSUM leave the sums of four products.
#define UPPER(m0, m1, m2) ADD(m0, m1); Get m2; F32x4Add
#define LOWERSUM(m1, m2, m3) SUB(m1, m2); Get m3; F32x4Sub

// FOLD transforms a column of four products into two numbers.
#define FOLD(m0, m1, m2, m3) UPPER(m0, m1, m2); LOWERSUM(m1, m2, m3); Set m1; Set m0

// VECTORS and ENDVECTORS enclose the work on each vector of each tile. R8 goes through the image, where tiles are two pixels apart,
// R9 through the planes, where they are adjacent. R6 is the bytes of a pixel, R10 the tiles left, R15 the vectors left.
#define VECTORS Loop; Get R6; I64Const $4; I64ShrU; Set R15; Loop
#define ENDVECTORS \
	ADVANCE(R8, I64Const $16); ADVANCE(R9, I64Const $16); NEXT; \
	ADVANCE(R8, Get R6); ADVANCE(R10, I64Const $-1); Get R10; I64Eqz; I32Eqz; BrIf $0; End

// func WinogradInput(x *float32, rowStride, count, depth int, planes *float32, planeStride int)
//
//	R0 to R3 a column of four pixels   R4 a plane   R5, R6, R7 bytes of a plane, of a pixel, of a row
//	R8 the tile in x   R9 the tile in planes   R10 tiles left   R15 vectors left
TEXT ·WinogradInput(SB), NOSPLIT, $0-48
	MOVD x+0(FP), R8
	BYTESOF(rowStride+8(FP), R7)
	MOVD count+16(FP), R10
	BYTESOF(depth+24(FP), R6)
	MOVD planes+32(FP), R9
	BYTESOF(planeStride+40(FP), R5)
	VECTORS
		Get R8
		Tee R0
		Get R7
		I64Add
		Tee R1
		Get R7
		I64Add
		Tee R2
		Get R7
		I64Add
		Set R3
		COLUMN(V0, V1, V2, V3)
		COLUMN(V4, V5, V6, V7)
		COLUMN(V8, V9, V10, V11)
		COLUMN(V12, V13, V14, V15)
		Get R9
		Set R4
		ROW(V0, V4, V8, V12)
		ROW(V1, V5, V9, V13)
		ROW(V2, V6, V10, V14)
		ROW(V3, V7, V11, V15)
	ENDVECTORS
	RET

// func WinogradOutput(planes *float32, planeStride, count, filters int, y *float32, rowStride int)
//
//	R0 the left outputs   R1 the right ones   R4 a plane   R5, R6, R7 bytes of a plane, of an output, of a row
//	R8 the tile in y   R9 the tile in planes   R10 tiles left   R15 vectors left
TEXT ·WinogradOutput(SB), NOSPLIT, $0-48
	MOVD planes+0(FP), R9
	BYTESOF(planeStride+8(FP), R5)
	MOVD count+16(FP), R10
	BYTESOF(filters+24(FP), R6)
	MOVD y+32(FP), R8
	BYTESOF(rowStride+40(FP), R7)
	VECTORS
		Get R9
		Set R4
		TAKE(V0); TAKE(V1); TAKE(V2); TAKE(V3)
		TAKE(V4); TAKE(V5); TAKE(V6); TAKE(V7)
		TAKE(V8); TAKE(V9); TAKE(V10); TAKE(V11)
		TAKE(V12); TAKE(V13); TAKE(V14); TAKE(V15)
		FOLD(V0, V4, V8, V12)
		FOLD(V1, V5, V9, V13)
		FOLD(V2, V6, V10, V14)
		FOLD(V3, V7, V11, V15)
		Get R8
		Tee R0
		Get R6
		I64Add
		Set R1
		Get R0
		I32WrapI64
		UPPER(V0, V1, V2)
		V128Store $0, $0
		Get R1
		I32WrapI64
		LOWERSUM(V1, V2, V3)
		V128Store $0, $0
		ADVANCE(R0, Get R7)
		ADVANCE(R1, Get R7)
		Get R0
		I32WrapI64
		UPPER(V4, V5, V6)
		V128Store $0, $0
		Get R1
		I32WrapI64
		LOWERSUM(V5, V6, V7)
		V128Store $0, $0
	ENDVECTORS
	RET
