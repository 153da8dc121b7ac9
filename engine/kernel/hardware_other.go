//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

// What machines do for which there is no assembly: the portable vectors, and plain loops where those gain nothing.

const assembled = false

func stripHardware(a []float32, rows []int, k run, panel, bias, c []float32, outs []int) {
	stripVector(a, rows, k, panel, bias, c, outs)
}

func planeHardware(p plane) { p.multiply(hardware()) }

func copyColumnVector(panel []float32, n int, src []float32, rowStep int) {
	copyColumnScalar(panel, n, src, rowStep)
}

func expVector(x []float32) []float32 { return x }

func listHardware(l *listing, terms []term, starts []int32, n int) int {
	return listScalar(l, terms, starts, n)
}

func copyRunsHardware(runs int, src []float32, step int, dst []float32) {
	copyRunsScalar(runs, src, step, dst)
}

func turnHardware(rows, cols int, src, dst []float32) { turnScalar(rows, cols, src, dst) }

func scatterHardware(src []float32, at []int32, dst []float32) { scatterScalar(src, at, dst) }

func unitHardware(b []byte, x []float32) { unitScalar(b, x) }

func magnitudeHardware(x []float32) uint32 { return magnitudeScalar(x) }
