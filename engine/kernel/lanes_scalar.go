//go:build !goexperiment.simd || !go1.27

package kernel

// hardware is the number of lanes of this process: one, without Go's simd package. The ...Vector functions below are never called.
func hardware() lanes { return scalar }

func addVector(dst, src []float32) (restDst, restSrc []float32) { return dst, src }

func addScaledVector(dst []float32, _ float32, src []float32) (restDst, restSrc []float32) {
	return dst, src
}

func scaleVector(dst []float32, _ float32) []float32                  { return dst }
func sumRowsVector(_, _ int, _, _ []float32) int                      { return 0 }
func reluVector(x []float32) []float32                                { return x }
func reluGradientVector(y, dy []float32) (restY, restDY []float32)    { return y, dy }
func sgdVector(SGD, []float32, []float32, []float32) int              { return 0 }
func rmspropVector(RMSprop, []float32, []float32, []float32) int      { return 0 }
func adamVector(Adam, []float32, []float32, []float32, []float32) int { return 0 }
func maxPoolVector([]float32, areas, []float32, []int32) int          { return 0 }

func microKernelVector(a []float32, aRows []int, k segments, panel, bias, c []float32, cRows []int) {
	microKernelScalar(a, aRows, k, panel, bias, c, cRows)
}

func packRowsVector(panel, src []float32, rowStride int) {
	packRowsScalar(panel, scalar.columns(), scalar.columns(), src, rowStride)
}

func spmmVector(p spmm)                  { spmmScalar(p) }
func pairwiseSpMMVector(p *pairwiseSpMM) { pairwiseSpMMScalar(p) }
func conv2DMaxPoolVector(p *fusedPool)   { conv2DMaxPoolScalar(p) }

func winogradInputVector(x []float32, rowStride, count, depth int, planes []float32, planeStride int) {
	winogradInputScalar(x, rowStride, count, depth, planes, planeStride)
}

func winogradOutputVector(planes []float32, planeStride, count, filters int, y []float32, rowStride int) {
	winogradOutputScalar(planes, planeStride, count, filters, y, rowStride)
}
