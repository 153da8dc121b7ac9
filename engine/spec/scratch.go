package spec

// The scratch memory of a convolution is what its kernels need in addition to
// weights and the outputs of layers. It does not grow with the batch: a product
// takes as many images as give scratchRows rows, each padded as its windows
// need, and packs its operands into panels of scratchColumns columns. A test of
// package engine compares this count with what a network allocates.
const (
	scratchRows    = 64
	scratchColumns = 32
)

// Scratch counts the 32-bit numbers of scratch memory that the convolutions of a
// model need, for any batch size. The error is that of Shapes.
func (m Model) Scratch() (numbers int64, err error) {
	shapes, err := m.Shapes()
	if err != nil {
		return 0, err
	}
	in := m.Input
	for i, l := range m.Layers {
		if c, ok := l.(Conv2D); ok {
			rows, cols, _ := c.Window(in) // Shapes has checked it
			numbers += c.scratch(in, rows, cols)
			if p, ok := m.Layers[min(i+1, len(m.Layers)-1)].(MaxPooling2D); ok && c.Activation == ReLU {
				// Training fuses both, and leaves out the outputs that the pool does not read.
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
	images := (scratchRows + out - 1) / out
	out *= images
	x := images * rows.paddedInput() * cols.paddedInput()
	dy := images * rows.paddedGradient() * cols.paddedGradient()
	panels := func(n int64) int64 { return (n + scratchColumns - 1) / scratchColumns * scratchColumns }
	dense := max(
		area*channels*panels(filters)+x*channels,
		out*panels(filters)+x*channels,
		area*filters*panels(channels)+dy*filters,
	)
	if l.isWinograd(in, rows.Stride) {
		dense = max(dense, winogradScratch(channels, filters, panels(filters), int64((rows.Out+1)/2*((cols.Out+1)/2))))
	}
	const nonzero = 2 // a value and its index
	sparse := nonzero*(max(x*channels, dy*filters)+1) + max(x, dy, filters) + 1 + max(channels, filters, out)
	return dense + sparse + area*channels*filters // the rotated kernel
}

// isWinograd says whether the forward pass uses Winograd's tiles: 2x2 outputs
// from 4x4 inputs.
func (l Conv2D) isWinograd(in Shape, stride int) bool {
	const smallest, vector = 6, 16
	return l.KernelSize == 3 && stride == 1 && min(in.H, in.W) >= smallest && in.C%vector == 0 && l.Filters%vector == 0
}

// winogradScratch counts the transformed filters, packed and unpacked, the tiles
// of as many images as give scratchRows, before and after the product, and a
// border.
func winogradScratch(channels, filters, columns, tiles int64) int64 {
	const planes, taps, register = 16, 3, 4
	height := (scratchRows + tiles - 1) / tiles * tiles
	height = (height + register - 1) / register * register
	return planes*channels*columns + planes*height*channels + max(planes*height, (planes+taps)*channels)*filters +
		filters + max(planes*channels, 4*filters)
}

// paddedInput counts the input positions with their padding.
func (s Span) paddedInput() int64 { return int64(max(s.In, s.end()+s.Before)) }

// paddedGradient counts the positions of the output gradient, padded so that
// every input finds all windows that have read it.
func (s Span) paddedGradient() int64 {
	windows := (s.Size + s.Stride - 1) / s.Stride // that read one input
	return int64(windows - 1 + max(s.Out, (s.In-1+s.Before)/s.Stride+1))
}
