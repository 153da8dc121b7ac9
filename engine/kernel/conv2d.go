package kernel

// Conv2D convolves n images x [n H W C] with w [Size Size C filters] and overwrites y [n OutH OutW filters]:
//
//	y[i,oh,ow,f] = b[f] + sum_{kh,kw,c} x[i, oh*Stride+kh-Top, ow*Stride+kw-Left, c] * w[kh,kw,c,f]
//
// The sum starts from b[f]. kh is its outermost index and c its innermost. Padding counts as zeros. There is no im2col matrix: a row of
// a window, Size*C elements, is already contiguous in the image.
//
// Where Size is 3, Stride is 1, H and W are at least 6, and C and filters are multiples of 16, Winograd's sums are used instead, which
// take fewer products of transformed operands for each 2x2 outputs Y (matrices and order of sums are in winograd.go). b[f] is where the
// sum of element (1,1) begins:
//
//	Y[f] = A' [sum_c (G w[.,.,c,f] G') * (B' x[.,.,c] B)] A
func (g Window) Conv2D(filters, n int, x, w, b, y []float32, scratch *ConvScratch) {
	g.checkConv(filters, n, x, w, scratch, shortX, shortW)
	need(len(b), filters, shortB)
	need(len(y), n*g.pixels()*filters, shortY)
	g.conv2D(hardware(), filters, n, x, w, b, y, scratch)
}

func (g Window) conv2D(v lanes, filters, n int, x, w, b, y []float32, scratch *ConvScratch) {
	if g.usesWinograd(filters) {
		g.winogradConv2D(v, filters, n, x, w, b, y, scratch)
		return
	}
	depth := g.Size * g.Size * g.C
	panels, buffer := scratch.floats[:depth*roundUp(filters)], scratch.floats[depth*roundUp(filters):]
	hasPanels, hasSparsePanels := false, false // the latter in scratch.kernel
	panel := v.panelWidth(filters)
	h, width := g.paddedSize()
	for i := 0; i < n; i += g.imagesAtOnce() {
		images := min(g.imagesAtOnce(), n-i)
		out := y[i*g.pixels()*filters:][:images*g.pixels()*filters]
		if filters%vectorColumns == 0 {
			s := scratch.listImages(v, images, g.H, g.W, g.C, panel, x[i*g.input():], max(h, g.H), max(width, g.W), g.Top, g.Left)
			if isSparse(s.count, images*g.input()) {
				if !hasSparsePanels {
					hasSparsePanels = true
					v.packPanels(depth, filters, w, scratch.kernel)
				}
				repeat(out, b[:filters])
				for j := 0; j < filters; j += panel {
					s.convolve(v, images, g.OutH, g.OutW, g.Size, g.Stride, 0, 0, scratch.kernel[j*depth:], out[j:], filters)
				}
				continue
			}
		}
		if !hasPanels {
			hasPanels = true
			v.pack(panels, depth, 0, depth, filters, w, filters, 1)
			g.clearPadding(buffer)
		}
		in := g.pad(images, x[i*g.input():], buffer)
		v.multiply(images*g.pixels(), filters, depth, operands{
			a: in.x, aRows: g.windows(in), aCols: g.taps(in),
			panels: panels, bias: b[:filters], c: out, cRows: vector(images*g.pixels(), filters),
		})
	}
}

// Conv2DKernelGradient adds the gradients for dy [n OutH OutW filters] to dw [Size Size C filters] and db [filters]:
//
//	dw[kh,kw,c,f] += sum_{i,oh,ow} x[i, oh*Stride+kh-Top, ow*Stride+kw-Left, c] * dy[i,oh,ow,f]
//	db[f]         += sum_{i,oh,ow} dy[i,oh,ow,f]
//
// Both sums start from what dw and db hold, with i outermost and ow innermost.
func (g Window) Conv2DKernelGradient(filters, n int, x, dy, dw, db []float32, scratch *ConvScratch) {
	g.checkConv(filters, n, x, dw, scratch, shortX, shortDW)
	need(len(dy), n*g.pixels()*filters, shortDY)
	need(len(db), filters, shortDB)
	g.conv2DKernelGradient(hardware(), filters, n, x, dy, dw, db, scratch)
}

func (g Window) conv2DKernelGradient(v lanes, filters, n int, x, dy, dw, db []float32, scratch *ConvScratch) {
	panel := g.imagesAtOnce() * g.pixels() * roundUp(filters)
	panels, buffer := scratch.floats[:panel], scratch.floats[panel:]
	rows := g.Size * g.Size * g.C
	g.clearPadding(buffer)
	transposed := scratch.kernel[:rows*filters]
	isTransposed := false
	if g.listsGradient() {
		isTransposed = true
		v.transpose(rows, filters, dw, transposed)
	}
	for i := 0; i < n; i += g.imagesAtOnce() {
		images := min(g.imagesAtOnce(), n-i)
		depth := images * g.pixels()
		in := g.pad(images, x[i*g.input():], buffer)
		d := dy[i*g.pixels()*filters:][:depth*filters]
		v.sumRows(depth, filters, d, db)
		if isTransposed {
			if g.sparseKernelGradient(v, filters, images, in, d, transposed, scratch) {
				continue
			}
			v.transpose(filters, rows, transposed, dw)
			isTransposed = false
		}
		if g.listsPixels(filters) && g.pixelKernelGradient(v, filters, images, x[i*g.input():], d, dw, scratch) {
			continue
		}
		v.pack(panels, depth, 0, depth, filters, d, filters, 1)
		v.multiply(rows, filters, depth, operands{
			a: in.x, aRows: g.taps(in), aCols: g.windows(in),
			panels: panels, c: dw, cRows: vector(rows, filters),
		})
	}
	if isTransposed {
		v.transpose(filters, rows, transposed, dw)
	}
}

func (g Window) checkConv(filters, n int, x, w []float32, scratch *ConvScratch, shortImage, shortKernel string) {
	scratch.check(g, filters)
	need(len(x), n*g.input(), shortImage)
	need(len(w), g.Size*g.Size*g.C*filters, shortKernel)
}

// repeat fills dst, whose length is a multiple of src's, with copies of src.
func repeat(dst, src []float32) {
	for n := copy(dst, src); n < len(dst); n *= 2 {
		copy(dst[n:], dst[:n])
	}
}
