//go:build goexperiment.simd && go1.27 && !go1.28

#include "go_asm.h"
#include "textflag.h"
#include "lanes_wasm.h"

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
		ADVANCE(R1, I64Const $4)
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
			ADVANCE(R8, Get R5)
			ADVANCE(R7, I64Const $4)
			Get R6
			I64Const $1
			I64Sub
			Tee R6
			I32WrapI64
			BrIf $0
		End
		ADVANCE(R3, BYTES(R11, listing_row))
		ADVANCE(R4, FIELD(R11, listing_atRow))
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

// What is to be kept of four numbers, for each of the 16 sets of them, to the front: bytes for I8x16Swizzle. (I8x16Shuffle, with which
// terms could be put together in one instruction, has no immediate in Go 1.27.)
DATA ·front+0(SB)/8, $0x0000000000000000
DATA ·front+8(SB)/8, $0x0000000000000000
DATA ·front+16(SB)/8, $0x0000000003020100
DATA ·front+24(SB)/8, $0x0000000000000000
DATA ·front+32(SB)/8, $0x0000000007060504
DATA ·front+40(SB)/8, $0x0000000000000000
DATA ·front+48(SB)/8, $0x0706050403020100
DATA ·front+56(SB)/8, $0x0000000000000000
DATA ·front+64(SB)/8, $0x000000000b0a0908
DATA ·front+72(SB)/8, $0x0000000000000000
DATA ·front+80(SB)/8, $0x0b0a090803020100
DATA ·front+88(SB)/8, $0x0000000000000000
DATA ·front+96(SB)/8, $0x0b0a090807060504
DATA ·front+104(SB)/8, $0x0000000000000000
DATA ·front+112(SB)/8, $0x0706050403020100
DATA ·front+120(SB)/8, $0x000000000b0a0908
DATA ·front+128(SB)/8, $0x000000000f0e0d0c
DATA ·front+136(SB)/8, $0x0000000000000000
DATA ·front+144(SB)/8, $0x0f0e0d0c03020100
DATA ·front+152(SB)/8, $0x0000000000000000
DATA ·front+160(SB)/8, $0x0f0e0d0c07060504
DATA ·front+168(SB)/8, $0x0000000000000000
DATA ·front+176(SB)/8, $0x0706050403020100
DATA ·front+184(SB)/8, $0x000000000f0e0d0c
DATA ·front+192(SB)/8, $0x0f0e0d0c0b0a0908
DATA ·front+200(SB)/8, $0x0000000000000000
DATA ·front+208(SB)/8, $0x0b0a090803020100
DATA ·front+216(SB)/8, $0x000000000f0e0d0c
DATA ·front+224(SB)/8, $0x0b0a090807060504
DATA ·front+232(SB)/8, $0x000000000f0e0d0c
DATA ·front+240(SB)/8, $0x0706050403020100
DATA ·front+248(SB)/8, $0x0f0e0d0c0b0a0908
GLOBL ·front(SB), RODATA|NOPTR, $256

// TERMS stores two terms: a value in the lower half of 64 bits, a place in the upper one.
#define TERMS(widen, offset) \
	Get R0; I32WrapI64; \
	Get V0; widen; Get V1; widen; I32Const $32; I64x2Shl; V128Or; \
	V128Store $0, $offset

// func listRowsWasm(l *listing, terms *term, starts *int32, n int) int
//
// As listWasm, four adjoining elements at a time: four terms are written, and those that are not zero stay.
//
//	R0 the next term   R1 starts   R2 rows left   R3 row of x   R4 place of its row of B   R6 elements left   R7 along
//	R8 elements   R9 which are not zero   R10 front   R11 l   V0 values   V1 places   V2 what is kept
TEXT ·listRowsWasm(SB), NOSPLIT, $0-40
	MOVD l+0(FP), R11
	MOVD n+24(FP), R0
	Get R0
	I64Const $3
	I64Shl
	I64Load terms+8(FP)
	I64Add
	Set R0
	MOVD starts+16(FP), R1
	MOVD $·front(SB), R10
	FIELD(R11, listing_rows)
	Set R2
	FIELD(R11, listing_x)
	Set R3
	FIELD(R11, listing_at)
	Set R4
	Loop
		Get R1
		I32WrapI64
		Get R0
		I64Load terms+8(FP)
		I64Sub
		I64Const $3
		I64ShrU
		I64Store32 $0
		ADVANCE(R1, I64Const $4)
		FIELD(R11, listing_along+8) // its length
		Set R6
		FIELD(R11, listing_along)
		Set R7
		Get R3
		Set R8
		Loop
			LOAD(R8, V0)
			Get R7
			I32WrapI64
			V128Load $0
			Get R4
			I32WrapI64
			I32x4Splat
			I32x4Add
			Set V1
			Get V0
			V128Const $0, $0
			F32x4Ne
			I32x4Bitmask
			I64ExtendI32U
			Tee R9
			I64Const $4
			I64Shl
			Get R10
			I64Add
			I32WrapI64
			V128Load $0
			Set V2
			Get V0
			Get V2
			I8x16Swizzle
			Set V0
			Get V1
			Get V2
			I8x16Swizzle
			Set V1
			TERMS(I64x2ExtendLowI32x4U, 0)
			TERMS(I64x2ExtendHighI32x4U, 16)
			Get R9
			I64Popcnt
			I64Const $3
			I64Shl
			Get R0
			I64Add
			Set R0
			ADVANCE(R8, I64Const $16)
			ADVANCE(R7, I64Const $16)
			ADVANCE(R6, I64Const $-4)
			Get R6
			I64Eqz
			I32Eqz
			BrIf $0
		End
		ADVANCE(R3, BYTES(R11, listing_row))
		ADVANCE(R4, FIELD(R11, listing_atRow))
		ADVANCE(R2, I64Const $-1)
		Get R2
		I64Eqz
		I32Eqz
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
