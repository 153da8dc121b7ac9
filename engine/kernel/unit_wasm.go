//go:build goexperiment.simd && go1.27 && !go1.28

package kernel

import "unsafe"

// unitHardware is unitScalar in assembly. Divisions are rounded as the processor's, like Go's.
func unitHardware(b []byte, x []float32) {
	const each = 16 // a vector of bytes
	n := len(x) / each * each
	b = b[:len(x)]
	if n > 0 {
		unitWasm(unsafe.SliceData(b), unsafe.SliceData(x), n/each)
	}
	unitScalar(b[n:], x[n:])
}

//go:noescape
func unitWasm(b *byte, x *float32, vectors int)
