package engine

import (
	"math"
	"time"

	"convlab/engine/spec"
)

// Flat is the weights of a network and what its optimiser remembers of them.
type Flat struct {
	Weights []float32
	State   [][]float32 // as Optimizer.State: a vector of another length than Weights belongs to all of them
}

// Split is the part of a training that stays on the trainer's thread when the
// first layer is shared out by units: some of those, and all layers behind. It
// works on copies, so that Flat stays what it was when they were made.
//
// A step is Forward, Put for all others' units, Rest with Slice for all others,
// Backward, and Update unless the step diverged.
type Split struct {
	local     *Local
	layer     firstDense
	own       *Units
	rest      *Sequential // over weights of its own, of which those of the first layer are not used
	optimizer Optimizer   // of the rest
	y, dy     Batch       // outputs of the first layer, and the gradient by them
	ownDY     Batch       // of the own units
	pass      Pass
}

// Shares returns the number of units that can be shared out, 0 when none can.
func (l *Local) Shares() int {
	f, ok := l.net.shares()
	if !ok || l.joined == 0 || 1<<l.Level(0, l.training.Shards) != l.training.Shards {
		return 0
	}
	return f.units
}

// NewSplit returns what stays when all units but the first so many are given
// away; l must Share.
func NewSplit(l *Local, units int) *Split {
	f, _ := l.net.shares()
	s := &Split{local: l, layer: f, own: NewUnits(l.net, l.training, 0, units), rest: l.net.over(make([]float32, len(l.net.weights)))}
	s.rest.times = l.net.times // one record for both
	s.optimizer, _ = NewOptimizer(l.training, len(l.net.weights)-f.size())
	return s
}

// vectors calls f for the weights and each vector of the State of flat with that
// of own and that of the rest.
func (s *Split) vectors(flat Flat, f func(flat, own, rest []float32)) {
	own := s.own.Numbers()
	f(flat.Weights, own[0], s.rest.weights[s.layer.size():])
	for i, state := range s.optimizer.State() {
		f(flat.State[i], own[i+1], state)
	}
}

// Load takes over what flat holds.
func (s *Split) Load(flat Flat) {
	s.vectors(flat, func(flat, own, rest []float32) {
		if len(flat) < s.layer.size() { // it belongs to all
			copy(own, flat)
			copy(rest, flat)
			return
		}
		s.layer.cut(flat, 0, s.own.end, own)
		copy(rest, flat[s.layer.size():])
	})
}

// Store writes to flat what Load has read from it.
func (s *Split) Store(flat Flat) {
	s.vectors(flat, func(flat, own, rest []float32) {
		if len(flat) < s.layer.size() {
			copy(flat, rest)
			return
		}
		s.layer.paste(flat, 0, s.own.end, own)
		copy(flat[s.layer.size():], rest)
	})
}

// LoadUnits appends to numbers what Units of [first, end) begin with, in the
// order of Numbers.
func (s *Split) LoadUnits(flat Flat, first, end int, numbers []float32) []float32 {
	for _, v := range append([][]float32{flat.Weights}, flat.State...) {
		at := len(numbers)
		if len(v) < s.layer.size() {
			numbers = append(numbers, v...)
			continue
		}
		n := (s.layer.in + 1) * (end - first)
		numbers = append(numbers, make([]float32, n)...)
		s.layer.cut(v, first, end, numbers[at:])
	}
	return numbers
}

// StoreUnits writes to flat what Units of [first, end) have come to.
func (s *Split) StoreUnits(flat Flat, first, end int, numbers []float32) {
	for _, v := range append([][]float32{flat.Weights}, flat.State...) {
		if len(v) < s.layer.size() {
			numbers = numbers[len(v):]
			continue
		}
		s.layer.paste(v, first, end, numbers)
		numbers = numbers[(s.layer.in+1)*(end-first):]
	}
}

// Forward computes the outputs of the own units for the pictures of step.
func (s *Split) Forward(step Step) error {
	x, pass, err := s.local.Open(step)
	if err != nil {
		return err
	}
	resize(&s.y, x.Rows, s.layer.units)
	s.pass = pass
	start := time.Now()
	s.Put(0, s.own.end, s.own.Forward(x, pass).Data)
	s.local.Time.Layers += time.Since(start)
	return nil
}

// Put takes the outputs y, rows x (end-first), of the units [first, end).
func (s *Split) Put(first, end int, y []float32) {
	n := end - first
	for r := range s.y.Rows {
		copy(s.y.Data[r*s.y.Stride+first:][:n], y[r*n:])
	}
}

// Slice writes to dy, rows x (end-first), the gradient of the loss by the
// outputs of the units [first, end).
func (s *Split) Slice(first, end int, dy []float32) {
	n := end - first
	for r := range s.dy.Rows {
		copy(dy[r*n:][:n], s.dy.Data[r*s.dy.Stride+first:])
	}
}

// Rest does the layers behind the first, forward and backward. It calls ready
// when there is something to Slice, before the gradients of the layers' weights;
// not with an error, which says what labels it cannot learn from.
func (s *Split) Rest(step Step, ready func()) (sums Sums, err error) {
	start := time.Now()
	s.rest.cuts = s.pass.Cuts
	x := s.y
	from := s.rest.times.now()
	for i := s.layer.index + 1; i < len(s.rest.ops); i++ {
		x = s.rest.forward(i, x, s.pass, &from)
	}
	sums, err = s.rest.backwardTo(s.layer.index+1, s.local.labels, 1/float32(len(step.Images)), func(dx Batch) {
		s.dy = dx
		s.local.Time.Layers += time.Since(start)
		ready()
		start = time.Now()
	})
	s.local.Time.Layers += time.Since(start)
	return sums, err
}

// Backward computes the gradient of the own units.
func (s *Split) Backward() Peaks {
	start := time.Now()
	resize(&s.ownDY, s.dy.Rows, s.own.end)
	s.Slice(0, s.own.end, s.ownDY.Data)
	peaks := s.own.Backward(s.ownDY)
	s.local.Time.Layers += time.Since(start)
	return peaks
}

// Diverged returns the *Divergence of a step, or nil. The peaks are those of all
// units.
func (s *Split) Diverged(sums Sums, p Peaks, at Step) error {
	arrays := s.local.net.arrays
	if err := diverged(sums, nil, nil, at); err != nil {
		return err
	}
	for i, peak := range p {
		if peak >= math.Float32bits(spec.MaxGradient) {
			return &Divergence{Quantity: "gradient", Array: arrays[i].Name, Layer: arrays[i].Layer, Epoch: at.Epoch, Step: at.Step}
		}
	}
	return diverged(sums, s.rest.gradient, arrays[len(p):], at)
}

// Update makes the optimiser's step for the own units and the rest.
func (s *Split) Update(rate float32) {
	s.own.Update(rate)
	s.optimizer.Update(s.rest.weights[s.layer.size():], s.rest.gradient[s.layer.size():], rate)
}
