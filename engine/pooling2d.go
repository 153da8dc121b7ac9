package engine

import "convlab/engine/kernel"

// maxPooling2D takes the largest number of each window and channel; padding
// never wins. Its float64 form is reference.MaxPooling2D. After a Conv2D with
// ReLU the fused convReLUPool runs instead, unless the pass observes.
//
//	x  [rows H W C]
//	y  [rows outH outW C]
type maxPooling2D struct {
	window   kernel.Window
	conv     *conv2D // that runs fused with this pooling; nil: none
	argmax   []int32 // for each y the place of its x, within the example
	ranFused bool    // the last Forward was that of conv.fused

	y, dx Batch
}

// Forward: y[oh,ow,c] = max over the window of x[.,.,c], by
// [kernel.Window.MaxPool].
func (m *maxPooling2D) Forward(x Batch, _ Pass) Batch {
	if m.ranFused = m.conv != nil && m.conv.ranFused; m.ranFused {
		return x
	}
	g := m.window
	resize(&m.y, x.Rows, g.OutH*g.OutW*g.C)
	m.argmax = grow(m.argmax, len(m.y.Data))
	g.MaxPool(x.Rows, x.Data, m.y.Data, m.argmax)
	return m.y
}

// Backward: dx[argmax of y] += dy, all other dx are 0; by
// [kernel.Window.MaxPoolGradient].
func (m *maxPooling2D) Backward(dy Batch) Batch {
	if m.ranFused {
		return dy
	}
	g := m.window
	resize(&m.dx, dy.Rows, g.H*g.W*g.C)
	g.MaxPoolGradient(dy.Rows, dy.Data, m.argmax, m.dx.Data)
	return m.dx
}

// averagePooling2D takes the mean of each window and channel; padding is not
// counted. Its float64 form is reference.AveragePooling2D.
//
//	x  [rows H W C]
//	y  [rows outH outW C]
type averagePooling2D struct {
	window kernel.Window

	y, dx Batch
}

// Forward: y[oh,ow,c] = mean over the window's positions inside x of x[.,.,c],
// by [kernel.Window.AveragePool].
func (a *averagePooling2D) Forward(x Batch, _ Pass) Batch {
	g := a.window
	resize(&a.y, x.Rows, g.OutH*g.OutW*g.C)
	g.AveragePool(x.Rows, x.Data, a.y.Data)
	return a.y
}

// Backward: every position inside x of a window gets dy / their number, by
// [kernel.Window.AveragePoolGradient].
func (a *averagePooling2D) Backward(dy Batch) Batch {
	g := a.window
	resize(&a.dx, dy.Rows, g.H*g.W*g.C)
	g.AveragePoolGradient(dy.Rows, dy.Data, a.dx.Data)
	return a.dx
}
