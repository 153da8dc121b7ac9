//go:build !goexperiment.simd || !go1.27 || !wasm || go1.28

package kernel

// Loops that are faster than plain Go only in assembly.

const assembled = false

func smallGEMMVector(p smallGEMM) { p.multiply(hardware()) }

func packColumnVector(panel []float32, n int, src []float32, rowStride int) {
	packColumnScalar(panel, n, src, rowStride)
}

func copySegmentsVector(segments int, src []float32, stride int, dst []float32) {
	copySegmentsScalar(segments, src, stride, dst)
}

func transposeVector(rows, cols int, src, dst []float32) { transposeScalar(rows, cols, src, dst) }

func listNonzerosVector(o *sparseOperand, nonzeros []nonzero, starts []int32, n int) int {
	return listNonzerosScalar(o, nonzeros, starts, n)
}

func expVector(x []float32) []float32 { return x }

func normaliseVector(b []byte, x []float32) { normaliseScalar(b, x) }

func maxAbsVector(x []float32) uint32 { return maxAbsScalar(x) }

func scatterAddVector(src []float32, at []int32, dst []float32) { scatterAddScalar(src, at, dst) }

// The plain loops visit only what is not zero.
func conv2DMaxPoolGradientVector(p *fusedPool) { conv2DMaxPoolGradientScalar(p) }
