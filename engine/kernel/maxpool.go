package kernel

// MaxPool overwrites y and argmax [n OutH OutW C] with the largest element under each window of x [n H W C], channel by channel, and
// with its index in image i, which is H*W*C long:
//
//	y[i,oh,ow,c] = max_{kh,kw} x[i, oh*Stride+kh-Top, ow*Stride+kw-Left, c]
//
// Padding never wins. The first of equals in row order wins, as in TensorFlow, and the first NaN wins over numbers, so that divergence
// shows. maxPoolScalar is the loop to read.
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
				v.maxPool(in, a, y[to:][:a.count*g.C], argmax[to:][:a.count*g.C])
				to += a.count * g.C
				ow += a.count
			}
		}
	}
}

func (v lanes) maxPool(x []float32, a areas, y []float32, argmax []int32) {
	c := 0
	if v != scalar {
		c = maxPoolVector(x, a, y, argmax)
	}
	maxPoolScalar(x, a, y, argmax, c)
}

// maxPoolScalar finds the largest element under each window for the channels from first on.
func maxPoolScalar(x []float32, a areas, y []float32, argmax []int32, first int) {
	for w := range a.count {
		start, y, argmax := a.start+w*a.stride, y[w*a.channels:][:a.channels], argmax[w*a.channels:][:a.channels]
		for c := first; c < a.channels; c++ {
			best, at := x[start+c], start+c
			for r := range a.rows {
				for i := range a.cols {
					j := start + r*a.rowStride + i*a.channels + c
					if v := x[j]; v > best || v != v && best == best {
						best, at = v, j
					}
				}
			}
			y[c], argmax[c] = best, int32(at)
		}
	}
}

// MaxPoolGradient overwrites dx [n H W C]: each element of dy [n OutH OutW C] is added to the element that won its window, in row order.
//
//	dx[i, argmax[i,oh,ow,c]] += dy[i,oh,ow,c]
//
// That line is in scatterAddScalar, below. [Window.Conv2DMaxPoolGradient] runs instead in the first layers of the study note's convnet: there
// package engine's convReLUPool fuses a 3x3 convolution of one channel with ReLU and 2x2 pooling. See [Window.FusesMaxPool].
//
// argmax must come from MaxPool with the same window and n. Assembly does not check that an index is inside its image; the other forms
// panic where it is not.
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
		v.scatterAdd(dy[i*size:][:size], argmax[i*size:][:size], out)
	}
}

func (v lanes) scatterAdd(dy []float32, at []int32, dx []float32) {
	if v == scalar {
		scatterAddScalar(dy, at, dx)
	} else {
		scatterAddVector(dy, at, dx)
	}
}

// scatterAddScalar adds each element of dy to the element of dx that at names, one after the other.
func scatterAddScalar(dy []float32, at []int32, dx []float32) {
	at = at[:len(dy)]
	for i, d := range dy {
		dx[at[i]] += d
	}
}

func (g Window) checkPool(n int, x, y []float32, shortIn, shortOut string) {
	g.check()
	need(len(x), n*g.input(), shortIn)
	need(len(y), n*g.pixels()*g.C, shortOut)
}

// areas is count equal areas in a row of windows, stride elements apart.
type areas struct {
	area
	count, stride int
}

// areas returns window (oh, ow) and those that follow in its row, as far as all are inside the image, or else it alone.
func (g Window) areas(oh, ow int) areas {
	a := areas{g.area(oh, ow), 1, g.Stride * g.C}
	if left := ow*g.Stride - g.Left; left >= 0 && left+g.Size <= g.W {
		a.count = min(g.OutW-ow, (g.W-left-g.Size)/g.Stride+1)
	}
	return a
}
