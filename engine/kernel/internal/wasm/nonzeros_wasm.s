//go:build goexperiment.simd && go1.27 && !go1.28

#include "textflag.h"
#include "macros.h"

// func ListNonzeros(x *float32, rows, rowStride, colStride int, offsets *int32, cols, offset, rowOffset int, nonzeros unsafe.Pointer, starts *int32, n int) int
//
// Every element is written as the next nonzero. Only one that is not zero moves on to the place after it.
//
//	R0 the next nonzero   R1 starts   R2 rows left   R3 row of x   R4 offset of its row of B   R5 bytes from a column to the next
//	R6 columns left   R7 offsets   R8 the element
TEXT ·ListNonzeros(SB), NOSPLIT, $0-96
	I64Load n+80(FP)
	I64Const $3
	I64Shl
	I64Load nonzeros+64(FP)
	I64Add
	Set R0
	MOVD starts+72(FP), R1
	MOVD rows+8(FP), R2
	MOVD x+0(FP), R3
	MOVD offset+48(FP), R4
	BYTESOF(colStride+24(FP), R5)
	Loop
		Get R1
		I32WrapI64
		Get R0
		I64Load nonzeros+64(FP)
		I64Sub
		I64Const $3
		I64ShrU
		I64Store32 $0
		ADVANCE(R1, I64Const $4)
		MOVD cols+40(FP), R6
		MOVD offsets+32(FP), R7
		Get R3
		Set R8
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
		ADVANCE(R3, BYTES(rowStride+16(FP)))
		ADVANCE(R4, I64Load rowOffset+56(FP))
		Get R2
		I64Const $1
		I64Sub
		Tee R2
		I32WrapI64
		BrIf $0
	End
	Get SP
	Get R0
	I64Load nonzeros+64(FP)
	I64Sub
	I64Const $3
	I64ShrU
	I64Store ret+88(FP)
	RET

// compact holds operands of I8x16Swizzle: for each of the 16 subsets of four numbers, one that moves the subset to the front.
// (I8x16Shuffle, which could build two nonzeros in one instruction, has no immediate in Go 1.27.)
DATA ·compact+0(SB)/8, $0x0000000000000000
DATA ·compact+8(SB)/8, $0x0000000000000000
DATA ·compact+16(SB)/8, $0x0000000003020100
DATA ·compact+24(SB)/8, $0x0000000000000000
DATA ·compact+32(SB)/8, $0x0000000007060504
DATA ·compact+40(SB)/8, $0x0000000000000000
DATA ·compact+48(SB)/8, $0x0706050403020100
DATA ·compact+56(SB)/8, $0x0000000000000000
DATA ·compact+64(SB)/8, $0x000000000b0a0908
DATA ·compact+72(SB)/8, $0x0000000000000000
DATA ·compact+80(SB)/8, $0x0b0a090803020100
DATA ·compact+88(SB)/8, $0x0000000000000000
DATA ·compact+96(SB)/8, $0x0b0a090807060504
DATA ·compact+104(SB)/8, $0x0000000000000000
DATA ·compact+112(SB)/8, $0x0706050403020100
DATA ·compact+120(SB)/8, $0x000000000b0a0908
DATA ·compact+128(SB)/8, $0x000000000f0e0d0c
DATA ·compact+136(SB)/8, $0x0000000000000000
DATA ·compact+144(SB)/8, $0x0f0e0d0c03020100
DATA ·compact+152(SB)/8, $0x0000000000000000
DATA ·compact+160(SB)/8, $0x0f0e0d0c07060504
DATA ·compact+168(SB)/8, $0x0000000000000000
DATA ·compact+176(SB)/8, $0x0706050403020100
DATA ·compact+184(SB)/8, $0x000000000f0e0d0c
DATA ·compact+192(SB)/8, $0x0f0e0d0c0b0a0908
DATA ·compact+200(SB)/8, $0x0000000000000000
DATA ·compact+208(SB)/8, $0x0b0a090803020100
DATA ·compact+216(SB)/8, $0x000000000f0e0d0c
DATA ·compact+224(SB)/8, $0x0b0a090807060504
DATA ·compact+232(SB)/8, $0x000000000f0e0d0c
DATA ·compact+240(SB)/8, $0x0706050403020100
DATA ·compact+248(SB)/8, $0x0f0e0d0c0b0a0908
GLOBL ·compact(SB), RODATA|NOPTR, $256

// PAIR stores two nonzeros: a value in the lower half of 64 bits, an offset in the upper one.
#define PAIR(widen, offset) \
	Get R0; I32WrapI64; \
	Get V0; widen; Get V1; widen; I32Const $32; I64x2Shl; V128Or; \
	V128Store $0, $offset

// func ListNonzerosBy4(x *float32, rows, rowStride, colStride int, offsets *int32, cols, offset, rowOffset int, nonzeros unsafe.Pointer, starts *int32, n int) int
//
// As ListNonzeros, four elements at a time: four nonzeros are written, and those that are not zero stay.
//
//	R0 the next nonzero   R1 starts   R2 rows left   R3 row of x   R4 offset of its row of B   R6 columns left   R7 offsets
//	R8 elements   R9 which of them are not zero   R10 compact   V0 values   V1 offsets   V2 the swizzle
TEXT ·ListNonzerosBy4(SB), NOSPLIT, $0-96
	I64Load n+80(FP)
	I64Const $3
	I64Shl
	I64Load nonzeros+64(FP)
	I64Add
	Set R0
	MOVD starts+72(FP), R1
	MOVD $·compact(SB), R10
	MOVD rows+8(FP), R2
	MOVD x+0(FP), R3
	MOVD offset+48(FP), R4
	Loop
		Get R1
		I32WrapI64
		Get R0
		I64Load nonzeros+64(FP)
		I64Sub
		I64Const $3
		I64ShrU
		I64Store32 $0
		ADVANCE(R1, I64Const $4)
		MOVD cols+40(FP), R6
		MOVD offsets+32(FP), R7
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
			PAIR(I64x2ExtendLowI32x4U, 0)
			PAIR(I64x2ExtendHighI32x4U, 16)
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
		ADVANCE(R3, BYTES(rowStride+16(FP)))
		ADVANCE(R4, I64Load rowOffset+56(FP))
		ADVANCE(R2, I64Const $-1)
		Get R2
		I64Eqz
		I32Eqz
		BrIf $0
	End
	Get SP
	Get R0
	I64Load nonzeros+64(FP)
	I64Sub
	I64Const $3
	I64ShrU
	I64Store ret+88(FP)
	RET
