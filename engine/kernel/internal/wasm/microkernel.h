// One term of a dense product: two vectors of B, and for each of four rows an element of A times both, added to the row's sums.
// V0 to V7 hold the sums, V8 and V9 hold B, V10 holds the element of A in all lanes. Offsets are in bytes.

#define ELEMENT(pointer, offset, left, right) \
	BROADCAST(pointer, offset, V10); \
	MULADD(left, V10, V8); \
	MULADD(right, V10, V9)

#define B(offset) \
	LOADAT(R11, (offset), V8); \
	LOADAT(R11, (offset+16), V9)

#define TERM(p0, o0, p1, o1, p2, o2, p3, o3, b) \
	B(b); \
	ELEMENT(p0, o0, V0, V1); \
	ELEMENT(p1, o1, V2, V3); \
	ELEMENT(p2, o2, V4, V5); \
	ELEMENT(p3, o3, V6, V7)

// FOURTERMS adds four terms whose elements are adjacent in each of the rows at R7 to R10, and steps past them. R14 counts terms down.
#define FOURTERMS \
	TERM(R7, AT0, R8, AT0, R9, AT0, R10, AT0, 0); \
	TERM(R7, AT4, R8, AT4, R9, AT4, R10, AT4, 32); \
	TERM(R7, AT8, R8, AT8, R9, AT8, R10, AT8, 64); \
	TERM(R7, AT12, R8, AT12, R9, AT12, R10, AT12, 96); \
	ADVANCE(R7, I64Const $16); \
	ADVANCE(R8, I64Const $16); \
	ADVANCE(R9, I64Const $16); \
	ADVANCE(R10, I64Const $16); \
	ADVANCE(R11, I64Const $128); \
	ADVANCE(R14, I64Const $-4)

#define LOADSUMS(pointer, left, right) LOAD(pointer, left); LOADAT(pointer, 16, right)
#define STORESUMS(pointer, left, right) STORE(pointer, left); STOREAT(pointer, 16, right)
