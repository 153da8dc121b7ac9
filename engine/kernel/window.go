package kernel

// Window is the geometry of a square window that slides over one NHWC image. Output (oh, ow) sees the input rows from oh*Stride-Top on,
// Size of them, and the columns from ow*Stride-Left on. What is outside the image is padding.
type Window struct {
	H, W, C      int // input
	Size, Stride int
	Top, Left    int // padding before; Keras's asymmetric "same" puts the larger half after, where it follows from the sizes
	OutH, OutW   int
}

func (g Window) check() {
	if g.H < 1 || g.W < 1 || g.C < 1 || g.OutH < 1 || g.OutW < 1 || g.Size < 1 || g.Stride < 1 ||
		g.Top < 0 || g.Top >= g.Size || g.Left < 0 || g.Left >= g.Size ||
		(g.OutH-1)*g.Stride-g.Top >= g.H || (g.OutW-1)*g.Stride-g.Left >= g.W {
		panic(badWindow)
	}
}

// input is the number of elements of an image, pixels the number of output positions.
func (g Window) input() int  { return g.H * g.W * g.C }
func (g Window) pixels() int { return g.OutH * g.OutW }

// imagesAtOnce is the number of images in one product: enough to fill a block of rows.
func (g Window) imagesAtOnce() int { return (rowBlock + g.pixels() - 1) / g.pixels() }

// Cropped returns g and pool, a window over the maps of g, without the last rows and columns of the maps if pool does not see them. So a
// convolution does not compute what pooling drops, and no gradient comes back from there.
func (g Window) Cropped(pool Window) (conv, pooled Window) {
	pool.check()
	if pool.H != g.OutH || pool.W != g.OutW {
		panic(badWindow)
	}
	h, w := pool.paddedSize()
	g.OutH, g.OutW = min(g.OutH, h-pool.Top), min(g.OutW, w-pool.Left)
	pool.H, pool.W = g.OutH, g.OutW
	return g, pool
}

// paddedSize is the height and width of all that the windows see, padding included.
func (g Window) paddedSize() (h, w int) {
	return (g.OutH-1)*g.Stride + g.Size, (g.OutW-1)*g.Stride + g.Size
}

// isPadded reports whether any window sees padding.
func (g Window) isPadded() bool {
	h, w := g.paddedSize()
	return g.Top > 0 || g.Left > 0 || h > g.H || w > g.W
}

// padded is images with the zeros around them that their windows need. The strides are in elements.
type padded struct {
	x                      []float32
	rowStride, imageStride int
}

// pad returns x itself if no window sees padding. Otherwise it copies n images into buffer, where all other elements must be zero.
func (g Window) pad(n int, x, buffer []float32) padded {
	if !g.isPadded() {
		return padded{x, g.W * g.C, g.input()}
	}
	h, w := g.paddedSize()
	p := padded{buffer, w * g.C, h * w * g.C}
	rows, width := min(g.H, h-g.Top), min(g.W, w-g.Left)*g.C // no window may see the last rows and columns
	for i := range n {
		for r := range rows {
			copy(buffer[i*p.imageStride+(r+g.Top)*p.rowStride+g.Left*g.C:][:width], x[i*g.input()+r*g.W*g.C:])
		}
	}
	return p
}

func (g Window) clearPadding(buffer []float32) {
	if g.isPadded() {
		h, w := g.paddedSize()
		clear(buffer[:g.imagesAtOnce()*h*w*g.C])
	}
}

// windows is where the windows begin.
func (g Window) windows(p padded) strided {
	return strided{cols: g.OutW, colStride: g.Stride * g.C, rows: g.OutH, rowStride: g.Stride * p.rowStride, imageStride: p.imageStride}
}

// taps is the elements of a window, from its beginning. A row of a window is one segment of Size*C elements.
func (g Window) taps(p padded) strided {
	return strided{cols: g.Size * g.C, colStride: 1, rows: g.Size, rowStride: p.rowStride}
}

// area is the part of an image under one window: offset of its first element, rows, columns, and the image's shape.
type area struct{ start, rows, cols, rowStride, channels int }

// area returns the part of the image under window (oh, ow).
func (g Window) area(oh, ow int) area {
	top, left := oh*g.Stride-g.Top, ow*g.Stride-g.Left
	h, w := max(top, 0), max(left, 0)
	return area{
		start: (h*g.W + w) * g.C,
		rows:  min(top+g.Size, g.H) - h, cols: min(left+g.Size, g.W) - w,
		rowStride: g.W * g.C, channels: g.C,
	}
}
