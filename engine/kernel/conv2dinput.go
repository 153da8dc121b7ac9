package kernel

// Conv2DInputGradient overwrites dx [n H W C] with the gradient for dy [n OutH OutW filters] through w [Size Size C filters]:
//
//	dx[i,h,w,c] = sum_{kh,kw,f} dy[i, (h+Top-kh)/Stride, (w+Left-kw)/Stride, f] * w[kh,kw,c,f]
//
// over those kh and kw whose divisions are exact and give a position inside dy. The sum takes kh and kw falling, kh outermost, and f
// rising. Pixels that no window sees get zero.
//
// Pixels with the same remainders (h+Top)%Stride and (w+Left)%Stride meet the same entries of w, so each of these Stride x Stride phases
// is a dense convolution of padded dy with its part of w, flipped. No zeros are inserted between the elements of dy.
func (g Window) Conv2DInputGradient(filters, n int, dy, w, dx []float32, scratch *ConvScratch) {
	g.checkConv(filters, n, dx, w, scratch, shortDX, shortW)
	need(len(dy), n*g.pixels()*filters, shortDY)
	g.conv2DInputGradient(hardware(), filters, n, dy, w, dx, scratch)
}

func (g Window) conv2DInputGradient(v lanes, filters, n int, dy, w, dx []float32, scratch *ConvScratch) {
	dense := denseInputGradient{g: g, v: v, filters: filters, w: w, scratch: scratch}
	canList := g.Stride == 1 && g.C%vectorColumns == 0
	if canList {
		g.flipKernel(v, filters, w, scratch.kernel)
	}
	h, width := g.paddedGradientSize()
	panel := v.panelWidth(g.C)
	depth := g.Size * g.Size * filters
	for i := 0; i < n; i += g.imagesAtOnce() {
		images := min(g.imagesAtOnce(), n-i)
		in, out := dy[i*g.pixels()*filters:], dx[i*g.input():][:images*g.input()]
		clear(out)
		if canList {
			s := scratch.listImages(v, images, g.OutH, g.OutW, filters, panel, in, h, width, g.Size-1, g.Size-1)
			if isSparse(s.count, images*g.pixels()*filters) {
				for j := 0; j < g.C; j += panel {
					s.convolve(v, images, g.H, g.W, g.Size, 1, g.Top, g.Left, scratch.kernel[j*depth:], out[j:], g.C)
				}
				continue
			}
		}
		dense.add(images, in, out)
	}
}

// denseInputGradient is an input gradient by dense products. It packs w and pads dy when the first images need it.
type denseInputGradient struct {
	g       Window
	v       lanes
	filters int
	w       []float32
	scratch *ConvScratch
	dy      padded
}

func (d *denseInputGradient) prepare() {
	g := d.g
	panels := g.Size * g.Size * d.filters * roundUp(g.C)
	packed := d.scratch.floats[:panels]
	for rh := range g.Stride {
		for rw := range g.Stride {
			packed = packed[g.phase(rh, rw).pack(d.v, d.filters, d.w, packed):]
		}
	}
	h, width := g.paddedGradientSize()
	row := width * d.filters
	d.dy = padded{d.scratch.floats[panels:][:g.imagesAtOnce()*h*row], row, h * row}
	clear(d.dy.x)
}

// add adds the gradient for images of dy to dx.
func (d *denseInputGradient) add(images int, dy, dx []float32) {
	if d.dy.x == nil {
		d.prepare()
	}
	g := d.g
	row := g.OutW * d.filters
	first := (g.maxTaps() - 1) * (d.dy.rowStride + d.filters)
	for p := range images {
		for r := range g.OutH {
			copy(d.dy.x[p*d.dy.imageStride+first+r*d.dy.rowStride:], dy[(p*g.OutH+r)*row:][:row])
		}
	}
	packed := d.scratch.floats
	for rh := range g.Stride {
		for rw := range g.Stride {
			packed = packed[g.phase(rh, rw).multiply(d.v, d.filters, images, d.dy, packed, dx):]
		}
	}
}

// maxTaps is the largest number of entries of w in one dimension that a pixel meets.
func (g Window) maxTaps() int { return (g.Size + g.Stride - 1) / g.Stride }

// paddedGradientSize is the height and width of padded dy: maxTaps-1 before, and after it as far as the last pixels need.
func (g Window) paddedGradientSize() (h, w int) {
	return g.maxTaps() - 1 + max(g.OutH, (g.H-1+g.Top)/g.Stride+1), g.maxTaps() - 1 + max(g.OutW, (g.W-1+g.Left)/g.Stride+1)
}

// axis is one dimension of a phase. Its count pixels, from first on in steps of Stride, meet taps entries of w each, of which the first
// is w's entry remainder. The first pixel's first entry is met at index from of padded dy.
type axis struct{ remainder, first, count, taps, from int }

func (g Window) axis(remainder, before, size int) axis {
	a := axis{remainder: remainder, first: ((remainder-before)%g.Stride + g.Stride) % g.Stride}
	a.count = max(0, (size-a.first+g.Stride-1)/g.Stride)
	a.taps = max(0, (g.Size-remainder+g.Stride-1)/g.Stride)
	a.from = (a.first+before)/g.Stride + g.maxTaps() - a.taps
	return a
}

// phase is the part of the input gradient whose pixels have the same remainders.
type phase struct {
	g    Window
	h, w axis
}

func (g Window) phase(rh, rw int) phase {
	return phase{g, g.axis(rh, g.Top, g.H), g.axis(rw, g.Left, g.W)}
}

// pack packs the phase's entries of w, flipped, as [taps taps filters] x C into panels and returns their length.
func (p phase) pack(v lanes, filters int, w, panels []float32) int {
	g, depth := p.g, p.h.taps*p.w.taps*filters
	first := 0
	for th := p.h.taps - 1; th >= 0; th-- {
		for tw := p.w.taps - 1; tw >= 0; tw-- {
			kh, kw := p.h.remainder+th*g.Stride, p.w.remainder+tw*g.Stride
			v.pack(panels, depth, first, filters, g.C, w[(kh*g.Size+kw)*g.C*filters:], 1, filters)
			first += filters
		}
	}
	return depth * roundUp(g.C)
}

// multiply adds the phase's pixels to dx and returns the length of its panels.
func (p phase) multiply(v lanes, filters, images int, dy padded, panels, dx []float32) int {
	g, depth := p.g, p.h.taps*p.w.taps*filters
	if pixels := p.h.count * p.w.count; pixels > 0 && depth > 0 {
		v.multiply(images*pixels, g.C, depth, operands{
			a:      dy.x[p.h.from*dy.rowStride+p.w.from*filters:],
			aRows:  strided{cols: p.w.count, colStride: filters, rows: p.h.count, rowStride: dy.rowStride, imageStride: dy.imageStride},
			aCols:  strided{cols: p.w.taps * filters, colStride: 1, rows: p.h.taps, rowStride: dy.rowStride},
			panels: panels,
			c:      dx[(p.h.first*g.W+p.w.first)*g.C:],
			cRows: strided{cols: p.w.count, colStride: g.Stride * g.C, rows: p.h.count, rowStride: g.Stride * g.W * g.C,
				imageStride: g.input()},
		})
	}
	return depth * roundUp(g.C)
}

// flipKernel stores w [Size Size C filters] as a convolution of dy with stride 1 needs it: [Size Size filters C], both sizes backwards,
// in panels of panelWidth columns.
func (g Window) flipKernel(v lanes, filters int, w, flipped []float32) {
	panel := v.panelWidth(g.C)
	part := panel * filters
	for j := 0; j < g.C; j += panel {
		for t := g.Size*g.Size - 1; t >= 0; t-- {
			v.transpose(panel, filters, w[(t*g.C+j)*filters:][:part], flipped[:part])
			flipped = flipped[part:]
		}
	}
}
