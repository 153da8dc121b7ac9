//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

import "simd"

// The functions here do whole vectors and return what is left for the plain loops.

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

// reluVector compares instead of taking Max, whose answer for a NaN differs by machine.
func reluVector(x []float32) []float32 {
	var zero simd.Float32s
	for width := zero.Len(); len(x) >= width; x = x[width:] {
		v := simd.LoadFloat32s(x)
		zero.IfElse(v.LessEqual(zero), v).Store(x)
	}
	return x
}

func reluGradientVector(y, dy []float32) (restY, restDy []float32) {
	var zero simd.Float32s
	for width := zero.Len(); len(dy) >= width; y, dy = y[width:], dy[width:] {
		zero.IfElse(simd.LoadFloat32s(y).LessEqual(zero), simd.LoadFloat32s(dy)).Store(dy)
	}
	return y, dy
}
