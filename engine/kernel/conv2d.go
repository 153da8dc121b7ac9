package kernel

// Conv2D convolves n pictures x [n H W C] with w [Size Size C filters] and overwrites y [n OutH OutW filters]:
//
//	y[i,oh,ow,f] = b[f] + sum_{kh,kw,c} x[i, oh*Stride+kh-Top, ow*Stride+kw-Left, c] * w[kh,kw,c,f]
//
// The sum starts from b[f]; kh is its outermost and c its innermost index. Padding counts as zeros. There is no im2col
// matrix: a row of a window, Size*C elements, already lies in one run in the picture. Where Size is 3, Stride 1, H and W are at
// least 6 and both C and filters multiples of 16, the sums of each 2x2 outputs Y are Winograd's instead, fewer products of transformed
// operands (matrices and order of sums in winograd.go), b[f] being where the sum of element (1,1) begins:
//
//	Y[f] = A' [sum_c (G w[.,.,c,f] G') * (B' x[.,.,c] B)] A
func (g Window) Conv2D(filters, n int, x, w, b, y []float32, scratch *ConvScratch) {
	g.checkConv(filters, n, x, w, scratch, shortX, shortW)
	need(len(b), filters, shortB)
	need(len(y), n*g.pixels()*filters, shortY)
	g.conv2D(hardware(), filters, n, x, w, b, y, scratch)
}

func (g Window) conv2D(v lanes, filters, n int, x, w, b, y []float32, scratch *ConvScratch) {
	if g.isTiled(filters) {
		g.tiledConv2D(v, filters, n, x, w, b, y, scratch)
		return
	}
	depth := g.Size * g.Size * g.C
	panels, border := scratch.floats[:depth*roundUp(filters)], scratch.floats[depth*roundUp(filters):]
	isPacked, hasPanels := false, false // in turned
	panel := v.panelWidth(filters)
	h, width := g.covered()
	for i := 0; i < n; i += g.together() {
		pictures := min(g.together(), n-i)
		out := y[i*g.pixels()*filters:][:pictures*g.pixels()*filters]
		if filters%sparseColumns == 0 {
			l := scratch.list(v, pictures, g.H, g.W, g.C, panel, x[i*g.input():], max(h, g.H), max(width, g.W), g.Top, g.Left)
			if isSparse(l.count, pictures*g.input()) {
				if !hasPanels {
					hasPanels = true
					packPanels(v, depth, filters, w, scratch.turned)
				}
				repeat(out, b[:filters])
				for j := 0; j < filters; j += panel {
					l.convolve(v, pictures, g.OutH, g.OutW, g.Size, g.Stride, 0, 0, scratch.turned[j*depth:], out[j:], filters)
				}
				continue
			}
		}
		if !isPacked {
			isPacked = true
			v.pack(panels, depth, 0, depth, filters, w, filters, 1)
			g.clearBorder(border)
		}
		in := g.framed(pictures, x[i*g.input():], border)
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
func (g Window) Conv2DKernelGradient(filters, n int, x, dy, dw, db []float32, scratch *ConvScratch) {
	g.checkConv(filters, n, x, dw, scratch, shortX, shortDW)
	need(len(dy), n*g.pixels()*filters, shortDY)
	need(len(db), filters, shortDB)
	g.conv2DKernelGradient(hardware(), filters, n, x, dy, dw, db, scratch)
}

func (g Window) conv2DKernelGradient(v lanes, filters, n int, x, dy, dw, db []float32, scratch *ConvScratch) {
	panel := g.together() * g.pixels() * roundUp(filters)
	panels, border := scratch.floats[:panel], scratch.floats[panel:]
	rows := g.Size * g.Size * g.C
	g.clearBorder(border)
	turned := scratch.turned[:rows*filters]
	isTurned := false
	if g.listsGradient() {
		isTurned = true
		v.turn(rows, filters, dw, turned)
	}
	for i := 0; i < n; i += g.together() {
		pictures := min(g.together(), n-i)
		depth := pictures * g.pixels()
		in := g.framed(pictures, x[i*g.input():], border)
		d := dy[i*g.pixels()*filters:][:depth*filters]
		v.sumRows(depth, filters, d, db)
		if isTurned {
			if g.sparseKernelGradient(v, filters, pictures, in, d, turned, scratch) {
				continue
			}
			v.turn(filters, rows, turned, dw)
			isTurned = false
		}
		if g.listsPixels(filters) && g.pixelKernelGradient(v, filters, pictures, x[i*g.input():], d, dw, scratch) {
			continue
		}
		v.pack(panels, depth, 0, depth, filters, d, filters, 1)
		v.multiply(rows, filters, depth, operands{
			a: in.x, from: g.taps(in), along: g.windows(in),
			panels: panels, c: dw, to: vector(rows, filters),
		})
	}
	if isTurned {
		v.turn(filters, rows, turned, dw)
	}
}

func (g Window) checkConv(filters, n int, x, w []float32, scratch *ConvScratch, shortPicture, shortKernel string) {
	scratch.fits(g, filters)
	need(len(x), n*g.input(), shortPicture)
	need(len(w), g.Size*g.Size*g.C*filters, shortKernel)
}

// repeat fills dst, a multiple of src long, with src again and again.
func repeat(dst, src []float32) {
	for n := copy(dst, src); n < len(dst); n *= 2 {
		copy(dst[n:], dst[:n])
	}
}

// roundUp is the number of columns that the widest panels need for n.
func roundUp(n int) int { return (n + maxColumns - 1) / maxColumns * maxColumns }
