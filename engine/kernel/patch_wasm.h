// Words for loops over patches.

// PIXELS is four pixels, from a pointer that is LOWER too low.
#define PIXELS(pointer) PEEK(pointer, LOWER)

// ANYPIXEL leaves whether any of the numbers is not zero, whatever the sign of a zero.
#define ANYPIXEL V128Const $0x7fffffff7fffffff, $0x7fffffff7fffffff; V128And; V128AnyTrue

// INDEX is the index of the sum of the first filter at hand, and of those beside it.
#define INDEX Get R6; I32WrapI64; I32x4Splat; V128Const $0x100000000, $0x300000002; I32x4Add
