// Package kernel holds the loops in which training spends its time: matrix product, convolution, pooling, activations.
//
// # One contract
//
// Every loop exists as plain Go, the copy to read; where Go's simd package has real vectors also over those; and for browsers
// in Go's own WebAssembly assembly (*_wasm.s), two to eight times as fast there as portable vectors. All give
// the same bits, and so do all machines: vectors run over output columns, so that each output element keeps its own sum,
// taken in one documented order with a rounding after each product and each sum (never a fused multiply-add). Blocking
// over k continues from the partial sum in the output, which changes nothing. Only the payload of a NaN is left open.
//
// # Layout
//
// Pictures are NHWC: element (i, h, w, c) of n pictures is at ((i*H+h)*W+w)*C+c. A convolution kernel is [kh kw in out],
// a matrix is stored by rows. Outputs must not overlap inputs unless a function works in place.
//
// What a loop works in is the caller's: a [ConvScratch], which [Window.ConvScratch] allocates, and a [SparseInput], which grows to the
// largest product that it has met. Each is for one goroutine at a time. Nothing else allocates or keeps state, and everything may run
// in several goroutines at once. Slices may be longer than needed; a short slice or an impossible window is a programmer's error and
// panics with a constant string.
package kernel
