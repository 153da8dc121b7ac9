package engine

import (
	"convlab/engine/kernel"
	"convlab/engine/spec"
)

// Units are some units of a network's first layer, a Dense over the pictures:
// their weights, what the optimiser remembers of them, and nothing else. A
// unit's output needs no other unit, and its gradient only that of its output:
// so whoever has units need not be told of the others' weights.
type Units struct {
	layer firstDense
	first int // the units [first, end)
	end   int

	op        *dense
	weights   []float32 // kernel [in end-first], then bias
	gradient  []float32
	optimizer Optimizer
	times     *stopwatch
}

// UnitsTogether is what shares of Units are multiples of: a panel of the kernel.
const UnitsTogether = 32

// NewUnits returns the units [first, end) of net's first layer, with zeros as
// weights, or nil where it cannot be shared out.
func NewUnits(net *Sequential, t spec.Training, first, end int) *Units {
	f, ok := net.shares()
	if !ok || first < 0 || first >= end || end > f.units || first%UnitsTogether != 0 || end%UnitsTogether != 0 {
		return nil
	}
	u := &Units{layer: f, first: first, end: end, times: net.times}
	n := end - first
	u.weights, u.gradient = make([]float32, (f.in+1)*n), make([]float32, (f.in+1)*n)
	kernel := parameters{u.weights[:f.in*n], u.gradient[:f.in*n]}
	bias := parameters{u.weights[f.in*n:], u.gradient[f.in*n:]}
	layer := net.model.Layers[f.index].(spec.Dense)
	layer.Units = n
	u.op = newDense(layer, f.in, kernel, bias, false)
	var err error
	if u.optimizer, err = NewOptimizer(t, len(u.weights)); err != nil {
		return nil
	}
	return u
}

// Numbers are the weights and the optimiser's State, as the slices that the
// units work on.
func (u *Units) Numbers() [][]float32 { return append([][]float32{u.weights}, u.optimizer.State()...) }

// Forward returns the units' outputs, rows x (end-first), for pictures x.
func (u *Units) Forward(x Batch, p Pass) Batch {
	start := u.times.now()
	y := u.op.Forward(x, p)
	took, _ := u.times.since(start)
	spent := &u.times.layers[u.layer.index]
	spent.Forward += took
	spent.Images += x.Rows * (u.end - u.first) / u.layer.units
	return y
}

// Backward takes dy, the gradient of the loss by the last Forward's outputs, and
// keeps the gradient of the weights for Update.
func (u *Units) Backward(dy Batch) Peaks {
	start := u.times.now()
	u.op.Backward(dy)
	u.op.Learn()
	took, _ := u.times.since(start)
	u.times.layers[u.layer.index].Backward += took
	n := len(u.op.dw.Data)
	return Peaks{kernel.Magnitude(u.gradient[:n]), kernel.Magnitude(u.gradient[n:])}
}

// Update makes the optimiser's step with the last gradient.
func (u *Units) Update(rate float32) { u.optimizer.Update(u.weights, u.gradient, rate) }
