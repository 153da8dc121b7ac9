package kernel

// ConvScratch is what the convolutions of one layer work in, for any number of pictures: [Window.ConvScratch] makes it.
type ConvScratch struct {
	floats []float32 // packed operand and bordered pictures, or an operand turned round
	terms  []term    // of the pictures that are worked on together
	starts []int32   // of the terms of each of their positions, or of each filter
	along  []int32   // where the rows of B begin
	turned []float32 // kernel or its gradient turned round
}

// ConvScratch allocates what the three convolutions with that many filters need.
func (g Window) ConvScratch(filters int) *ConvScratch {
	floats, terms, starts, along := g.scratch(filters)
	return &ConvScratch{make([]float32, floats), make([]term, terms), make([]int32, starts), make([]int32, along), make([]float32, g.Size*g.Size*g.C*filters)}
}

func (g Window) scratch(filters int) (floats, terms, starts, along int) {
	g.check()
	if filters < 1 {
		panic(badFilters)
	}
	area := g.Size * g.Size
	h, w := g.covered()
	x := g.together() * max(h, g.H) * max(w, g.W)
	h, w = g.spread()
	dy := g.together() * h * w
	out := g.together() * g.pixels()
	floats = max(area*g.C*roundUp(filters)+x*g.C, out*roundUp(filters)+x*g.C, area*filters*roundUp(g.C)+dy*filters, g.tiledScratch(filters))
	return floats, max(x*g.C, dy*filters) + 1, max(x, dy, filters) + 1, max(g.C, filters, out)
}

func (s *ConvScratch) fits(g Window, filters int) {
	floats, terms, starts, along := g.scratch(filters)
	need(len(s.floats), floats, shortScratch)
	need(len(s.terms), terms, shortScratch)
	need(len(s.starts), starts, shortScratch)
	need(len(s.along), along, shortScratch)
	need(len(s.turned), g.Size*g.Size*g.C*filters, shortScratch)
}
