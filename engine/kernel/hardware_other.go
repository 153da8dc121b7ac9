//go:build goexperiment.simd && go1.27 && (!wasm || go1.28)

package kernel

// The loops of machines for which there is no assembly: those over portable vectors.

const assembled = false

func stripHardware(a []float32, rows []int, k run, panel, bias, c []float32, outs []int) {
	stripVector(a, rows, k, panel, bias, c, outs)
}

func addHardware(dst, src []float32) (restDst, restSrc []float32) { return addVector(dst, src) }

func addScaledHardware(dst []float32, a float32, src []float32) (restDst, restSrc []float32) {
	return addScaledVector(dst, a, src)
}

func scaleHardware(dst []float32, a float32) []float32 { return scaleVector(dst, a) }
func reluHardware(x []float32) []float32               { return reluVector(x) }

func reluGradientHardware(y, dy []float32) (restY, restDy []float32) {
	return reluGradientVector(y, dy)
}

func expHardware(x []float32) []float32 { return x }

func maxHardware(x []float32, a areas, y []float32, argmax []int32) int {
	return maxVector(x, a, y, argmax)
}

func sumRowsHardware(rows, cols int, dy, db []float32) int { return sumRowsVector(rows, cols, dy, db) }

func copyRowsHardware(panel, src []float32, rowStep int) { copyRowsVector(panel, src, rowStep) }

func copyColumnHardware(panel []float32, n int, src []float32, rowStep int) {
	copyColumnScalar(panel, n, src, rowStep)
}

func rmspropHardware(o RMSprop, w, v, g []float32) int { return rmspropVector(o, w, v, g) }
func adamHardware(o Adam, w, m, v, g []float32) int    { return adamVector(o, w, m, v, g) }
