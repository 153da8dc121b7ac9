package spec

// What the kernels of a convolution work in, beside weights and what lies
// between the layers, does not grow with the batch: a product takes so many
// pictures that it has scratchRows rows, each with the border that its windows
// need, and packs its operands into panels of scratchColumns columns. A test of
// package engine holds this against what a network really takes.
const (
	scratchRows    = 64
	scratchColumns = 32
)

// Scratch counts the numbers of 32 bits that the convolutions of a model work
// in, whatever the batch. The error is that of Shapes.
func (m Model) Scratch() (numbers int64, err error) {
	shapes, err := m.Shapes()
	if err != nil {
		return 0, err
	}
	in := m.Input
	for i, l := range m.Layers {
		if c, ok := l.(Conv2D); ok {
			rows, cols, _ := c.Window(in) // Shapes has had it, too
			numbers += c.scratch(in, rows, cols)
			if p, ok := m.Layers[min(i+1, len(m.Layers)-1)].(MaxPooling2D); ok && c.Activation == ReLU {
				// Both are done at once while training, without what the pool does not look at.
				h, w, _ := p.Window(shapes[i])
				rows.Out, cols.Out = min(rows.Out, h.end()), min(cols.Out, w.end())
				numbers += c.scratch(in, rows, cols)
			}
		}
		in = shapes[i]
	}
	return numbers, nil
}

// scratch counts for one layer: the larger of what its forward pass and its two
// gradients need.
func (l Conv2D) scratch(in Shape, rows, cols Span) int64 {
	area, channels, filters := int64(l.KernelSize*l.KernelSize), int64(in.C), int64(l.Filters)
	out := int64(rows.Out * cols.Out)
	pictures := (scratchRows + out - 1) / out
	out *= pictures
	x := pictures * rows.bordered() * cols.bordered()
	dy := pictures * rows.spread() * cols.spread()
	panels := func(n int64) int64 { return (n + scratchColumns - 1) / scratchColumns * scratchColumns }
	dense := max(
		area*channels*panels(filters)+x*channels,
		out*panels(filters)+x*channels,
		area*filters*panels(channels)+dy*filters,
	)
	if l.isTiled(in, rows.Stride) {
		dense = max(dense, tiledScratch(channels, filters, panels(filters), int64((rows.Out+1)/2*((cols.Out+1)/2))))
	}
	const term = 2 // a listed number and its place
	listed := term*(max(x*channels, dy*filters)+1) + max(x, dy, filters) + 1 + max(channels, filters, out)
	return dense + listed + area*channels*filters // the kernel turned round
}

// isTiled says whether the forward pass goes by Winograd's tiles of 2x2 outputs,
// which see 4x4 inputs.
func (l Conv2D) isTiled(in Shape, stride int) bool {
	const smallest, vector = 6, 16
	return l.KernelSize == 3 && stride == 1 && min(in.H, in.W) >= smallest && in.C%vector == 0 && l.Filters%vector == 0
}

// tiledScratch counts the transformed filters, once packed and once not, the
// tiles of so many pictures as give scratchRows, before and after, and a border.
func tiledScratch(channels, filters, columns, tiles int64) int64 {
	const planes, taps, register = 16, 3, 4
	height := (scratchRows + tiles - 1) / tiles * tiles
	height = (height + register - 1) / register * register
	return planes*channels*columns + planes*height*channels + max(planes*height, (planes+taps)*channels)*filters +
		filters + max(planes*channels, 4*filters)
}

// end is the first position behind what the last window looks at.
func (s Span) end() int { return (s.Out-1)*s.Stride + s.Size - s.Before }

// bordered is how many positions there are with those of the border.
func (s Span) bordered() int64 { return int64(max(s.In, s.end()+s.Before)) }

// spread is how many positions the gradient by the outputs has with the border
// from which every input finds all windows that have seen it.
func (s Span) spread() int64 {
	reach := (s.Size + s.Stride - 1) / s.Stride
	return int64(reach - 1 + max(s.Out, (s.In-1+s.Before)/s.Stride+1))
}
