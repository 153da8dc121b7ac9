package kernel

const shortArgmax = "kernel: short argmax"

// MaxPool overwrites y and argmax [n OutH OutW C] with the largest element under each window of x [n H W C], channel by
// channel, and where it lies:
//
//	y[i,oh,ow,c] = max_{kh,kw} x[i, oh*Stride+kh-Top, ow*Stride+kw-Left, c]
//
// argmax is its index in the picture i, H*W*C long. Padding never wins; of equals the first in row order does, as in
// TensorFlow; the first NaN wins over numbers, so that a run which diverges is noticed.
func (g Window) MaxPool(n int, x, y []float32, argmax []int32) {
	g.checkPool(n, x, y, shortX, shortY)
	need(len(argmax), n*g.pixels()*g.C, shortArgmax)
	g.maxPool(hardware(), n, x, y, argmax)
}

func (g Window) maxPool(v lanes, n int, x, y []float32, argmax []int32) {
	to := 0
	for i := range n {
		in := x[i*g.input():][:g.input()]
		for oh := range g.OutH {
			for ow := 0; ow < g.OutW; {
				a, windows := g.area(oh, ow), 1
				for ow+windows < g.OutW && a.cols == g.Size && (ow+windows)*g.Stride-g.Left+g.Size <= g.W {
					windows++
				}
				v.max(in, a, windows, g.Stride*g.C, y[to:], argmax[to:])
				to += windows * g.C
				ow += windows
			}
		}
	}
}

// MaxPoolGradient overwrites dx [n H W C]: each element of dy [n OutH OutW C] goes to the element that had won.
//
//	dx[i, j] = sum of dy[i,oh,ow,c] with argmax[i,oh,ow,c] = j, in row order
func (g Window) MaxPoolGradient(n int, dy []float32, argmax []int32, dx []float32) {
	g.checkPool(n, dx, dy, shortDX, shortDY)
	need(len(argmax), n*g.pixels()*g.C, shortArgmax)
	g.maxPoolGradient(hardware(), n, dy, argmax, dx)
}

func (g Window) maxPoolGradient(v lanes, n int, dy []float32, argmax []int32, dx []float32) {
	size := g.pixels() * g.C
	for i := range n {
		out := dx[i*g.input():][:g.input()]
		clear(out)
		v.scatter(dy[i*size:][:size], argmax[i*size:][:size], out)
	}
}

// scatterScalar adds each element of dy to the element of dx that it names.
func scatterScalar(dy []float32, at []int32, dx []float32) {
	at = at[:len(dy)]
	for j, d := range dy {
		dx[at[j]] += d
	}
}

func (g Window) checkPool(n int, x, y []float32, shortIn, shortOut string) {
	g.check()
	need(len(x), n*g.input(), shortIn)
	need(len(y), n*g.pixels()*g.C, shortOut)
}

// maxWindowsScalar is maxScalar for windows side by side, step elements from one to the next.
func maxWindowsScalar(x []float32, a area, windows, step int, y []float32, argmax []int32, c int) {
	for i := 0; i < windows && c < a.channels; i++ {
		maxScalar(x, a, y[i*a.channels:][:a.channels], argmax[i*a.channels:][:a.channels], c)
		a.start += step
	}
}

// maxScalar finds the largest elements under one window for the channels from c on.
func maxScalar(x []float32, a area, y []float32, argmax []int32, c int) {
	for ; c < a.channels; c++ {
		best, at := x[a.start+c], a.start+c
		for r := range a.rows {
			for i := range a.cols {
				j := a.start + r*a.rowStep + i*a.channels + c
				if v := x[j]; v > best || v != v && best == best {
					best, at = v, j
				}
			}
		}
		y[c], argmax[c] = best, int32(at)
	}
}
