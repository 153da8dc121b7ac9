//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

import "simd"

// maxVector is maxScalar for whole vectors of channels; it returns the first channel that it left.
func maxVector(x []float32, a areas, y []float32, argmax []int32) int {
	var zero simd.Float32s
	width := zero.Len()
	lane := [maxLanes]int32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
	offset := simd.LoadInt32s(lane[:])
	whole := a.channels / width * width
	for w := range a.count {
		for c := 0; c < whole; c += width {
			start := a.start + w*a.step + c
			best := simd.LoadFloat32s(x[start:])
			at := simd.BroadcastInt32s(int32(start)).Add(offset)
			for r := range a.rows {
				for i := range a.cols { // Go 1.27.4 crashes on a range without a variable where vectors are
					j := start + r*a.rowStep + i*a.channels
					v := simd.LoadFloat32s(x[j:])
					wins := v.Greater(best).Or(v.NotEqual(v).And(best.Equal(best)))
					best = v.IfElse(wins, best)
					at = simd.BroadcastInt32s(int32(j)).Add(offset).IfElse(wins, at)
				}
			}
			best.Store(y[w*a.channels+c:])
			at.Store(argmax[w*a.channels+c:])
		}
	}
	return whole
}
