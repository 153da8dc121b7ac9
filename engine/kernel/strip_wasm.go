//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import "unsafe"

const (
	assembled   = true
	wasmLanes   = 4             // of a vector in WebAssembly
	wasmColumns = 2 * wasmLanes // of a panel
)

// stripHardware is the fastest strip for vectors: here the one in assembly, which checks nothing. The positions were
// checked by multiply; what is left to check is the tables and the panel.
func stripHardware(a []float32, rows []int, k run, panel, bias, c []float32, outs []int) {
	tiles := len(rows) / tileRows
	if tiles == 0 {
		return
	}
	_, _ = outs[tiles*tileRows-1], panel[k.length()*wasmColumns-1]
	stripWasm(unsafe.SliceData(a), unsafe.SliceData(rows), tiles, unsafe.SliceData(k.starts), len(k.starts), k.count, k.step,
		unsafe.SliceData(panel), unsafe.SliceData(bias), unsafe.SliceData(c), unsafe.SliceData(outs))
}

//go:noescape
func stripWasm(a *float32, rows *int, tiles int, starts *int, runs, count, step int, panel, bias, c *float32, outs *int)
