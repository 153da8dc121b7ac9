//go:build goexperiment.simd && go1.27

package kernel

import "simd"

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
