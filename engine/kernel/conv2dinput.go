package kernel

// Conv2DInputGradient overwrites dx [n H W C] with what dy [n OutH OutW filters] gives it through w [Size Size C filters]:
//
//	dx[i,h,w,c] = sum_{kh,kw,f} dy[i, (h+Top-kh)/Stride, (w+Left-kw)/Stride, f] * w[kh,kw,c,f]
//
// over those kh and kw whose divisions leave no rest and fall inside dy. The sum runs through kh and kw falling, outermost
// kh, then through f rising. Pixels that no window looks at get zero.
//
// Pixels with the same rests (h+Top)%Stride and (w+Left)%Stride meet the same entries of w, so each of these Stride x Stride
// phases is a dense convolution of bordered dy with its part of w, turned round; no zero is put between the elements of dy.
func (g Window) Conv2DInputGradient(filters, n int, dy, w, dx []float32, scratch *ConvScratch) {
	g.checkConv(filters, n, dx, w, scratch, shortDX, shortW)
	need(len(dy), n*g.pixels()*filters, shortDY)
	g.conv2DInputGradient(hardware(), filters, n, dy, w, dx, scratch)
}

func (g Window) conv2DInputGradient(v lanes, filters, n int, dy, w, dx []float32, scratch *ConvScratch) {
	d := denseInput{g: g, v: v, filters: filters, w: w, scratch: scratch}
	canList := g.Stride == 1 && g.C%sparseColumns == 0
	if canList {
		g.turnKernel(v, filters, w, scratch.turned)
	}
	h, width := g.spread()
	panel := v.panelWidth(g.C)
	depth := g.Size * g.Size * filters
	for i := 0; i < n; i += g.together() {
		pictures := min(g.together(), n-i)
		in, out := dy[i*g.pixels()*filters:], dx[i*g.input():][:pictures*g.input()]
		clear(out)
		if canList {
			l := scratch.list(v, pictures, g.OutH, g.OutW, filters, panel, in, h, width, g.Size-1, g.Size-1)
			if isSparse(l.count, pictures*g.pixels()*filters) {
				for j := 0; j < g.C; j += panel {
					l.convolve(v, pictures, g.H, g.W, g.Size, 1, g.Top, g.Left, scratch.turned[j*depth:], out[j:], g.C)
				}
				continue
			}
		}
		d.add(pictures, in, out)
	}
}

// denseInput is an input gradient by dense products: it packs w and borders dy when the first pictures need it.
type denseInput struct {
	g        Window
	v        lanes
	filters  int
	w        []float32
	scratch  *ConvScratch
	bordered frames
}

func (d *denseInput) prepare() {
	g := d.g
	panels := g.Size * g.Size * d.filters * roundUp(g.C)
	packed := d.scratch.floats[:panels]
	for rh := range g.Stride {
		for rw := range g.Stride {
			packed = packed[g.phase(rh, rw).pack(d.v, d.filters, d.w, packed):]
		}
	}
	h, width := g.spread()
	row := width * d.filters
	d.bordered = frames{d.scratch.floats[panels:][:g.together()*h*row], row, h * row}
	clear(d.bordered.x)
}

// add adds to dx what pictures of dy give it.
func (d *denseInput) add(pictures int, dy, dx []float32) {
	if d.bordered.x == nil {
		d.prepare()
	}
	g, bordered := d.g, d.bordered
	line := g.OutW * d.filters
	border := (g.reach() - 1) * (bordered.row + d.filters)
	for p := range pictures {
		for r := range g.OutH {
			copy(bordered.x[p*bordered.picture+border+r*bordered.row:], dy[(p*g.OutH+r)*line:][:line])
		}
	}
	packed := d.scratch.floats
	for rh := range g.Stride {
		for rw := range g.Stride {
			packed = packed[g.phase(rh, rw).multiply(d.v, d.filters, pictures, bordered, packed, dx):]
		}
	}
}

// reach is the largest number of entries of w in one dimension that a pixel meets.
func (g Window) reach() int { return (g.Size + g.Stride - 1) / g.Stride }

// spread is the height and width of the bordered dy: reach-1 before, and behind what the last pixels reach.
func (g Window) spread() (h, w int) {
	return g.reach() - 1 + max(g.OutH, (g.H-1+g.Top)/g.Stride+1), g.reach() - 1 + max(g.OutW, (g.W-1+g.Left)/g.Stride+1)
}

// axis is one dimension of a phase: its pixels, counted from first in steps of Stride, meet taps entries of w each. The
// first pixel's first entry is met at index from of the bordered dy.
type axis struct{ rest, first, count, taps, from int }

func (g Window) axis(rest, before, size int) axis {
	a := axis{rest: rest, first: ((rest-before)%g.Stride + g.Stride) % g.Stride}
	a.count = max(0, (size-a.first+g.Stride-1)/g.Stride)
	a.taps = max(0, (g.Size-rest+g.Stride-1)/g.Stride)
	a.from = (a.first+before)/g.Stride + g.reach() - a.taps
	return a
}

// phase is the part of the input gradient whose pixels leave the same rests.
type phase struct {
	g    Window
	h, w axis
}

func (g Window) phase(rh, rw int) phase {
	return phase{g, g.axis(rh, g.Top, g.H), g.axis(rw, g.Left, g.W)}
}

// pack lays the phase's entries of w, turned round, as [taps taps filters] x C into panels and returns their length.
func (p phase) pack(v lanes, filters int, w, panels []float32) int {
	g, depth := p.g, p.h.taps*p.w.taps*filters
	first := 0
	for th := p.h.taps - 1; th >= 0; th-- {
		for tw := p.w.taps - 1; tw >= 0; tw-- {
			kh, kw := p.h.rest+th*g.Stride, p.w.rest+tw*g.Stride
			v.pack(panels, depth, first, filters, g.C, w[(kh*g.Size+kw)*g.C*filters:], 1, filters)
			first += filters
		}
	}
	return depth * roundUp(g.C)
}

// multiply adds the phase's pixels to dx and returns the length of its panels.
func (p phase) multiply(v lanes, filters, pictures int, dy frames, panels, dx []float32) int {
	g, depth := p.g, p.h.taps*p.w.taps*filters
	if pixels := p.h.count * p.w.count; pixels > 0 && depth > 0 {
		v.multiply(pictures*pixels, g.C, depth, operands{
			a:      dy.x[p.h.from*dy.row+p.w.from*filters:],
			from:   grid{cols: p.w.count, column: filters, rows: p.h.count, row: dy.row, picture: dy.picture},
			along:  grid{cols: p.w.taps * filters, column: 1, rows: p.h.taps, row: dy.row},
			panels: panels,
			c:      dx[(p.h.first*g.W+p.w.first)*g.C:],
			to:     grid{cols: p.w.count, column: g.Stride * g.C, rows: p.h.count, row: g.Stride * g.W * g.C, picture: g.input()},
		})
	}
	return depth * roundUp(g.C)
}

// turnKernel lays w [Size Size C filters] out as a convolution of dy at stride 1 wants it: [Size Size filters C], both sizes backwards,
// in panels of panelWidth columns.
func (g Window) turnKernel(v lanes, filters int, w, turned []float32) {
	panel := v.panelWidth(g.C)
	part := panel * filters
	for j := 0; j < g.C; j += panel {
		for t := g.Size*g.Size - 1; t >= 0; t-- {
			v.turn(panel, filters, w[(t*g.C+j)*filters:][:part], turned[:part])
			turned = turned[part:]
		}
	}
}
