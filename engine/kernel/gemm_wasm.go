//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import (
	"unsafe"

	"convlab/engine/kernel/internal/wasm"
)

const assembled = true

// microKernelVector checks the tables and the panel: multiply has checked the positions.
func microKernelVector(a []float32, aRows []int, k segments, panel, bias, c []float32, cRows []int) {
	tiles := len(aRows) / tileRows
	if tiles == 0 {
		return
	}
	_, _ = cRows[tiles*tileRows-1], panel[k.length()*wasmColumns-1]
	wasm.MicroKernel(unsafe.SliceData(a), unsafe.SliceData(aRows), tiles, unsafe.SliceData(k.starts), len(k.starts), k.count, k.stride,
		unsafe.SliceData(panel), unsafe.SliceData(bias), unsafe.SliceData(c), unsafe.SliceData(cRows))
}

const badSmallGEMM = "kernel: a small product of no whole tiles"

// smallGEMMVector saves what a micro-kernel finds out for each four rows, and writes each row of C from end to end.
func smallGEMMVector(p smallGEMM) {
	if p.rows < 1 || p.rows%tileRows != 0 || p.cols < 1 || p.cols%wasmColumns != 0 || p.depth < 1 || p.depth%4 != 0 {
		panic(badSmallGEMM)
	}
	_, _, _, _ = p.a[p.rows*p.depth-1], p.panels[p.depth*p.cols-1], p.bias[p.cols-1], p.c[p.rows*p.cols-1]
	wasm.SmallGEMM(unsafe.SliceData(p.a), unsafe.SliceData(p.panels), unsafe.SliceData(p.bias), unsafe.SliceData(p.c),
		p.rows/tileRows, p.cols/wasmColumns, p.depth)
}

func packRowsVector(panel, src []float32, rowStride int) {
	if rows := len(panel) / wasmColumns; rows > 0 {
		src = src[:(rows-1)*rowStride+wasmColumns]
		wasm.PackRows(unsafe.SliceData(panel), unsafe.SliceData(src), rows, rowStride)
	}
}

// packColumnVector has assembly for adjacent elements of src only.
func packColumnVector(panel []float32, n int, src []float32, rowStride int) {
	if rows := min(len(src), (len(panel)+n-1)/n); rows > 0 && rowStride == 1 && n == wasmColumns {
		wasm.PackColumn(unsafe.SliceData(panel), unsafe.SliceData(src), rows)
	} else {
		packColumnScalar(panel, n, src, rowStride)
	}
}

func copySegmentsVector(segments int, src []float32, stride int, dst []float32) {
	if segments == 0 {
		return
	}
	need(len(src), (segments-1)*stride+panelColumns, shortSource)
	need(len(dst), segments*panelColumns, shortSource)
	wasm.CopySegments(&src[0], &dst[0], segments, stride)
}

// transposeVector leaves heights and widths that are no multiples of four to the plain loop.
func transposeVector(rows, cols int, src, dst []float32) {
	if rows == 0 || cols == 0 || rows%4 != 0 || cols%4 != 0 {
		transposeScalar(rows, cols, src, dst)
		return
	}
	need(len(src), rows*cols, shortSource)
	need(len(dst), rows*cols, shortSource)
	wasm.Transpose(&src[0], &dst[0], rows, cols)
}
