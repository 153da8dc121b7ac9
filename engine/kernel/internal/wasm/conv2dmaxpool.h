// Macros of the fused convolution and max pooling, and of its gradient.

// PIXELS leaves four pixels, from a pointer that is LOWER too low.
#define PIXELS(pointer) PEEK(pointer, LOWER)

// ANYPIXEL leaves whether any of four pixels is not zero, whatever the sign of a zero.
#define ANYPIXEL V128Const $0x7fffffff7fffffff, $0x7fffffff7fffffff; V128And; V128AnyTrue

// INDEX leaves R6, R6+1, R6+2 and R6+3: the indices of four filters' sums.
#define INDEX Get R6; I32WrapI64; I32x4Splat; V128Const $0x100000000, $0x300000002; I32x4Add
