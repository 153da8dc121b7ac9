//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import "unsafe"

// expVector is Exp in place for whole vectors, in assembly; it returns what is left.
func expVector(x []float32) []float32 {
	n := len(x) / wasmLanes * wasmLanes
	if n > 0 {
		expWasm(unsafe.SliceData(x), n/wasmLanes)
	}
	return x[n:]
}

//go:noescape
func expWasm(x *float32, vectors int)
