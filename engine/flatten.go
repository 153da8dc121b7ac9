package engine

import "convlab/engine/kernel"

// flatten turns the maps of an example into one vector. In NHWC rows they are
// one already, so nothing moves. Its float64 form is reference.Flatten.
//
//	x, y  [rows H*W*C]
type flatten struct{}

// Forward: y = x.
func (flatten) Forward(x Batch, _ Pass) Batch { return x }

// Backward: dx = dy.
func (flatten) Backward(dy Batch) Batch { return dy }

// globalAveragePooling2D takes the mean of each whole map. Its float64 form is
// reference.GlobalAveragePooling2D.
//
//	x  [rows positions channels]
//	y  [rows channels]
type globalAveragePooling2D struct {
	positions, channels int

	y, dx Batch
}

// Forward: y[c] = sum over positions of x[.,c] / positions.
func (g *globalAveragePooling2D) Forward(x Batch, _ Pass) Batch {
	resize(&g.y, x.Rows, g.channels)
	for i := range x.Rows {
		y := g.y.Data[i*g.channels : (i+1)*g.channels]
		clear(y)
		for p := range g.positions {
			kernel.Add(y, x.Data[i*x.Cols+p*g.channels:][:g.channels])
		}
	}
	kernel.Scale(g.y.Data, 1/float32(g.positions))
	return g.y
}

// Backward: dx[p,c] = dy[c] / positions.
func (g *globalAveragePooling2D) Backward(dy Batch) Batch {
	resize(&g.dx, dy.Rows, g.positions*g.channels)
	kernel.Scale(dy.Data, 1/float32(g.positions))
	for i := range dy.Rows {
		row := dy.Data[i*g.channels : (i+1)*g.channels]
		for p := range g.positions {
			copy(g.dx.Data[i*g.dx.Cols+p*g.channels:], row)
		}
	}
	return g.dx
}
