// One term of the sum: two vectors of B, and for each of four rows an element of A times both, added to the row's sums.
// The operands are pointers and offsets in bytes. V8 and V9 hold B, V10 the element of A in all lanes.

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

#define LOADSUMS(pointer, left, right) LOAD(pointer, left); LOADAT(pointer, 16, right)
#define STORESUMS(pointer, left, right) STORE(pointer, left); STOREAT(pointer, 16, right)
