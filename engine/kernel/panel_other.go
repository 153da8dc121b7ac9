//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

// copyRowsHardware is copyRowsScalar for whole rows.
func copyRowsHardware(panel, src []float32, rowStep int) { copyRowsVector(panel, src, rowStep) }

func copyColumnHardware(panel []float32, n int, src []float32, rowStep int) {
	copyColumnScalar(panel, n, src, rowStep)
}
