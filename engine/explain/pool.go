package explain

import (
	"slices"

	"convlab/engine/spec"
)

// Pool is how a number of a pooling layer came about, and what other ways to make maps
// smaller give for the same window and the same map.
type Pool struct {
	Padded  []bool    // [k k]: in the padding, which no pooling counts
	Winner  int       // index in Patch of the largest number, the first of equals
	Patch   []float32 // [k k]
	Output  float32   // as the engine computed it
	Windows []float32 // [H W]: how many windows read each number of the map

	Max     Reduction // max pooling
	Average Reduction // average pooling
	Stride  Reduction // no pooling: the layer before has the pool's stride and computes one number of each window
}

// Reduction is what one way to make maps smaller gives. Its gradients are those by the
// input where the gradient by each output is 1.
type Reduction struct {
	Output      float32   // for the window
	Gradient    []float32 // [k k]
	Map         []float32 // [outH outW], for the whole map
	MapGradient []float32 // [H W]
}

// Pool returns how number c of a MaxPooling2D or AveragePooling2D layer i came about.
func (o *Observation) Pool(i int, c spec.Cell) Pool {
	l := &o.layers[i]
	windows := o.poolWindows(i, c.Channel)
	at := c.Row*l.out.W + c.Column
	p := Pool{
		Padded: l.padded(c), Patch: make([]float32, l.rows.Size*l.cols.Size),
		Output: o.outputs[i+1][l.out.Index(c)], Windows: make([]float32, l.in.H*l.in.W),
	}
	for _, w := range windows {
		for _, position := range w.positions {
			p.Windows[position]++
		}
	}
	chosen := windows[at]
	for k, tap := range chosen.taps {
		p.Patch[tap] = chosen.x[k]
	}
	p.Winner = chosen.taps[chosen.winner()]
	p.Max = l.reduce(windows, at, poolWindow.max)
	p.Average = l.reduce(windows, at, poolWindow.average)
	p.Stride = l.reduce(windows, at, func(w poolWindow) (float32, []float32) {
		return w.only(slices.Index(w.taps, l.rows.Before*l.cols.Size+l.cols.Before))
	})
	return p
}

// poolWindow is a window over one map: x[k] is in the window at taps[k] and in the map at
// positions[k]. Padding is left out.
type poolWindow struct {
	taps, positions []int
	x               []float32
}

// poolWindows returns the windows of pooling layer i over one channel, row by row.
func (o *Observation) poolWindows(i, channel int) []poolWindow {
	l := &o.layers[i]
	windows := make([]poolWindow, l.out.H*l.out.W)
	for at := range windows {
		w := &windows[at]
		w.taps, w.positions = l.window(spec.Cell{Row: at / l.out.W, Column: at % l.out.W}, channel)
		w.x = make([]float32, len(w.positions))
		for k, input := range w.positions {
			w.x[k], w.positions[k] = o.outputs[i][input], input/l.in.C
		}
	}
	return windows
}

// reduce applies one way to reduce a window, to a number and its gradient by x, to all
// windows over a map.
func (l *layer) reduce(windows []poolWindow, chosen int, way func(poolWindow) (y float32, gradient []float32)) Reduction {
	r := Reduction{
		Gradient: make([]float32, l.rows.Size*l.cols.Size),
		Map:      make([]float32, len(windows)), MapGradient: make([]float32, l.in.H*l.in.W),
	}
	for at, w := range windows {
		y, gradient := way(w)
		r.Map[at] = y
		for k, g := range gradient {
			r.MapGradient[w.positions[k]] += g
		}
		if at == chosen {
			r.Output = y
			for k, g := range gradient {
				r.Gradient[w.taps[k]] = g
			}
		}
	}
	return r
}

func (w poolWindow) winner() int {
	k, _ := largest(len(w.x), func(k int) float32 { return w.x[k] })
	return k
}

// max: y = max over k of x[k], dx[winner] = 1.
func (w poolWindow) max() (y float32, gradient []float32) { return w.only(w.winner()) }

// only: y = x[k], dx[k] = 1.
func (w poolWindow) only(k int) (y float32, gradient []float32) {
	gradient = make([]float32, len(w.x))
	gradient[k] = 1
	return w.x[k], gradient
}

// average: y = 1/n * sum over k of x[k], dx[k] = 1/n, over the n places inside the map.
func (w poolWindow) average() (y float32, gradient []float32) {
	gradient = make([]float32, len(w.x))
	share := 1 / float32(len(w.x))
	for k, v := range w.x {
		y += v
		gradient[k] = share
	}
	return y * share, gradient
}
