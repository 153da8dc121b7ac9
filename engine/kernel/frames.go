package kernel

// together is the number of pictures that one product takes: enough to fill a block of rows.
func (g Window) together() int { return (rowBlock + g.pixels() - 1) / g.pixels() }

// covered is the height and width of all that the windows look at, padding included.
func (g Window) covered() (h, w int) {
	return (g.OutH-1)*g.Stride + g.Size, (g.OutW-1)*g.Stride + g.Size
}

// Cropped returns g and pool, a window over the maps of g, without the last rows and columns of the maps where pool does not look at
// them. So a convolution need not compute what pooling drops, and no gradient comes back from it.
func (g Window) Cropped(pool Window) (conv, pooled Window) {
	pool.check()
	if pool.H != g.OutH || pool.W != g.OutW {
		panic(badWindow)
	}
	h, w := pool.covered()
	g.OutH, g.OutW = min(g.OutH, h-pool.Top), min(g.OutW, w-pool.Left)
	pool.H, pool.W = g.OutH, g.OutW
	return g, pool
}

// isPadded says whether any window looks outside the picture.
func (g Window) isPadded() bool {
	h, w := g.covered()
	return g.Top > 0 || g.Left > 0 || h > g.H || w > g.W
}

// frames are pictures with whatever border of zeros their windows need; row and picture are the elements from one to the next.
type frames struct {
	x            []float32
	row, picture int
}

// framed is x itself where no window looks outside, else its first n pictures in border, where all else must be zero.
func (g Window) framed(n int, x, border []float32) frames {
	if !g.isPadded() {
		return frames{x, g.W * g.C, g.input()}
	}
	h, w := g.covered()
	f := frames{border, w * g.C, h * w * g.C}
	rows, width := min(g.H, h-g.Top), min(g.W, w-g.Left)*g.C // the last rows and columns may be out of every window's reach
	for i := range n {
		for r := range rows {
			copy(border[i*f.picture+(r+g.Top)*f.row+g.Left*g.C:][:width], x[i*g.input()+r*g.W*g.C:])
		}
	}
	return f
}

func (g Window) clearBorder(border []float32) {
	if g.isPadded() {
		h, w := g.covered()
		clear(border[:g.together()*h*w*g.C])
	}
}

// windows lists where the windows begin.
func (g Window) windows(f frames) grid {
	return grid{cols: g.OutW, column: g.Stride * g.C, rows: g.OutH, row: g.Stride * f.row, picture: f.picture}
}

// taps lists what lies under a window, from its beginning: a row of it is one run of Size*C elements.
func (g Window) taps(f frames) grid {
	return grid{cols: g.Size * g.C, column: 1, rows: g.Size, row: f.row}
}
