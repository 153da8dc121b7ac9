package kernel

// Convolutions over nonzeros: most pixels are paper, and after ReLU and max pooling most of a gradient is zero. They add the terms of a
// dense product in its order, without the zeros.

// sparseImages is padded images [images h w depth] as the nonzeros of each position. Element e of position p is multiplied with
// the row (p*depth+e)*columns of B, to which an offset is added that leads to the weights.
type sparseImages struct {
	nonzeros                    []nonzero
	starts                      []int32
	h, w, depth, columns, count int
}

// listImages lists images x [images height width depth], of which the first element is at (top, left) of a padded image h high
// and w wide.
func (s *ConvScratch) listImages(v lanes, images, height, width, depth, columns int, x []float32, h, w, top, left int) sparseImages {
	offsets := s.offsets[:depth]
	for e := range offsets {
		offsets[e] = int32(e * columns)
	}
	p := sparseImages{s.nonzeros, s.starts, h, w, depth, columns, 0}
	o := sparseOperand{x: x, offsets: offsets, rows: images * height * width, rowStride: depth, colStride: 1, rowOffset: depth * columns}
	if h == height && w == width {
		p.count = v.listNonzeros(&o, p.nonzeros, p.starts, 0)
	} else {
		o.rows = min(width, w-left)
		for line := range images * h {
			row, at := line%h-top, line*w
			starts := p.starts[at:][:w]
			if row >= 0 && row < height {
				fillStarts(starts[:left], p.count)
				o.x, o.offset = x[(line/h*height+row)*width*depth:], (at+left)*o.rowOffset
				p.count = v.listNonzeros(&o, p.nonzeros, starts[left:], p.count)
				starts = starts[left+o.rows:]
			}
			fillStarts(starts, p.count)
		}
	}
	p.starts[images*h*w] = int32(p.count)
	return p
}

func fillStarts(starts []int32, n int) {
	for i := range starts {
		starts[i] = int32(n)
	}
}

// l1Floats is how much of the kernel fits a first-level cache next to the other operands. Of a larger kernel some rows are used for all
// images before the next rows.
const l1Floats = 10 << 10

// convolve adds to columns of c [images outH outW ...], whose rows are cRow apart, the convolution of the images with
// b [size size depth columns]. Windows begin at (top, left) and move by stride.
func (s sparseImages) convolve(v lanes, images, outH, outW, size, stride, top, left int, b, c []float32, cRow int) {
	position := s.depth * s.columns
	p := spmm{
		nonzeros: s.nonzeros[:s.count],
		batches:  outH, startsBatch: stride * s.w, bBatch: -stride * s.w * position, cBatch: outW * cRow,
		rows: outW, startsRow: stride, bRow: -stride * position, cRow: cRow,
		startsSpan: s.w, bSpan: (size - s.w) * position,
		width: size, columns: s.columns,
	}
	rowsAtOnce := max(1, l1Floats/(size*position))
	for kh := 0; kh < size; kh += p.spans {
		p.spans = min(rowsAtOnce, size-kh)
		p.b = b[kh*size*position:]
		for i := range images {
			first := (i*s.h+top+kh)*s.w + left
			p.starts, p.bOffset, p.c = s.starts[first:], -first*position, c[i*outH*outW*cRow:]
			v.spmm(p)
		}
	}
}

// listsGradient reports whether the nonzeros of dy can be multiplied with rows of windows of x, which must be whole vectors.
func (g Window) listsGradient() bool { return g.Size*g.C%vectorColumns == 0 }

// listsPixels reports whether the nonzeros of x can be multiplied with rows of dy, where windows are too narrow for the other way.
func (g Window) listsPixels(filters int) bool {
	return g.C == 1 && g.Stride == 1 && !g.isPadded() && filters%vectorColumns == 0
}

// sparseKernelGradient adds the gradient for images of dy to transposed [filters Size Size C], the transposed kernel gradient: each
// filter's nonzeros of dy are multiplied with the windows of x that they came from. It returns false, and has done nothing, where dy is
// not sparse.
func (g Window) sparseKernelGradient(v lanes, filters, images int, in padded, dy, transposed []float32, s *ConvScratch) bool {
	positions := images * g.pixels()
	g.windows(in).fill32(s.offsets[:positions])
	o := sparseOperand{x: dy, offsets: s.offsets[:positions], rows: filters, rowStride: 1, colStride: filters}
	if positions%4 == 0 { // then transposing and listing rows is faster than listing columns
		o.x = s.floats[:positions*filters] // room for panels, which a sparse product does not need
		v.transpose(positions, filters, dy, o.x)
		o.rowStride, o.colStride = positions, 1
	}
	count := v.listNonzeros(&o, s.nonzeros, s.starts, 0)
	if !isSparse(count, positions*filters) {
		return false
	}
	s.starts[filters] = int32(count)
	row := g.Size * g.C
	v.spmm(spmm{
		nonzeros: s.nonzeros[:count], starts: s.starts, b: in.x, c: transposed,
		batches: g.Size, bBatch: in.rowStride, cBatch: row,
		rows: filters, startsRow: 1, cRow: g.Size * row,
		spans: 1, width: 1, columns: row,
	})
	return true
}

// pixelKernelGradient adds the gradient for images of dy to dw [Size Size 1 filters]: each nonzero pixel of x is multiplied with the
// rows of dy of the windows that saw it. It returns false, and has done nothing, where x is not sparse.
func (g Window) pixelKernelGradient(v lanes, filters, images int, x, dy, dw []float32, s *ConvScratch) bool {
	l := s.listImages(v, images, g.H, g.W, 1, filters, x, g.H, g.W, 0, 0)
	if !isSparse(l.count, images*g.input()) {
		return false
	}
	p := spmm{
		nonzeros: l.nonzeros[:l.count], b: dy, c: dw,
		batches: g.Size, startsBatch: g.W, bBatch: -g.W * filters, cBatch: g.Size * filters,
		rows: g.Size, startsRow: 1, bRow: -filters, cRow: filters,
		spans: g.OutH, startsSpan: g.W, bSpan: (g.OutW - g.W) * filters,
		width: g.OutW, columns: filters,
	}
	for i := range images {
		first := i * g.H * g.W
		p.starts, p.bOffset = l.starts[first:], (i*g.pixels()-first)*filters
		v.spmm(p)
	}
	return true
}
