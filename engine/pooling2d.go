package engine

import "convlab/engine/kernel"

// maxPooling2D keeps the largest number of each window and channel; padding
// never wins.
//
//	x  [rows H W C]
//	y  [rows outH outW C]
type maxPooling2D struct {
	window   kernel.Window
	follows  *conv2D // which pools, too, but for an observing pass
	argmax   []int32 // for each y the place of its x, within the example
	isPooled bool    // the last Forward found its work done

	y, dx Batch
}

// Forward: y[oh,ow,c] = max over the window of x[.,.,c].
func (m *maxPooling2D) Forward(x Batch, _ Pass) Batch {
	if m.isPooled = m.follows != nil && m.follows.isPooled; m.isPooled {
		return x
	}
	g := m.window
	resize(&m.y, x.Rows, g.OutH*g.OutW*g.C)
	m.argmax = grow(m.argmax, len(m.y.Data))
	g.MaxPool(x.Rows, x.Data, m.y.Data, m.argmax)
	return m.y
}

// Backward: dx[argmax of y] += dy; all other dx are 0.
func (m *maxPooling2D) Backward(dy Batch) Batch {
	if m.isPooled {
		return dy
	}
	g := m.window
	resize(&m.dx, dy.Rows, g.H*g.W*g.C)
	g.MaxPoolGradient(dy.Rows, dy.Data, m.argmax, m.dx.Data)
	return m.dx
}

// averagePooling2D takes the mean of each window and channel; padding is not
// counted.
//
//	x  [rows H W C]
//	y  [rows outH outW C]
type averagePooling2D struct {
	window kernel.Window

	y, dx Batch
}

// Forward: y[oh,ow,c] = mean over the window's real positions of x[.,.,c].
func (a *averagePooling2D) Forward(x Batch, _ Pass) Batch {
	g := a.window
	resize(&a.y, x.Rows, g.OutH*g.OutW*g.C)
	g.AveragePool(x.Rows, x.Data, a.y.Data)
	return a.y
}

// Backward: every real position of a window gets dy / their number.
func (a *averagePooling2D) Backward(dy Batch) Batch {
	g := a.window
	resize(&a.dx, dy.Rows, g.H*g.W*g.C)
	g.AveragePoolGradient(dy.Rows, dy.Data, a.dx.Data)
	return a.dx
}
