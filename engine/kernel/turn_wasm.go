//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

// turnHardware is turnScalar in assembly, four rows and columns at a time; other heights and widths are left to the plain loop.
func turnHardware(rows, cols int, src, dst []float32) {
	if rows == 0 || cols == 0 || rows%4 != 0 || cols%4 != 0 {
		turnScalar(rows, cols, src, dst)
		return
	}
	need(len(src), rows*cols, shortSource)
	need(len(dst), rows*cols, shortSource)
	turnWasm(&src[0], &dst[0], rows, cols)
}

//go:noescape
func turnWasm(src, dst *float32, rows, cols int)
