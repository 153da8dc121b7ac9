//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import "unsafe"

// copyRowsVector is copyRowsScalar for whole rows, in assembly.
func copyRowsVector(panel, src []float32, rowStep int) {
	if rows := len(panel) / wasmColumns; rows > 0 {
		src = src[:(rows-1)*rowStep+wasmColumns]
		copyRowsWasm(unsafe.SliceData(panel), unsafe.SliceData(src), rows, rowStep)
	}
}

// copyColumnVector is copyColumnScalar, in assembly where the elements of src adjoin.
func copyColumnVector(panel []float32, n int, src []float32, rowStep int) {
	if rows := min(len(src), (len(panel)+n-1)/n); rows > 0 && rowStep == 1 && n == wasmColumns {
		copyColumnWasm(unsafe.SliceData(panel), unsafe.SliceData(src), rows)
	} else {
		copyColumnScalar(panel, n, src, rowStep)
	}
}

//go:noescape
func copyRowsWasm(panel, src *float32, rows, rowStep int)

//go:noescape
func copyColumnWasm(panel, src *float32, rows int)

// copyRunsHardware is copyRunsScalar in assembly.
func copyRunsHardware(runs int, src []float32, step int, dst []float32) {
	if runs == 0 {
		return
	}
	need(len(src), (runs-1)*step+panelColumns, shortSource)
	need(len(dst), runs*panelColumns, shortSource)
	copyRunsWasm(&src[0], &dst[0], runs, step)
}

//go:noescape
func copyRunsWasm(src, dst *float32, runs, step int)
