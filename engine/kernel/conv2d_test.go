package kernel

import (
	"fmt"
	"testing"
)

// valid and same are Keras's paddings of an h x w image.
func valid(h, w, c, size, stride int) Window {
	return Window{H: h, W: w, C: c, Size: size, Stride: stride, OutH: (h-size)/stride + 1, OutW: (w-size)/stride + 1}
}

func same(h, w, c, size, stride int) Window {
	g := Window{H: h, W: w, C: c, Size: size, Stride: stride, OutH: (h + stride - 1) / stride, OutW: (w + stride - 1) / stride}
	g.Top = max(0, (g.OutH-1)*stride+size-h) / 2
	g.Left = max(0, (g.OutW-1)*stride+size-w) / 2
	return g
}

// positions calls f for every pair of an output and an input position that meet at an entry (kh, kw) of the window, in row order.
func (g Window) positions(n int, f func(out, in, tap int)) {
	for i := range n {
		for oh := range g.OutH {
			for ow := range g.OutW {
				for kh := range g.Size {
					for kw := range g.Size {
						h, w := oh*g.Stride+kh-g.Top, ow*g.Stride+kw-g.Left
						if h >= 0 && h < g.H && w >= 0 && w < g.W {
							f((i*g.OutH+oh)*g.OutW+ow, (i*g.H+h)*g.W+w, kh*g.Size+kw)
						}
					}
				}
			}
		}
	}
}

// convolution is a layer with its operands and the results of float64 loops.
type convolution struct {
	g                             Window
	filters, n                    int
	x, w, b, dy, dw, db           []float32
	wantY, wantDW, wantDB, wantDX []exact
}

func newConvolution(g Window, filters, n int) *convolution {
	return newSparseConvolution(g, filters, n, 1)
}

// newSparseConvolution makes a layer in which on average one element in keep of x and of dy is not zero.
func newSparseConvolution(g Window, filters, n, keep int) *convolution {
	s := noise(g.H + 5*g.W + 17*g.C + 101*g.Size + 1009*g.Stride + 10007*filters)
	in, out, kernel := n*g.input(), n*g.pixels()*filters, g.Size*g.Size*g.C*filters
	c := &convolution{
		g: g, filters: filters, n: n,
		x: s.slice(in), w: s.slice(kernel), b: s.slice(filters), dy: s.slice(out), dw: s.slice(kernel), db: s.slice(filters),
		wantY: make([]exact, out), wantDW: make([]exact, kernel), wantDB: make([]exact, filters), wantDX: make([]exact, in),
	}
	s.thin(c.x, keep)
	s.thin(c.dy, keep)
	for i := range c.wantY {
		c.wantY[i].add(c.b[i%filters])
		c.wantDB[i%filters].add(c.dy[i])
	}
	for f := range c.wantDB {
		c.wantDB[f].add(c.db[f])
	}
	for i := range c.wantDW {
		c.wantDW[i].add(c.dw[i])
	}
	defer c.widen()
	g.positions(n, func(out, in, tap int) {
		for ch := range g.C {
			for f := range filters {
				x, w, y := in*g.C+ch, (tap*g.C+ch)*filters+f, out*filters+f
				c.wantY[y].add(c.x[x], c.w[w])
				c.wantDW[w].add(c.x[x], c.dy[y])
				c.wantDX[x].add(c.dy[y], c.w[w])
			}
		}
	})
	return c
}

// check compares the plain loops with float64, and the exported functions with the plain loops bit by bit.
func (c *convolution) check(t *testing.T) {
	t.Helper()
	g, filters, n := c.g, c.filters, c.n
	name := fmt.Sprintf("%+v filters %d n %d: ", g, filters, n)
	scratch := g.ConvScratch(filters)
	copy(scratch.floats, filled(len(scratch.floats), untouched))

	y, fast := filled(len(c.wantY), untouched), filled(len(c.wantY), untouched)
	g.conv2D(scalar, filters, n, c.x, c.w, c.b, y, scratch)
	terms := g.Size*g.Size*g.C + 1
	if g.usesWinograd(filters) {
		terms = g.C + 16 // with the transforms
	}
	checkSums(t, name+"y", y, c.wantY, terms)
	copy(scratch.floats, filled(len(scratch.floats), untouched)) // nothing that the plain loops have left there
	g.Conv2D(filters, n, c.x, c.w, c.b, fast, scratch)
	checkBits(t, name+"y", fast, y)

	dw, fast := append([]float32(nil), c.dw...), append([]float32(nil), c.dw...)
	db, fastDB := append([]float32(nil), c.db...), append([]float32(nil), c.db...)
	g.conv2DKernelGradient(scalar, filters, n, c.x, c.dy, dw, db, scratch)
	checkSums(t, name+"dw", dw, c.wantDW, n*g.pixels()+1)
	checkSums(t, name+"db", db, c.wantDB, n*g.pixels()+1)
	g.Conv2DKernelGradient(filters, n, c.x, c.dy, fast, fastDB, scratch)
	checkBits(t, name+"dw", fast, dw)
	checkBits(t, name+"db", fastDB, db)

	dx, fast := filled(len(c.wantDX), untouched), filled(len(c.wantDX), untouched)
	g.conv2DInputGradient(scalar, filters, n, c.dy, c.w, dx, scratch)
	checkSums(t, name+"dx", dx, c.wantDX, g.Size*g.Size*filters)
	g.Conv2DInputGradient(filters, n, c.dy, c.w, fast, scratch)
	checkBits(t, name+"dx", fast, dx)
}

// Every window and stride that a model can have, over an odd and an even side that leave different remainders.
func TestConv2D(t *testing.T) {
	for size := 1; size <= 7; size++ {
		for stride := 1; stride <= 3; stride++ {
			for _, padding := range []func(h, w, c, size, stride int) Window{valid, same} {
				newConvolution(padding(9, 8, 3, size, stride), 5, 5).check(t)
				newConvolution(padding(7, 10, 1, size, stride), 33, 1).check(t) // one column more than the widest tile
				newConvolution(padding(8, 7, 18, size, stride), 2, 1).check(t)  // tiles of 8 and 16 columns with a tail, in dx
			}
		}
	}
}

// The three convolutions of the study note's network.
func TestConv2DOfTheNote(t *testing.T) {
	newConvolution(valid(28, 28, 1, 3, 1), 32, 1).check(t)
	newConvolution(valid(13, 13, 32, 3, 1), 64, 1).check(t)
	newConvolution(valid(5, 5, 64, 3, 1), 64, 9).check(t) // more than one product takes
}

// Images and gradients that are mostly zero take other loops if columns are whole vectors.
func TestSparseConv2D(t *testing.T) {
	for _, keep := range []int{2, 20} {
		for _, size := range []int{1, 2, 5} {
			for stride := 1; stride <= 2; stride++ {
				for _, padding := range []func(h, w, c, size, stride int) Window{valid, same} {
					newSparseConvolution(padding(6, 7, 16, size, stride), 16, 3, keep).check(t)
					newSparseConvolution(padding(7, 10, 1, size, stride), 48, 2, keep).check(t)
					newSparseConvolution(padding(5, 6, 32, size, stride), 5, 3, keep).check(t) // only the input gradient
				}
			}
		}
		newSparseConvolution(valid(13, 13, 32, 3, 1), 64, 2, keep).check(t)
		newSparseConvolution(valid(5, 5, 64, 3, 1), 64, 9, keep).check(t)
	}
}

// Leaving zeros out must change no bit of y, dw and dx: the documented sums take every zero.
func TestSparseConv2DHasTheBitsOfADenseOne(t *testing.T) {
	for _, g := range []Window{valid(9, 5, 16, 3, 1), same(7, 5, 16, 3, 1), valid(9, 8, 16, 2, 1), valid(9, 8, 16, 3, 2), valid(9, 8, 1, 3, 1)} {
		const filters, n = 32, 2
		c := newSparseConvolution(g, filters, n, 4)
		if count := c.nonZeros(); !isSparse(count, len(c.x)+len(c.dy)) {
			t.Fatalf("%d elements of %d are nonzeros: no sparse loop is tested", count, len(c.x)+len(c.dy))
		}
		y, dx, dw := make([]float32, len(c.wantY)), make([]float32, len(c.wantDX)), append([]float32(nil), c.dw...)
		for i := range y {
			y[i] = c.b[i%filters]
		}
		g.positions(n, func(out, in, tap int) { // kh and kw rise for y, positions for dw
			for ch := range g.C {
				for f := range filters {
					w := (tap*g.C+ch)*filters + f
					y[out*filters+f] += float32(c.x[in*g.C+ch] * c.w[w])
					dw[w] += float32(c.x[in*g.C+ch] * c.dy[out*filters+f])
				}
			}
		})
		g.positions(n, func(out, in, tap int) { // kh and kw fall for dx, as positions rise
			for ch := range g.C {
				for f := range filters {
					dx[in*g.C+ch] += float32(c.dy[out*filters+f] * c.w[(tap*g.C+ch)*filters+f])
				}
			}
		})
		gotY, gotDX, gotDW, db := make([]float32, len(y)), make([]float32, len(dx)), append([]float32(nil), c.dw...), make([]float32, filters)
		scratch := g.ConvScratch(filters)
		g.Conv2D(filters, n, c.x, c.w, c.b, gotY, scratch)
		g.Conv2DKernelGradient(filters, n, c.x, c.dy, gotDW, db, scratch)
		g.Conv2DInputGradient(filters, n, c.dy, c.w, gotDX, scratch)
		checkBits(t, "y", gotY, y)
		checkBits(t, "dw", gotDW, dw)
		checkBits(t, "dx", gotDX, dx)
	}
}

func (c *convolution) nonZeros() (n int) {
	for _, x := range [][]float32{c.x, c.dy} {
		for _, v := range x {
			if v != 0 {
				n++
			}
		}
	}
	return n
}

// An image smaller than its window, which only "same" allows. 70 images are more than any product takes.
func TestConv2DSmallImage(t *testing.T) {
	for side := 1; side <= 3; side++ {
		newConvolution(same(side, side, 2, 7, 2), 3, 70).check(t)
	}
}

func FuzzConv2D(f *testing.F) {
	f.Add(uint8(28), uint8(28), uint8(1), uint8(3), uint8(1), uint8(32), uint8(1), uint8(5), false)
	f.Add(uint8(13), uint8(11), uint8(17), uint8(5), uint8(2), uint8(9), uint8(2), uint8(1), true)
	f.Add(uint8(9), uint8(11), uint8(32), uint8(3), uint8(1), uint8(16), uint8(2), uint8(3), true)
	f.Add(uint8(3), uint8(4), uint8(33), uint8(7), uint8(3), uint8(1), uint8(3), uint8(1), true)
	f.Fuzz(func(t *testing.T, h, w, c, size, stride, filters, n, keep uint8, padded bool) {
		side := func(v uint8, limit int) int { return 1 + int(v)%limit }
		hh, ww, k, st := side(h-1, 30), side(w-1, 30), side(size-1, 7), side(stride-1, 3)
		g := same(hh, ww, side(c-1, 40), k, st)
		if !padded {
			g = valid(max(hh, k), max(ww, k), g.C, k, st)
		}
		fs, images := side(filters-1, 70), side(n-1, 3)
		if g.pixels()*k*k*g.C*fs*images > 1<<22 {
			t.Skip() // seconds in the float64 loops
		}
		newSparseConvolution(g, fs, images, side(keep-1, 9)).check(t)
	})
}
