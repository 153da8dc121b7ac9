//go:build goexperiment.simd && go1.27

package kernel

import "simd"

// hardware is the number of lanes of this process: what the machine has, or one where Go would emulate vectors, which is slower than
// plain loops.
func hardware() lanes {
	v := lanes(simd.VectorBitSize() / 32)
	if simd.Emulated() || v > maxLanes {
		return scalar
	}
	return v
}
