package engine

import "convlab/engine/kernel"

// convReLUPool fuses conv2D, ReLU and the maxPooling2D that follows, for passes
// that do not observe the maps in between. The largest number under a window is
// the same before ReLU and after it, and where it is not above 0 no gradient
// passes: so ReLU comes last, over a quarter of the numbers or less. Sums that
// no pool reads are not computed. The weights get the same bits as from the
// three one after the other.
//
//	x  [rows H W C]
//	y  [rows poolH poolW filters]
type convReLUPool struct {
	conv    *conv2D
	window  kernel.Window // of conv, cropped to the positions that pool reads
	pool    kernel.Window
	scratch *kernel.ConvScratch // nil with patches, and until the first Forward
	argmax  []int32             // for each y the place of its sum, within the example
	patches bool                // sums stay in registers: neither they nor their gradient is written

	x, sums, y, dz, dx Batch
}

// fuse makes c and m run as one convReLUPool. m follows c.
func (c *conv2D) fuse(m *maxPooling2D) {
	p := &convReLUPool{conv: c}
	p.window, p.pool = c.window.Cropped(m.window)
	p.patches = c.noDX && p.window.FusesMaxPool(p.pool, c.filters)
	c.fused, m.conv = p, c
}

// Forward: y[ph,pw,f] = relu(max over the pool's window of z[.,.,f]), where z
// are conv2D's sums: by [kernel.Window.Conv2DMaxPool] with patches, else by
// Conv2D and MaxPool.
func (p *convReLUPool) Forward(x Batch) Batch {
	c := p.conv
	p.x = x
	resize(&p.y, x.Rows, p.pool.OutH*p.pool.OutW*c.filters)
	p.argmax = grow(p.argmax, len(p.y.Data))
	if p.patches {
		p.window.Conv2DMaxPool(p.pool, c.filters, x.Rows, x.Data, c.w, c.b, p.y.Data, p.argmax)
	} else {
		if p.scratch == nil { // a network that is only observed needs none
			p.scratch = p.window.ConvScratch(c.filters)
		}
		resize(&p.sums, x.Rows, p.pool.H*p.pool.W*c.filters)
		p.window.Conv2D(c.filters, x.Rows, x.Data, c.w, c.b, p.sums.Data, p.scratch)
		p.pool.MaxPool(x.Rows, p.sums.Data, p.y.Data, p.argmax)
	}
	kernel.ReLU(p.y.Data)
	return p.y
}

// Backward: dz[argmax of y] = dy where y > 0, all other dz are 0; dw, db and dx
// as in conv2D. By [kernel.Window.Conv2DMaxPoolGradient] with patches, else by
// MaxPoolGradient, Conv2DKernelGradient and Conv2DInputGradient.
func (p *convReLUPool) Backward(dy Batch) Batch {
	c := p.conv
	kernel.ReLUGradient(p.y.Data, dy.Data)
	if p.patches {
		p.window.Conv2DMaxPoolGradient(p.pool, c.filters, dy.Rows, p.x.Data, dy.Data, p.argmax, c.dw, c.db)
		return Batch{}
	}
	resize(&p.dz, dy.Rows, p.pool.H*p.pool.W*c.filters)
	p.pool.MaxPoolGradient(dy.Rows, dy.Data, p.argmax, p.dz.Data)
	p.window.Conv2DKernelGradient(c.filters, dy.Rows, p.x.Data, p.dz.Data, c.dw, c.db, p.scratch)
	if c.noDX {
		return Batch{}
	}
	resize(&p.dx, dy.Rows, p.x.Cols)
	p.window.Conv2DInputGradient(c.filters, dy.Rows, p.dz.Data, c.w, p.dx.Data, p.scratch)
	return p.dx
}
