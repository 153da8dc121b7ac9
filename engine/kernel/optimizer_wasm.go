//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import (
	"unsafe"

	"convlab/engine/kernel/internal/wasm"
)

// These functions process whole vectors and return the number of weights done.

func sgdVector(o SGD, w, m, g []float32) int {
	n := len(w) / wasmLanes * wasmLanes
	m, g = m[:len(w)], g[:len(w)]
	nesterov := 0
	if o.Nesterov {
		nesterov = 1
	}
	if n > 0 {
		wasm.SGD(o.Rate, o.Momentum, nesterov, unsafe.SliceData(w), unsafe.SliceData(m), unsafe.SliceData(g), n/wasmLanes)
	}
	return n
}

func rmspropVector(o RMSprop, w, v, g []float32) int {
	n := len(w) / wasmLanes * wasmLanes
	v, g = v[:len(w)], g[:len(w)]
	if n > 0 {
		wasm.RMSprop(o.Rate, o.Rho, o.OneMinusRho, o.Epsilon, unsafe.SliceData(w), unsafe.SliceData(v), unsafe.SliceData(g), n/wasmLanes)
	}
	return n
}

func adamVector(o Adam, w, m, v, g []float32) int {
	n := len(w) / wasmLanes * wasmLanes
	m, v, g = m[:len(w)], v[:len(w)], g[:len(w)]
	if n > 0 {
		wasm.Adam(o.Alpha, o.OneMinusBeta1, o.OneMinusBeta2, o.Epsilon,
			unsafe.SliceData(w), unsafe.SliceData(m), unsafe.SliceData(v), unsafe.SliceData(g), n/wasmLanes)
	}
	return n
}
