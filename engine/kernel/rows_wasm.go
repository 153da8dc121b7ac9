//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import "unsafe"

// sumRowsVector sums whole vectors of columns, in assembly, and returns the first column that it left.
func sumRowsVector(rows, cols int, dy, db []float32) int {
	n := cols / wasmLanes * wasmLanes
	dy, db = dy[:rows*cols], db[:cols]
	if n > 0 && rows > 0 {
		sumRowsWasm(rows, cols, unsafe.SliceData(dy), unsafe.SliceData(db), n/wasmLanes)
	}
	return n
}

//go:noescape
func sumRowsWasm(rows, cols int, dy, db *float32, vectors int)
