//go:build goexperiment.simd && go1.27 && !wasm

package kernel

import "simd"

// maxVector is maxScalar for whole vectors of channels; it returns the first channel that it left.
func maxVector(x []float32, a area, windows, step int, y []float32, argmax []int32) (c int) {
	for i := 0; i < windows; i++ {
		c = maxVectorWindow(x, a, y, argmax)
		a.start += step
		y, argmax = y[a.channels:], argmax[a.channels:]
	}
	return c
}

func maxVectorWindow(x []float32, a area, y []float32, argmax []int32) int {
	var zero simd.Float32s
	width := zero.Len()
	lane := [maxLanes]int32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
	offset := simd.LoadInt32s(lane[:])
	c := 0
	for ; c+width <= a.channels; c += width {
		best := simd.LoadFloat32s(x[a.start+c:])
		at := simd.BroadcastInt32s(int32(a.start + c)).Add(offset)
		for r := range a.rows {
			row := a.start + r*a.rowStep + c
			for i := range a.cols { // Go 1.27.4 crashes on a range without a variable where vectors are
				j := row + i*a.channels
				v := simd.LoadFloat32s(x[j:])
				wins := v.Greater(best).Or(v.NotEqual(v).And(best.Equal(best)))
				best = v.IfElse(wins, best)
				at = simd.BroadcastInt32s(int32(j)).Add(offset).IfElse(wins, at)
			}
		}
		best.Store(y[c:])
		at.Store(argmax[c:])
	}
	return c
}

func scatter(dy []float32, at []int32, dx []float32) { scatterScalar(dy, at, dx) }
