package kernel

const noPatches = "kernel: no patches of 4 x 4 pixels"

// patches is the work of 3x3 convolution and 2x2 max pooling in one loop, over a picture of one channel: under each window of the
// pool lie 4x4 pixels, from which four sums are made for each filter, and only the largest is kept. Patch (r, c) begins at
// x[2*r*width + 2*c], and its first sum for filter f has index 2*r*below + 2*c*filters + f in the map that is never written.
type patches struct {
	x          []float32
	w, b       []float32 // [3 3 filters] and [filters], or their gradients
	y          []float32 // [rows cols filters], or its gradient
	argmax     []int32   // as y
	rows, cols int
	width      int // of the picture
	filters    int // a multiple of sparseColumns
	below      int // indices from a row of sums to the next
}

// HasPatches says whether [Window.Conv2DMaxPool] can do this convolution with this pool behind it: that of the note's first layer.
func (g Window) HasPatches(pool Window, filters int) bool {
	return g.C == 1 && g.Size == 3 && g.Stride == 1 && !g.isPadded() && pool.Size == 2 && pool.Stride == 2 && !pool.isPadded() &&
		pool.C == filters && filters%sparseColumns == 0
}

// Conv2DMaxPool overwrites y and argmax [n pool.OutH pool.OutW filters] with what [Window.MaxPool] makes of the sums of
// [Window.Conv2D] over n pictures x, which are written nowhere. It needs HasPatches.
func (g Window) Conv2DMaxPool(pool Window, filters, n int, x, w, b, y []float32, argmax []int32) {
	g.checkPatches(pool, filters, n, x, y, argmax, shortX, shortY)
	need(len(w), 9*filters, shortW)
	need(len(b), filters, shortB)
	g.poolPatches(hardware(), pool, filters, n, x, w, b, y, argmax)
}

func (g Window) poolPatches(v lanes, pool Window, filters, n int, x, w, b, y []float32, argmax []int32) {
	for i := range n {
		p := g.patches(pool, filters, i, x, y, argmax)
		p.w, p.b = w, b
		v.poolPatches(&p)
	}
}

// Conv2DMaxPoolGradient adds to dw [3 3 1 filters] and db [filters] what dy [n pool.OutH pool.OutW filters] gives them, as
// [Window.MaxPoolGradient] and [Window.Conv2DKernelGradient] would. It needs HasPatches. A place in argmax that its window does not
// have counts for nothing.
func (g Window) Conv2DMaxPoolGradient(pool Window, filters, n int, x, dy []float32, argmax []int32, dw, db []float32) {
	g.checkPatches(pool, filters, n, x, dy, argmax, shortX, shortDY)
	need(len(dw), 9*filters, shortDW)
	need(len(db), filters, shortDB)
	g.patchGradient(hardware(), pool, filters, n, x, dy, argmax, dw, db)
}

func (g Window) patchGradient(v lanes, pool Window, filters, n int, x, dy []float32, argmax []int32, dw, db []float32) {
	for i := range n {
		p := g.patches(pool, filters, i, x, dy, argmax)
		p.w, p.b = dw, db
		v.patchGradient(&p)
	}
}

func (g Window) checkPatches(pool Window, filters, n int, x, y []float32, argmax []int32, shortIn, shortOut string) {
	g.check()
	pool.check()
	if !g.HasPatches(pool, filters) || pool.H != g.OutH || pool.W != g.OutW {
		panic(noPatches)
	}
	need(len(x), n*g.input(), shortIn)
	need(len(y), n*pool.pixels()*filters, shortOut)
	need(len(argmax), n*pool.pixels()*filters, shortArgmax)
}

// patches are those of picture i.
func (g Window) patches(pool Window, filters, i int, x, y []float32, argmax []int32) patches {
	size := pool.pixels() * filters
	return patches{
		x: x[i*g.input():][:g.input()], y: y[i*size:][:size], argmax: argmax[i*size:][:size],
		rows: pool.OutH, cols: pool.OutW, width: g.W, filters: filters, below: g.OutW * filters,
	}
}

// isBlank says whether rows x 4 pixels from at on are zero. Then sums are the bias, and the kernel gets no gradient.
func (p *patches) isBlank(at, rows int) bool {
	for r := range rows {
		if row := p.x[at+r*p.width:][:4]; row[0] != 0 || row[1] != 0 || row[2] != 0 || row[3] != 0 {
			return false
		}
	}
	return true
}

// poolPatchesScalar is the contract of every such loop, and the copy to read: the sums of Conv2D, of which MaxPool's is kept.
func poolPatchesScalar(p *patches) {
	to := 0
	for r := range p.rows {
		for c := range p.cols {
			at, index := 2*(r*p.width+c), 2*(r*p.below+c*p.filters)
			blank := p.isBlank(at, 4)
			for f := range p.filters {
				best, place := p.b[f], index+f
				if !blank {
					best = p.sum(at, f)
					for k := 1; k < 4; k++ {
						if v := p.sum(at+k/2*p.width+k%2, f); v > best || v != v && best == best {
							best, place = v, index+k/2*p.below+k%2*p.filters+f
						}
					}
				}
				p.y[to], p.argmax[to] = best, int32(place)
				to++
			}
		}
	}
}

// sum is b plus the window at times filter f of w.
func (p *patches) sum(at, f int) float32 {
	s := p.b[f]
	for kh := range 3 {
		for kw := range 3 {
			s += float32(p.x[at+kh*p.width+kw] * p.w[(kh*3+kw)*p.filters+f])
		}
	}
	return s
}

// patchGradientScalar is the contract of every such loop, and the copy to read. Sums run over the map's rows, the upper one of a row of
// patches first, as those of Conv2DKernelGradient do.
func patchGradientScalar(p *patches) {
	for r := range 2 * p.rows {
		for c := range p.cols {
			at, index, from := r*p.width+2*c, r*p.below+2*c*p.filters, (r/2*p.cols+c)*p.filters
			blank := p.isBlank(at, 3)
			for f := range p.filters {
				right := (int(p.argmax[from+f]) - index - f) / p.filters // 0 or 1 in this row
				if int(p.argmax[from+f]) != index+right*p.filters+f || uint(right) > 1 {
					continue
				}
				d := p.y[from+f]
				p.b[f] += d
				for t := 0; t < 9 && !blank; t++ {
					p.w[t*p.filters+f] += float32(p.x[at+right+t/3*p.width+t%3] * d)
				}
			}
		}
	}
}
