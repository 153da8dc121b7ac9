//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import "unsafe"

// The functions here are those of optimizer_simd.go in assembly: they do whole vectors and return how many weights that were.

func rmspropVector(o RMSprop, w, v, g []float32) int {
	n := len(w) / wasmLanes * wasmLanes
	v, g = v[:len(w)], g[:len(w)]
	if n > 0 {
		rmspropWasm(o.Rate, o.Rho, o.Rest, o.Epsilon, unsafe.SliceData(w), unsafe.SliceData(v), unsafe.SliceData(g), n/wasmLanes)
	}
	return n
}

func adamVector(o Adam, w, m, v, g []float32) int {
	n := len(w) / wasmLanes * wasmLanes
	m, v, g = m[:len(w)], v[:len(w)], g[:len(w)]
	if n > 0 {
		adamWasm(o.Alpha, o.Rest1, o.Rest2, o.Epsilon, unsafe.SliceData(w), unsafe.SliceData(m), unsafe.SliceData(v), unsafe.SliceData(g), n/wasmLanes)
	}
	return n
}

//go:noescape
func rmspropWasm(rate, rho, rest, epsilon float32, w, v, grad *float32, vectors int)

//go:noescape
func adamWasm(alpha, rest1, rest2, epsilon float32, w, m, v, grad *float32, vectors int)
