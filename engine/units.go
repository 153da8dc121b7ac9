package engine

import (
	"math"
	"time"

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
	times     *LayerTime
}

// firstDense says where the first layer of a network lies in a flat vector: its
// kernel [in units] at 0, and its bias behind it.
type firstDense struct{ index, in, units int }

// size counts the layer's weights.
func (f firstDense) size() int { return (f.in + 1) * f.units }

// shares reports whether the first layer of s can be shared out by Units, and
// is better so: it is most of the work, and it takes whole panels.
func (s *Sequential) shares() (firstDense, bool) {
	if !s.joins() {
		return firstDense{}, false
	}
	for _, op := range s.ops[:s.learns] {
		if _, ok := op.(flatten); !ok {
			return firstDense{}, false
		}
	}
	d, ok := s.ops[s.learns].(*dense)
	if !ok || d == s.head {
		return firstDense{}, false
	}
	f := firstDense{s.learns, d.w.Rows, d.w.Cols}
	return f, f.units >= 2*UnitsTogether && f.units%UnitsTogether == 0 && 4*f.size() >= 3*len(s.weights)
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
	u := &Units{layer: f, first: first, end: end, times: &net.times[f.index]}
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
	start := time.Now()
	y := u.op.Forward(x, p)
	u.times.Forward += time.Since(start)
	u.times.Images += x.Rows * (u.end - u.first) / u.layer.units
	return y
}

// Backward takes dy, the gradient of the loss by the last Forward's outputs, and
// keeps the gradient of the weights for Update.
func (u *Units) Backward(dy Batch) Peaks {
	start := time.Now()
	u.op.Backward(dy)
	u.times.Backward += time.Since(start)
	n := len(u.op.dw.Data)
	return Peaks{kernel.Magnitude(u.gradient[:n]), kernel.Magnitude(u.gradient[n:])}
}

// Peaks are the kernel.Magnitude of the gradient of a first layer's kernel and
// of that of its bias.
type Peaks [2]uint32

// Numbers are the peaks as the numbers that they are of.
func (p Peaks) Numbers() [2]float32 {
	return [2]float32{math.Float32frombits(p[0]), math.Float32frombits(p[1])}
}

// PeaksOf undoes Numbers.
func PeaksOf(v [2]float32) Peaks { return Peaks{math.Float32bits(v[0]), math.Float32bits(v[1])} }

// Join makes p the peaks of both.
func (p *Peaks) Join(q Peaks) {
	for i := range p {
		p[i] = max(p[i], q[i])
	}
}

// Update makes the optimiser's step with the last gradient.
func (u *Units) Update(rate float32) { u.optimizer.Update(u.weights, u.gradient, rate) }

// cut copies the part of a flat vector that is of the units [first, end).
func (f firstDense) cut(flat []float32, first, end int, part []float32) {
	n := end - first
	for i := range f.in + 1 {
		copy(part[i*n:][:n], flat[i*f.units+first:])
	}
}

// paste undoes cut.
func (f firstDense) paste(flat []float32, first, end int, part []float32) {
	n := end - first
	for i := range f.in + 1 {
		copy(flat[i*f.units+first:], part[i*n:][:n])
	}
}
