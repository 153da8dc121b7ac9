//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import "unsafe"

// The functions here are those of elementwise_simd.go in assembly: they do whole vectors and return what is left.

func addVector(dst, src []float32) (restDst, restSrc []float32) {
	n := len(dst) / wasmLanes * wasmLanes
	src = src[:len(dst)]
	if n > 0 {
		addWasm(unsafe.SliceData(dst), unsafe.SliceData(src), n/wasmLanes)
	}
	return dst[n:], src[n:]
}

func addScaledVector(dst []float32, a float32, src []float32) (restDst, restSrc []float32) {
	n := len(dst) / wasmLanes * wasmLanes
	src = src[:len(dst)]
	if n > 0 {
		addScaledWasm(unsafe.SliceData(dst), a, unsafe.SliceData(src), n/wasmLanes)
	}
	return dst[n:], src[n:]
}

func scaleVector(dst []float32, a float32) []float32 {
	n := len(dst) / wasmLanes * wasmLanes
	if n > 0 {
		scaleWasm(unsafe.SliceData(dst), a, n/wasmLanes)
	}
	return dst[n:]
}

// reluVector is its own gradient's formula: y = x where x > 0.
func reluVector(x []float32) []float32 {
	_, rest := reluGradientVector(x, x)
	return rest
}

func reluGradientVector(y, dy []float32) (restY, restDy []float32) {
	n := len(dy) / wasmLanes * wasmLanes
	y = y[:len(dy)]
	if n > 0 {
		reluGradientWasm(unsafe.SliceData(y), unsafe.SliceData(dy), n/wasmLanes)
	}
	return y[n:], dy[n:]
}

//go:noescape
func addWasm(dst, src *float32, vectors int)

//go:noescape
func addScaledWasm(dst *float32, a float32, src *float32, vectors int)

//go:noescape
func scaleWasm(dst *float32, a float32, vectors int)

//go:noescape
func reluGradientWasm(y, dy *float32, vectors int)
