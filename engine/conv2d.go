package engine

import (
	"convlab/engine/kernel"
	"convlab/engine/spec"
)

// conv2D is y = activation(x * w + b), the cross-correlation that Keras calls
// convolution, with zeros around x where padding asks for them. Its float64
// form is reference.Conv2D followed by reference.Activation. With ReLU before
// max pooling the fused convReLUPool runs instead, unless the pass observes.
//
//	x  [rows H W C]          input
//	w  [kh kw C filters]     kernel
//	b  [filters]             bias
//	y  [rows outH outW filters]
type conv2D struct {
	activation   spec.Activation
	window       kernel.Window
	filters      int
	w, dw, b, db []float32
	noDX         bool // only observing passes need dx
	scratch      *kernel.ConvScratch
	fused        *convReLUPool // nil unless ReLU and max pooling follow
	ranFused     bool          // the last Forward was that of fused
	observes     bool          // Pass.Observe of the last Forward

	x, y, dx Batch
}

func newConv2D(l spec.Conv2D, in spec.Shape, weights, bias parameters, inputGradient bool) (*conv2D, error) {
	g, err := window(l, in)
	if err != nil {
		return nil, err
	}
	return &conv2D{
		activation: l.Activation.Or(),
		window:     g,
		filters:    l.Filters,
		w:          weights.w,
		dw:         weights.dw,
		b:          bias.w,
		db:         bias.dw,
		noDX:       !inputGradient,
		scratch:    g.ConvScratch(l.Filters),
	}, nil
}

// window returns how a layer slides over in, in the kernels' form.
func window(l spec.Windowed, in spec.Shape) (kernel.Window, error) {
	rows, cols, err := l.Window(in)
	return kernel.Window{
		H: in.H, W: in.W, C: in.C,
		Size: rows.Size, Stride: rows.Stride,
		Top: rows.Before, Left: cols.Before,
		OutH: rows.Out, OutW: cols.Out,
	}, err
}

// Forward: y[oh,ow,f] = activation(b[f] + sum over kh,kw,c of
// x[oh*s+kh-top, ow*s+kw-left, c] * w[kh,kw,c,f]), by [kernel.Window.Conv2D].
func (c *conv2D) Forward(x Batch, p Pass) Batch {
	if c.ranFused = c.fused != nil && !p.Observe; c.ranFused {
		return c.fused.Forward(x)
	}
	c.x, c.observes = x, p.Observe
	resize(&c.y, x.Rows, c.window.OutH*c.window.OutW*c.filters)
	c.window.Conv2D(c.filters, x.Rows, x.Data, c.w, c.b, c.y.Data, c.scratch)
	Activate(c.activation, c.y.Data)
	return c.y
}

// Backward: dz = dy * activation'(z); dw[kh,kw,c,f] += sum over positions of
// x * dz and db[f] += sum over positions of dz, by
// [kernel.Window.Conv2DKernelGradient]; dx += each dz times the window of w that
// made it, by [kernel.Window.Conv2DInputGradient].
func (c *conv2D) Backward(dy Batch) Batch {
	if c.ranFused {
		return c.fused.Backward(dy)
	}
	activateGradient(c.activation, c.y.Data, dy.Data)
	c.window.Conv2DKernelGradient(c.filters, dy.Rows, c.x.Data, dy.Data, c.dw, c.db, c.scratch)
	if c.noDX && !c.observes {
		return Batch{}
	}
	resize(&c.dx, dy.Rows, c.x.Cols)
	c.window.Conv2DInputGradient(c.filters, dy.Rows, dy.Data, c.w, c.dx.Data, c.scratch)
	return c.dx
}
