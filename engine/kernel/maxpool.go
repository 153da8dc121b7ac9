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
				a := g.areas(oh, ow)
				v.max(in, a, y[to:][:a.count*g.C], argmax[to:][:a.count*g.C])
				to += a.count * g.C
				ow += a.count
			}
		}
	}
}

// MaxPoolGradient overwrites dx [n H W C]: each element of dy [n OutH OutW C] goes to the element that had won.
//
//	dx[i, j] = sum of dy[i,oh,ow,c] with argmax[i,oh,ow,c] = j, in row order
//
// argmax must be MaxPool's of the same window and n: the loops of browsers do not look whether a place lies within its picture, the
// others panic where it does not.
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

func (g Window) checkPool(n int, x, y []float32, shortIn, shortOut string) {
	g.check()
	need(len(x), n*g.input(), shortIn)
	need(len(y), n*g.pixels()*g.C, shortOut)
}

// areas are equal areas side by side: count of them, each step elements from the last.
type areas struct {
	area
	count, step int
}

// areas are window (oh, ow) and those that follow in its row, as far as all lie inside the picture; or it alone.
func (g Window) areas(oh, ow int) areas {
	a := areas{g.area(oh, ow), 1, g.Stride * g.C}
	if left := ow*g.Stride - g.Left; left >= 0 && left+g.Size <= g.W {
		a.count = min(g.OutW-ow, (g.W-left-g.Size)/g.Stride+1)
	}
	return a
}

// maxScalar finds the largest elements under each window for the channels from first on.
func maxScalar(x []float32, a areas, y []float32, argmax []int32, first int) {
	for w := range a.count {
		start, y, argmax := a.start+w*a.step, y[w*a.channels:][:a.channels], argmax[w*a.channels:][:a.channels]
		for c := first; c < a.channels; c++ {
			best, at := x[start+c], start+c
			for r := range a.rows {
				for i := range a.cols {
					j := start + r*a.rowStep + i*a.channels + c
					if v := x[j]; v > best || v != v && best == best {
						best, at = v, j
					}
				}
			}
			y[c], argmax[c] = best, int32(at)
		}
	}
}
