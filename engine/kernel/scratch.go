package kernel

// ConvScratch is the scratch memory of one layer's convolutions, for any number of images. [Window.ConvScratch] allocates it.
type ConvScratch struct {
	floats   []float32 // a packed operand and padded images, or a transposed operand
	nonzeros []nonzero // of the images in one product
	starts   []int32   // of the nonzeros of each position, or of each filter
	offsets  []int32   // of rows of B
	kernel   []float32 // the kernel in panels or flipped, or its gradient transposed
}

// ConvScratch allocates what the three convolutions with that many filters need.
func (g Window) ConvScratch(filters int) *ConvScratch {
	floats, nonzeros, starts, offsets, kernel := g.scratch(filters)
	return &ConvScratch{
		make([]float32, floats), make([]nonzero, nonzeros), make([]int32, starts), make([]int32, offsets), make([]float32, kernel),
	}
}

func (g Window) scratch(filters int) (floats, nonzeros, starts, offsets, kernel int) {
	g.check()
	if filters < 1 {
		panic(badFilters)
	}
	taps := g.Size * g.Size
	h, w := g.paddedSize()
	x := g.imagesAtOnce() * max(h, g.H) * max(w, g.W)
	h, w = g.paddedGradientSize()
	dy := g.imagesAtOnce() * h * w
	out := g.imagesAtOnce() * g.pixels()
	floats = max(taps*g.C*roundUp(filters)+x*g.C, out*roundUp(filters)+x*g.C, taps*filters*roundUp(g.C)+dy*filters,
		g.winogradScratch(filters))
	return floats, max(x*g.C, dy*filters) + 1, max(x, dy, filters) + 1, max(g.C, filters, out), taps * g.C * filters
}

func (s *ConvScratch) check(g Window, filters int) {
	floats, nonzeros, starts, offsets, kernel := g.scratch(filters)
	need(len(s.floats), floats, shortScratch)
	need(len(s.nonzeros), nonzeros, shortScratch)
	need(len(s.starts), starts, shortScratch)
	need(len(s.offsets), offsets, shortScratch)
	need(len(s.kernel), kernel, shortScratch)
}
