//go:build goexperiment.simd && go1.27

package kernel

// maxVector is maxWindowsScalar in assembly, for whole vectors of channels; it returns the first channel that it left.
func maxVector(x []float32, a area, windows, step int, y []float32, argmax []int32) int {
	channels := a.channels &^ 3
	if channels == 0 || a.rows < 1 || a.cols < 1 {
		return 0
	}
	need(len(x), a.start+(windows-1)*step+(a.rows-1)*a.rowStep+a.cols*a.channels, shortX)
	need(len(y), windows*a.channels, shortY)
	need(len(argmax), windows*a.channels, shortArgmax)
	w := maxWindows{
		x: &x[a.start], y: &y[0], argmax: &argmax[0], windows: windows, step: step, start: a.start,
		rows: a.rows, cols: a.cols, rowStep: a.rowStep, channels: a.channels,
	}
	maxFours(&w)
	return channels
}

// maxWindows are windows side by side; start is the index of x.
type maxWindows struct {
	x, y                          *float32
	argmax                        *int32
	windows, step, start          int
	rows, cols, rowStep, channels int
}

//go:noescape
func maxFours(w *maxWindows)

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
