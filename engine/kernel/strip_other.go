//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

// stripHardware is the fastest strip for vectors: on these machines the portable one.
func stripHardware(a []float32, rows []int, k run, panel, bias, c []float32, outs []int) {
	stripVector(a, rows, k, panel, bias, c, outs)
}
