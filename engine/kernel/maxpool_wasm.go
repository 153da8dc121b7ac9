//go:build goexperiment.simd && go1.27

package kernel

// maxVector is maxScalar in assembly, for whole vectors of channels; it returns the first channel that it left.
func maxVector(x []float32, a area, y []float32, argmax []int32) int {
	channels := a.channels &^ 3
	if channels == 0 || a.rows < 1 || a.cols < 1 {
		return 0
	}
	last := a.start + (a.rows-1)*a.rowStep + a.cols*a.channels
	need(len(x), last, shortX)
	need(len(y), channels, shortY)
	need(len(argmax), channels, shortArgmax)
	maxFours(&x[a.start], a.rows, a.cols, a.rowStep, a.channels, &y[0], &argmax[0], channels, a.start)
	return channels
}

//go:noescape
func maxFours(x *float32, rows, cols, rowStep, step int, y *float32, argmax *int32, channels, start int)

// scatter is scatterScalar in assembly: at is what [Window.MaxPool] wrote, which lies inside dx.
func scatter(dy []float32, at []int32, dx []float32) {
	if len(dy) == 0 {
		return
	}
	need(len(at), len(dy), shortArgmax)
	scatterTo(&dy[0], &at[0], len(dy), &dx[0])
}

//go:noescape
func scatterTo(dy *float32, at *int32, n int, dx *float32)
