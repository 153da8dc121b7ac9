package kernel

// listsGradient says whether what is not zero in dy can meet runs of x: a row of a window must be whole vectors.
func (g Window) listsGradient() bool { return g.Size*g.C%sparseColumns == 0 }

// listsPixels says whether pixels can meet rows of dy, where windows are too narrow for the other way.
func (g Window) listsPixels(filters int) bool {
	return g.C == 1 && g.Stride == 1 && !g.isPadded() && filters%sparseColumns == 0
}

// sparseKernelGradient adds to turned [filters Size Size C], the kernel gradient turned round, what pictures of dy give to it:
// each filter lists its dy, which meet the windows of x that they came from. It returns false, and has done nothing, where
// dy is not sparse.
func (g Window) sparseKernelGradient(v lanes, filters, pictures int, in frames, dy, turned []float32, s *ConvScratch) bool {
	positions := pictures * g.pixels()
	g.windows(in).fill32(s.along[:positions])
	l := listing{x: dy, along: s.along[:positions], rows: filters, row: 1, col: filters}
	if positions%4 == 0 { // then turning and listing rows takes less than listing columns
		turnedDY := s.floats[:positions*filters] // room for panels, which a sparse product does not need
		v.turn(positions, filters, dy, turnedDY)
		l.x, l.row, l.col = turnedDY, positions, 1
	}
	count := v.list(&l, s.terms, s.starts, 0)
	if !isSparse(count, positions*filters) {
		return false
	}
	s.starts[filters] = int32(count)
	run := g.Size * g.C
	v.gather(sparseProduct{
		terms: s.terms[:count], starts: s.starts, b: in.x, c: turned,
		bands: g.Size, bandC: run, bandBase: in.row,
		rows: filters, columns: run, cStep: g.Size * run,
		step: 1, spans: 1, width: 1,
	})
	return true
}

// pixelKernelGradient adds to dw [Size Size 1 filters] what the pixels of x give to it that are not zero: each meets the rows of
// dy of the windows that saw it. It returns false, and has done nothing, where x is not sparse.
func (g Window) pixelKernelGradient(v lanes, filters, pictures int, x, dy, dw []float32, s *ConvScratch) bool {
	l := s.list(v, pictures, g.H, g.W, 1, filters, x, g.H, g.W, 0, 0)
	if !isSparse(l.count, pictures*g.input()) {
		return false
	}
	p := sparseProduct{
		terms: l.terms[:l.count], b: dy,
		bands: g.Size, bandStep: g.W, bandC: g.Size * filters, bandBase: -g.W * filters,
		rows: g.Size, columns: filters, cStep: filters,
		step: 1, spans: g.OutH, spanStep: g.W, width: g.OutW,
		baseSpan: (g.OutW - g.W) * filters, baseBack: filters,
	}
	for i := range pictures {
		first := i * g.H * g.W
		p.starts, p.base, p.c = l.starts[first:], (i*g.pixels()-first)*filters, dw
		v.gather(p)
	}
	return true
}
