package engine

import (
	"convlab/engine/kernel"
	"convlab/engine/spec"
)

// conv2D is y = activation(x * w + b), the cross-correlation that Keras calls
// convolution, with zeros around x where padding asks for them.
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
	noDX         bool // nothing needs dx but an observing pass
	scratch      *kernel.ConvScratch
	pooled       *pooledConv2D // does the work where max pooling follows, but for an observing pass
	isPooled     bool          // the last Forward was its
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

// window is how a layer slides over in, as the kernels want it.
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
// x[oh*s+kh-top, ow*s+kw-left, c] * w[kh,kw,c,f]).
func (c *conv2D) Forward(x Batch, p Pass) Batch {
	if c.isPooled = c.pooled != nil && !p.Observe; c.isPooled {
		return c.pooled.Forward(x)
	}
	c.x, c.observes = x, p.Observe
	resize(&c.y, x.Rows, c.window.OutH*c.window.OutW*c.filters)
	c.window.Conv2D(c.filters, x.Rows, x.Data, c.w, c.b, c.y.Data, c.scratch)
	activate(c.activation, c.y.Data)
	return c.y
}

// Backward: dz = dy * activation'(z), dw[kh,kw,c,f] += sum over positions of
// x * dz, db[f] += sum over positions of dz, dx = every dz times the window of
// w that made it.
func (c *conv2D) Backward(dy Batch) Batch {
	if c.isPooled {
		return c.pooled.Backward(dy)
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
