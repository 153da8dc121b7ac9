//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import (
	"slices"
	"unsafe"
)

// magnitudeHardware is magnitudeScalar in assembly.
func magnitudeHardware(x []float32) (largest uint32) {
	const each = 4 * wasmLanes
	n := len(x) / each * each
	if n > 0 {
		var lanes [wasmLanes]uint32
		magnitudeWasm(unsafe.SliceData(x), n/each, &lanes)
		largest = slices.Max(lanes[:])
	}
	return max(largest, magnitudeScalar(x[n:]))
}

//go:noescape
func magnitudeWasm(x *float32, blocks int, lanes *[wasmLanes]uint32)
