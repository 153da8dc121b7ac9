// Package kernel holds the loops in which training spends its time: matrix product, convolution, pooling, activations, optimisers.
//
// # One contract
//
// Every loop exists as plain Go, which is the copy to read, and most exist as vectors, too. All forms give the same bits, and so do all
// machines: vectors run over output columns, so that each output element keeps its own sum, taken in one documented order with a rounding
// after each product and each sum (never a fused multiply-add). Blocking over k continues from the partial sum in the output, which
// changes nothing. Only the payload of a NaN is left open.
//
// # How a fast path is chosen
//
// An exported function asks hardware for the number of lanes and passes it down. A method of lanes then takes the loop named ...Scalar
// for one lane, and the one named ...Vector for more:
//
//   - scalar: without GOEXPERIMENT=simd, before Go 1.27, and where Go would emulate vectors. lanes_scalar.go.
//   - simd: portable vectors over Go's simd package, in *_simd.go. Where they gain nothing, plain loops: lanes_portable.go.
//   - wasm: assembly in internal/wasm, two to eight times as fast in browsers as portable vectors. *_wasm.go checks the operands and
//     calls it. For Go 1.27 only, since the assembly works around that version's assembler.
//
// # Layout
//
// Images are NHWC: element (i, h, w, c) of n images is at ((i*H+h)*W+w)*C+c. A convolution kernel is [kh kw in out].
// Matrices are stored by rows. Outputs must not overlap inputs unless a function works in place.
//
// # Scratch memory, goroutines and errors
//
// Callers own the scratch memory: a [ConvScratch], which [Window.ConvScratch] allocates, and a [SparseInput], which grows to the
// largest product it meets. Each serves one goroutine at a time. Nothing else allocates or keeps state, and every function may run in
// several goroutines at once. Slices may be longer than needed. A short slice or an impossible window is a programming error and
// panics with a constant string.
package kernel
