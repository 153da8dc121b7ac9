package kernel

// fusedPool is 3x3 convolution and 2x2 max pooling in one loop over an image of one channel. Under each window of the pool are 4x4 pixels,
// a patch. It gives four sums for each filter, of which only the largest is kept: the convolution's map is never written. Patch (r, c)
// begins at x[2*r*width + 2*c], and its first sum for filter f has index 2*r*below + 2*c*filters + f in that map.
type fusedPool struct {
	x          []float32
	w, b       []float32 // [3 3 filters] and [filters], or their gradients
	y          []float32 // [rows cols filters], or its gradient
	argmax     []int32   // as y
	rows, cols int       // patches
	width      int       // of the image
	filters    int       // a multiple of vectorColumns
	below      int       // indices from a row of the map to the next
}

// FusesMaxPool reports whether [Window.Conv2DMaxPool] supports this convolution followed by this pool, as in the first layers of the
// study note's convnet.
func (g Window) FusesMaxPool(pool Window, filters int) bool {
	return g.C == 1 && g.Size == 3 && g.Stride == 1 && !g.isPadded() && pool.Size == 2 && pool.Stride == 2 && !pool.isPadded() &&
		pool.C == filters && filters%vectorColumns == 0
}

// Conv2DMaxPool overwrites y and argmax [n pool.OutH pool.OutW filters] with [Window.MaxPool] of [Window.Conv2D] over n images x, to
// the bit. ReLU may follow: the maximum is the same before it and after it. It needs FusesMaxPool.
func (g Window) Conv2DMaxPool(pool Window, filters, n int, x, w, b, y []float32, argmax []int32) {
	g.checkFused(pool, filters, n, x, y, argmax, shortX, shortY)
	need(len(w), 9*filters, shortW)
	need(len(b), filters, shortB)
	g.conv2DMaxPool(hardware(), pool, filters, n, x, w, b, y, argmax)
}

func (g Window) conv2DMaxPool(v lanes, pool Window, filters, n int, x, w, b, y []float32, argmax []int32) {
	for i := range n {
		p := g.fusedPool(pool, filters, i, x, y, argmax)
		p.w, p.b = w, b
		v.conv2DMaxPool(&p)
	}
}

// Conv2DMaxPoolGradient adds to dw [3 3 1 filters] and db [filters] the gradients of [Window.Conv2DMaxPool] for dy
// [n pool.OutH pool.OutW filters], with the bits of [Window.MaxPoolGradient] and [Window.Conv2DKernelGradient]. It needs FusesMaxPool.
// An index in argmax that its window does not have counts for nothing.
func (g Window) Conv2DMaxPoolGradient(pool Window, filters, n int, x, dy []float32, argmax []int32, dw, db []float32) {
	g.checkFused(pool, filters, n, x, dy, argmax, shortX, shortDY)
	need(len(dw), 9*filters, shortDW)
	need(len(db), filters, shortDB)
	g.conv2DMaxPoolGradient(hardware(), pool, filters, n, x, dy, argmax, dw, db)
}

func (g Window) conv2DMaxPoolGradient(v lanes, pool Window, filters, n int, x, dy []float32, argmax []int32, dw, db []float32) {
	for i := range n {
		p := g.fusedPool(pool, filters, i, x, dy, argmax)
		p.w, p.b = dw, db
		v.conv2DMaxPoolGradient(&p)
	}
}

func (g Window) checkFused(pool Window, filters, n int, x, y []float32, argmax []int32, shortIn, shortOut string) {
	g.check()
	pool.check()
	if !g.FusesMaxPool(pool, filters) || pool.H != g.OutH || pool.W != g.OutW {
		panic(notFusable)
	}
	need(len(x), n*g.input(), shortIn)
	need(len(y), n*pool.pixels()*filters, shortOut)
	need(len(argmax), n*pool.pixels()*filters, shortArgmax)
}

// fusedPool returns the work on image i, without weights.
func (g Window) fusedPool(pool Window, filters, i int, x, y []float32, argmax []int32) fusedPool {
	size := pool.pixels() * filters
	return fusedPool{
		x: x[i*g.input():][:g.input()], y: y[i*size:][:size], argmax: argmax[i*size:][:size],
		rows: pool.OutH, cols: pool.OutW, width: g.W, filters: filters, below: g.OutW * filters,
	}
}

// isBlank reports whether rows x 4 pixels from at on are zero. Then sums are the bias, and the kernel gets no gradient.
func (p *fusedPool) isBlank(at, rows int) bool {
	for r := range rows {
		if row := p.x[at+r*p.width:][:4]; row[0] != 0 || row[1] != 0 || row[2] != 0 || row[3] != 0 {
			return false
		}
	}
	return true
}

func (v lanes) conv2DMaxPool(p *fusedPool) {
	if v == scalar {
		conv2DMaxPoolScalar(p)
	} else {
		conv2DMaxPoolVector(p)
	}
}

// conv2DMaxPoolScalar states what every conv2DMaxPool computes: the sums of Conv2D, of which it keeps MaxPool's.
func conv2DMaxPoolScalar(p *fusedPool) {
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
func (p *fusedPool) sum(at, f int) float32 {
	s := p.b[f]
	for kh := range 3 {
		for kw := range 3 {
			s += float32(p.x[at+kh*p.width+kw] * p.w[(kh*3+kw)*p.filters+f])
		}
	}
	return s
}

func (v lanes) conv2DMaxPoolGradient(p *fusedPool) {
	if v == scalar {
		conv2DMaxPoolGradientScalar(p)
	} else {
		conv2DMaxPoolGradientVector(p)
	}
}

// conv2DMaxPoolGradientScalar states what every conv2DMaxPoolGradient computes. Sums run over the map's rows, the upper row of a patch
// first, as those of Conv2DKernelGradient do.
func conv2DMaxPoolGradientScalar(p *fusedPool) {
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
