//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import "unsafe"

// magnitudeHardware is magnitudeScalar in assembly.
func magnitudeHardware(x []float32) (largest uint32) {
	const each = 4 * wasmLanes
	n := len(x) / each * each
	if n > 0 {
		largest = magnitudeWasm(unsafe.SliceData(x), n/each)
	}
	return max(largest, magnitudeScalar(x[n:]))
}

//go:noescape
func magnitudeWasm(x *float32, blocks int) uint32
