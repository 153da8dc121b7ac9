//go:build goexperiment.simd && go1.27 && !wasm

package kernel

import "simd"

// sumRowsVector sums whole vectors of columns and returns the first column that it left.
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
