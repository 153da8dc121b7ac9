//go:build goexperiment.simd && go1.27 && !go1.28

#include "go_asm.h"
#include "textflag.h"
#include "lanes_wasm.h"

// A field of the patches that R14 points to, and one that counts elements of four bytes.
#define FIELD(field) Get R14; I32WrapI64; I64Load $field
#define BYTES(field) FIELD(field); I64Const $2; I64Shl

// LOADAT and STOREAT name an offset. A store must name two operands: the assembler drops the offset of one.
#define LOADAT(pointer, offset) Get pointer; I32WrapI64; V128Load $offset
#define STOREAT(pointer, offset, vector) Get pointer; I32WrapI64; Get vector; V128Store $0, $offset

// PIXELS is four pixels, from a pointer that is LOWER too low.
#define PIXELS(pointer) LOADAT(pointer, LOWER)

// ANYPIXEL leaves whether any of the numbers is not zero, whatever the sign of a zero.
#define ANYPIXEL V128Const $0x7fffffff7fffffff, $0x7fffffff7fffffff; V128And; V128AnyTrue

// INDEX is the index of the sum of the first filter at hand, and of those beside it.
#define INDEX Get R6; I32WrapI64; I32x4Splat; V128Const $0x100000000, $0x300000002; I32x4Add

#define MULADD(sum, factor) Get sum; Get V10; Get factor; F32x4Mul; F32x4Add; Set sum

// SUMS adds a pixel times eight filters.
#define SUMS(pointer, offset, left, right) BROADCAST(pointer, offset, V10); MULADD(left, V8); MULADD(right, V9)

// WEIGHT is an entry of the window; its four pixels lie in two rows.
#define WEIGHT(upper, lower, left, right) \
	LOADAT(R13, 0); Set V8; \
	LOADAT(R13, 16); Set V9; \
	ADVANCE(R13, Get R9); \
	SUMS(upper, left, V0, V1); \
	SUMS(upper, right, V2, V3); \
	SUMS(lower, left, V4, V5); \
	SUMS(lower, right, V6, V7)

// LARGER keeps what is larger than best, or the first NaN, and its index, which is by further on than first.
#define LARGER(sum, best, at, first, by) \
	Get best; Get best; F32x4Eq; \
	Get sum; Get best; F32x4Le; \
	V128Andnot; Set V10; \
	Get sum; Get best; Get V10; V128Bitselect; Set best; \
	Get first; by; I32WrapI64; I32x4Splat; I32x4Add; \
	Get at; Get V10; V128Bitselect; Set at

// func poolPatchesWasm(p *patches)
//
//	R0 row of patches   R1 y   R2 argmax   R3 bytes of the filters done   R4, R10, R11, R12 rows of the patch
//	R5 bytes of a row   R6 index of the first sum   R7 patches left   R8 rows left   R9 bytes of the filters
//	R13 w   R14 p   R15 whether any pixel is not zero
TEXT ·poolPatchesWasm(SB), NOSPLIT, $0-8
	MOVD p+0(FP), R14
	FIELD(patches_x)
	I64Const $LOWER
	I64Sub
	Set R0
	FIELD(patches_y)
	Set R1
	FIELD(patches_argmax)
	Set R2
	BYTES(patches_width)
	Set R5
	BYTES(patches_filters)
	Set R9
	FIELD(patches_rows)
	Set R8
	I64Const $0
	Set R6
	Loop // over rows
		FIELD(patches_cols)
		Set R7
		Get R0
		Set R4
		Loop // over patches
			Get R4
			Get R5
			I64Add
			Tee R10
			Get R5
			I64Add
			Tee R11
			Get R5
			I64Add
			Set R12
			PIXELS(R4)
			PIXELS(R10)
			V128Or
			PIXELS(R11)
			V128Or
			PIXELS(R12)
			V128Or
			ANYPIXEL
			I64ExtendI32U
			Set R15
			I64Const $0
			Set R3
			Loop // over filters
				FIELD(patches_b)
				Get R3
				I64Add
				Set R13
				LOADAT(R13, 0)
				Set V0
				LOADAT(R13, 16)
				Set V1
				Get R15
				I32WrapI64
				If
					Get V0
					Set V2
					Get V0
					Set V4
					Get V0
					Set V6
					Get V1
					Set V3
					Get V1
					Set V5
					Get V1
					Set V7
					FIELD(patches_w)
					Get R3
					I64Add
					Set R13
					WEIGHT(R4, R10, AT0, AT4)
					WEIGHT(R4, R10, AT4, AT8)
					WEIGHT(R4, R10, AT8, AT12)
					WEIGHT(R10, R11, AT0, AT4)
					WEIGHT(R10, R11, AT4, AT8)
					WEIGHT(R10, R11, AT8, AT12)
					WEIGHT(R11, R12, AT0, AT4)
					WEIGHT(R11, R12, AT4, AT8)
					WEIGHT(R11, R12, AT8, AT12)
					INDEX
					Tee V8
					Set V11
					LARGER(V2, V0, V8, V11, FIELD(patches_filters))
					LARGER(V4, V0, V8, V11, FIELD(patches_below))
					LARGER(V6, V0, V8, V11, FIELD(patches_below); FIELD(patches_filters); I64Add)
					ADVANCE(R6, I64Const $4)
					INDEX
					Tee V9
					Set V11
					LARGER(V3, V1, V9, V11, FIELD(patches_filters))
					LARGER(V5, V1, V9, V11, FIELD(patches_below))
					LARGER(V7, V1, V9, V11, FIELD(patches_below); FIELD(patches_filters); I64Add)
				Else
					INDEX
					Set V8
					ADVANCE(R6, I64Const $4)
					INDEX
					Set V9
				End
				STOREAT(R1, 0, V0)
				STOREAT(R1, 16, V1)
				STOREAT(R2, 0, V8)
				STOREAT(R2, 16, V9)
				ADVANCE(R1, I64Const $32)
				ADVANCE(R2, I64Const $32)
				ADVANCE(R6, I64Const $4)
				Get R3
				I64Const $32
				I64Add
				Tee R3
				Get R9
				I64LtU
				BrIf $0
			End
			ADVANCE(R6, FIELD(patches_filters)) // two sums further
			ADVANCE(R4, I64Const $8)
			ADVANCE(R7, I64Const $-1)
			Get R7
			I64Eqz
			I32Eqz
			BrIf $0
		End
		Get R0
		Get R5
		I64Const $1
		I64Shl
		I64Add
		Set R0
		// From the end of the row of patches to two rows of sums further.
		Get R6
		FIELD(patches_below)
		FIELD(patches_cols)
		FIELD(patches_filters)
		I64Mul
		I64Sub
		I64Const $1
		I64Shl
		I64Add
		Set R6
		ADVANCE(R8, I64Const $-1)
		Get R8
		I64Eqz
		I32Eqz
		BrIf $0
	End
	RET

// TAP adds to the gradient of an entry of the window what the left pixel and the right one give it; one of them gives zero.
#define TAP(pointer, left, right, sum) \
	BROADCAST(pointer, left, V12); \
	Get sum; Get V12; Get V10; F32x4Mul; F32x4Add; Set sum; \
	BROADCAST(pointer, right, V12); \
	Get sum; Get V12; Get V11; F32x4Mul; F32x4Add; Set sum

#define LOADWEIGHT(sum) LOADAT(R13, 0); Set sum; ADVANCE(R13, Get R9)
#define STOREWEIGHT(sum) STOREAT(R13, 0, sum); ADVANCE(R13, Get R9)

#define TOWEIGHTS FIELD(patches_w); Get R3; I64Add; Set R13
#define TOBIAS FIELD(patches_b); Get R3; I64Add; Set R13

// func patchGradientWasm(p *patches)
//
//	R0 first row of the windows   R1 row of dy   R2 row of argmax   R3 bytes of the filters done   R4, R11, R12 rows of a window
//	R5 bytes of a row   R6 index of the left sum   R7 patches left   R8 rows left   R9 bytes of the filters   R10 dy
//	R13 argmax, w, b   R14 p   R15 rows of sums left in the row of patches
//	V0 to V8 sums of the window's entries   V9 of the bias   V10 dy of the left sum   V11 of the right one
TEXT ·patchGradientWasm(SB), NOSPLIT, $0-8
	MOVD p+0(FP), R14
	BYTES(patches_width)
	Set R5
	BYTES(patches_filters)
	Set R9
	I64Const $0
	Set R3
	Loop // over filters
		TOBIAS
		LOADAT(R13, 0)
		Set V9
		TOWEIGHTS
		LOADWEIGHT(V0)
		LOADWEIGHT(V1)
		LOADWEIGHT(V2)
		LOADWEIGHT(V3)
		LOADWEIGHT(V4)
		LOADWEIGHT(V5)
		LOADWEIGHT(V6)
		LOADWEIGHT(V7)
		LOADWEIGHT(V8)
		FIELD(patches_x)
		I64Const $LOWER
		I64Sub
		Set R0
		FIELD(patches_y)
		Get R3
		I64Add
		Set R1
		FIELD(patches_argmax)
		Get R3
		I64Add
		Set R2
		Get R3
		I64Const $2
		I64ShrU
		Set R6
		FIELD(patches_rows)
		Set R8
		Loop // over rows of patches
			I64Const $2
			Set R15
			Loop // over their rows of sums
				Get R1
				Set R10
				Get R2
				Set R13
				Get R0
				Tee R4
				Get R5
				I64Add
				Tee R11
				Get R5
				I64Add
				Set R12
				FIELD(patches_cols)
				Set R7
				Loop // over patches
					LOADAT(R13, 0)
					INDEX
					I32x4Sub
					Tee V11 // how far from the left sum the largest is
					V128Const $0, $0
					I32x4Eq
					LOADAT(R10, 0)
					Tee V12
					V128And
					Set V10
					Get V11
					Get R9
					I64Const $2
					I64ShrU
					I32WrapI64
					I32x4Splat
					I32x4Eq
					Get V12
					V128And
					Tee V11
					Get V10
					V128Or
					Get V9
					F32x4Add
					Set V9
					PIXELS(R4)
					PIXELS(R11)
					V128Or
					PIXELS(R12)
					V128Or
					ANYPIXEL
					If
						TAP(R4, AT0, AT4, V0)
						TAP(R4, AT4, AT8, V1)
						TAP(R4, AT8, AT12, V2)
						TAP(R11, AT0, AT4, V3)
						TAP(R11, AT4, AT8, V4)
						TAP(R11, AT8, AT12, V5)
						TAP(R12, AT0, AT4, V6)
						TAP(R12, AT4, AT8, V7)
						TAP(R12, AT8, AT12, V8)
					End
					ADVANCE(R4, I64Const $8)
					ADVANCE(R11, I64Const $8)
					ADVANCE(R12, I64Const $8)
					ADVANCE(R10, Get R9)
					ADVANCE(R13, Get R9)
					Get R6
					Get R9
					I64Const $1
					I64ShrU
					I64Add
					Set R6
					ADVANCE(R7, I64Const $-1)
					Get R7
					I64Eqz
					I32Eqz
					BrIf $0
				End
				// From the end of the row of sums to the next.
				Get R6
				FIELD(patches_below)
				I64Add
				FIELD(patches_cols)
				FIELD(patches_filters)
				I64Mul
				I64Const $1
				I64Shl
				I64Sub
				Set R6
				ADVANCE(R0, Get R5)
				ADVANCE(R15, I64Const $-1)
				Get R15
				I64Eqz
				I32Eqz
				BrIf $0
			End
			Get R10
			Set R1
			Get R13
			Set R2
			ADVANCE(R8, I64Const $-1)
			Get R8
			I64Eqz
			I32Eqz
			BrIf $0
		End
		TOBIAS
		STOREAT(R13, 0, V9)
		TOWEIGHTS
		STOREWEIGHT(V0)
		STOREWEIGHT(V1)
		STOREWEIGHT(V2)
		STOREWEIGHT(V3)
		STOREWEIGHT(V4)
		STOREWEIGHT(V5)
		STOREWEIGHT(V6)
		STOREWEIGHT(V7)
		STOREWEIGHT(V8)
		Get R3
		I64Const $16
		I64Add
		Tee R3
		Get R9
		I64LtU
		BrIf $0
	End
	RET
