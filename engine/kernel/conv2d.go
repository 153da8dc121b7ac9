package kernel

// Conv2D convolves n pictures x [n H W C] with w [Size Size C filters] and overwrites y [n OutH OutW filters]:
//
//	y[i,oh,ow,f] = b[f] + sum_{kh,kw,c} x[i, oh*Stride+kh-Top, ow*Stride+kw-Left, c] * w[kh,kw,c,f]
//
// The sum starts from b[f]; kh is its outermost and c its innermost index. Padding counts as zeros. There is no im2col
// matrix: a row of a window, Size*C elements, already lies in one run in the picture.
func (g Window) Conv2D(filters, n int, x, w, b, y, scratch []float32) {
	g.checkConv(filters, n, x, w, scratch, shortX, shortW)
	need(len(b), filters, shortB)
	need(len(y), n*g.pixels()*filters, shortY)
	g.conv2D(hardware(), filters, n, x, w, b, y, scratch)
}

func (g Window) conv2D(v lanes, filters, n int, x, w, b, y, scratch []float32) {
	depth := g.Size * g.Size * g.C
	panels, border := scratch[:depth*roundUp(filters)], scratch[depth*roundUp(filters):]
	v.pack(panels, depth, 0, depth, filters, w, filters, 1)
	g.clearBorder(border)
	for i := 0; i < n; i += g.together() {
		pictures := min(g.together(), n-i)
		in := g.framed(pictures, x[i*g.input():], border)
		out := y[i*g.pixels()*filters:][:pictures*g.pixels()*filters]
		v.multiply(pictures*g.pixels(), filters, depth, operands{
			a: in.x, from: g.windows(in), along: g.taps(in),
			panels: panels, bias: b[:filters], c: out, to: vector(pictures*g.pixels(), filters),
		})
	}
}

// Conv2DKernelGradient adds to dw [Size Size C filters] and db [filters] what dy [n OutH OutW filters] gives them:
//
//	dw[kh,kw,c,f] += sum_{i,oh,ow} x[i, oh*Stride+kh-Top, ow*Stride+kw-Left, c] * dy[i,oh,ow,f]
//	db[f]         += sum_{i,oh,ow} dy[i,oh,ow,f]
//
// Both sums run from what is there, i outermost and ow innermost.
func (g Window) Conv2DKernelGradient(filters, n int, x, dy, dw, db, scratch []float32) {
	g.checkConv(filters, n, x, dw, scratch, shortX, shortDW)
	need(len(dy), n*g.pixels()*filters, shortDY)
	need(len(db), filters, shortDB)
	g.conv2DKernelGradient(hardware(), filters, n, x, dy, dw, db, scratch)
}

func (g Window) conv2DKernelGradient(v lanes, filters, n int, x, dy, dw, db, scratch []float32) {
	panel := g.together() * g.pixels() * roundUp(filters)
	panels, border := scratch[:panel], scratch[panel:]
	rows := g.Size * g.Size * g.C
	g.clearBorder(border)
	for i := 0; i < n; i += g.together() {
		pictures := min(g.together(), n-i)
		depth := pictures * g.pixels()
		in := g.framed(pictures, x[i*g.input():], border)
		d := dy[i*g.pixels()*filters:][:depth*filters]
		v.pack(panels, depth, 0, depth, filters, d, filters, 1)
		v.multiply(rows, filters, depth, operands{
			a: in.x, from: g.taps(in), along: g.windows(in),
			panels: panels, c: dw, to: vector(rows, filters),
		})
		v.sumRows(depth, filters, d, db)
	}
}

// ConvScratch is the number of float32 that the scratch of the three convolutions must have, for any number of pictures:
// the packed operand and the bordered pictures that are worked on together.
func (g Window) ConvScratch(filters int) int {
	g.check()
	if filters < 1 {
		panic(badFilters)
	}
	area := g.Size * g.Size
	h, w := g.covered()
	x := g.together() * h * w * g.C
	h, w = g.spread()
	dy := g.together() * h * w * filters
	return max(area*g.C*roundUp(filters)+x, g.together()*g.pixels()*roundUp(filters)+x, area*filters*roundUp(g.C)+dy)
}

func (g Window) checkConv(filters, n int, x, w, scratch []float32, shortPicture, shortKernel string) {
	need(len(scratch), g.ConvScratch(filters), shortScratch)
	need(len(x), n*g.input(), shortPicture)
	need(len(w), g.Size*g.Size*g.C*filters, shortKernel)
}

// roundUp is the number of columns that the widest panels need for n.
func roundUp(n int) int { return (n + maxColumns - 1) / maxColumns * maxColumns }
