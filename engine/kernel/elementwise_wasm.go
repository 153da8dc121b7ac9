//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import (
	"slices"
	"unsafe"

	"convlab/engine/kernel/internal/wasm"
)

const (
	wasmLanes   = 4             // of a vector in WebAssembly
	wasmColumns = 2 * wasmLanes // of a panel
)

// The functions that return something process whole vectors and return the rest for the plain loops.

func addVector(dst, src []float32) (restDst, restSrc []float32) {
	n := len(dst) / wasmLanes * wasmLanes
	src = src[:len(dst)]
	if n > 0 {
		wasm.Add(unsafe.SliceData(dst), unsafe.SliceData(src), n/wasmLanes)
	}
	return dst[n:], src[n:]
}

func addScaledVector(dst []float32, a float32, src []float32) (restDst, restSrc []float32) {
	n := len(dst) / wasmLanes * wasmLanes
	src = src[:len(dst)]
	if n > 0 {
		wasm.AddScaled(unsafe.SliceData(dst), a, unsafe.SliceData(src), n/wasmLanes)
	}
	return dst[n:], src[n:]
}

func scaleVector(dst []float32, a float32) []float32 {
	n := len(dst) / wasmLanes * wasmLanes
	if n > 0 {
		wasm.Scale(unsafe.SliceData(dst), a, n/wasmLanes)
	}
	return dst[n:]
}

// sumRowsVector returns the first column that it has left out.
func sumRowsVector(rows, cols int, dy, db []float32) int {
	n := cols / wasmLanes * wasmLanes
	dy, db = dy[:rows*cols], db[:cols]
	if n > 0 && rows > 0 {
		wasm.SumRows(rows, cols, unsafe.SliceData(dy), unsafe.SliceData(db), n/wasmLanes)
	}
	return n
}

// reluVector is its own gradient's formula: y = x where x > 0.
func reluVector(x []float32) []float32 {
	_, rest := reluGradientVector(x, x)
	return rest
}

func reluGradientVector(y, dy []float32) (restY, restDY []float32) {
	n := len(dy) / wasmLanes * wasmLanes
	y = y[:len(dy)]
	if n > 0 {
		wasm.ReLUGradient(unsafe.SliceData(y), unsafe.SliceData(dy), n/wasmLanes)
	}
	return y[n:], dy[n:]
}

func expVector(x []float32) []float32 {
	n := len(x) / wasmLanes * wasmLanes
	if n > 0 {
		wasm.Exp(unsafe.SliceData(x), n/wasmLanes)
	}
	return x[n:]
}

// normaliseVector divides: WebAssembly rounds a division as Go does.
func normaliseVector(b []byte, x []float32) {
	const each = 16 // bytes of a vector
	n := len(x) / each * each
	b = b[:len(x)]
	if n > 0 {
		wasm.Normalise(unsafe.SliceData(b), unsafe.SliceData(x), n/each)
	}
	normaliseScalar(b[n:], x[n:])
}

func maxAbsVector(x []float32) (largest uint32) {
	const each = 4 * wasmLanes
	n := len(x) / each * each
	if n > 0 {
		var lanes [wasmLanes]uint32
		wasm.MaxAbs(unsafe.SliceData(x), n/each, &lanes)
		largest = slices.Max(lanes[:])
	}
	return max(largest, maxAbsScalar(x[n:]))
}
