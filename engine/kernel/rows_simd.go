//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

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

// copyRowsVector is copyRowsScalar for whole rows.
func copyRowsVector(panel, src []float32, rowStep int) {
	var zero simd.Float32s
	width := zero.Len()
	for at := 0; len(panel) >= 2*width; at += rowStep {
		row := src[at:][:2*width]
		left, right := simd.LoadFloat32s(row), simd.LoadFloat32s(row[width:])
		left.Store(panel)
		right.Store(panel[width:])
		panel = panel[2*width:]
	}
}
