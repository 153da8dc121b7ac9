//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import "unsafe"

// maxVector is maxScalar for whole vectors of channels, in assembly; it returns the first channel that it left.
func maxVector(x []float32, a areas, y []float32, argmax []int32) int {
	whole := a.channels / wasmLanes * wasmLanes
	if whole > 0 {
		x, y, argmax = x[:a.reach()], y[:a.count*a.channels], argmax[:a.count*a.channels]
		maxWasm(unsafe.SliceData(x), a.start, a.step, a.count, a.rows, a.cols, a.rowStep, a.channels,
			unsafe.SliceData(y), unsafe.SliceData(argmax), whole/wasmLanes)
	}
	return whole
}

// reach is one more than the index of the last element under the windows.
func (a areas) reach() int {
	return a.start + (a.count-1)*a.step + (a.rows-1)*a.rowStep + a.cols*a.channels
}

//go:noescape
func maxWasm(x *float32, start, step, windows, rows, cols, rowStep, channels int, y *float32, argmax *int32, vectors int)
