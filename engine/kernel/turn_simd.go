//go:build goexperiment.simd && go1.27 && !wasm

package kernel

// turn is turnScalar: portable vectors cannot exchange elements.
func turn(rows, cols int, src, dst []float32) { turnScalar(rows, cols, src, dst) }
