//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

import "simd"

// These functions process whole vectors and return the rest for the plain loops.

func addVector(dst, src []float32) (restDst, restSrc []float32) {
	var zero simd.Float32s
	for width := zero.Len(); len(dst) >= width; dst, src = dst[width:], src[width:] {
		simd.LoadFloat32s(dst).Add(simd.LoadFloat32s(src)).Store(dst)
	}
	return dst, src
}

func addScaledVector(dst []float32, a float32, src []float32) (restDst, restSrc []float32) {
	x := simd.BroadcastFloat32s(a)
	for width := x.Len(); len(dst) >= width; dst, src = dst[width:], src[width:] {
		simd.LoadFloat32s(dst).Add(x.Mul(simd.LoadFloat32s(src))).Store(dst)
	}
	return dst, src
}

func scaleVector(dst []float32, a float32) []float32 {
	x := simd.BroadcastFloat32s(a)
	for width := x.Len(); len(dst) >= width; dst = dst[width:] {
		simd.LoadFloat32s(dst).Mul(x).Store(dst)
	}
	return dst
}

// sumRowsVector returns the first column that it has left out.
func sumRowsVector(rows, cols int, dy, db []float32) int {
	var zero simd.Float32s
	width := zero.Len()
	c := 0
	for ; c+width <= cols; c += width {
		sum := simd.LoadFloat32s(db[c:])
		for r := range rows {
			sum = sum.Add(simd.LoadFloat32s(dy[r*cols+c:]))
		}
		sum.Store(db[c:])
	}
	return c
}

// reluVector compares instead of using Max, whose result for a NaN differs by machine.
func reluVector(x []float32) []float32 {
	var zero simd.Float32s
	for width := zero.Len(); len(x) >= width; x = x[width:] {
		v := simd.LoadFloat32s(x)
		zero.IfElse(v.LessEqual(zero), v).Store(x)
	}
	return x
}

func reluGradientVector(y, dy []float32) (restY, restDY []float32) {
	var zero simd.Float32s
	for width := zero.Len(); len(dy) >= width; y, dy = y[width:], dy[width:] {
		zero.IfElse(simd.LoadFloat32s(y).LessEqual(zero), simd.LoadFloat32s(dy)).Store(dy)
	}
	return y, dy
}
