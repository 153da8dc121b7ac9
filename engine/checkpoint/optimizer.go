package checkpoint

import (
	"fmt"
	"math"

	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// slot is a vector of an optimiser's state.
type slot struct {
	name      string
	size      int
	low, high float64 // bounds of its numbers
	whole     bool    // its numbers are integers
}

// roundingFactor leaves room for the accumulated rounding of a long training.
const roundingFactor = 2

// slots lists those of t's optimiser over n weights after so many steps, in the
// order of optimizer.Optimizer.State. Their bounds follow from that of a gradient g,
// whose magnitude is below spec.MaxGradient:
//
//	Adam's moment      a mean of g                           below it
//	velocities         means of g²                           0 to its square
//	SGD's moment       sum of rate*g*momentum^k over k >= 0  below rate*g/(1-momentum)
//
// From numbers within these bounds every later step leaves numbers within them,
// and finite weights: Adam's largest step is rate*g/epsilon, about 2^87.
func slots(t spec.Training, n, steps int) []slot {
	const most = roundingFactor * spec.MaxGradient
	moment := slot{name: "moment", size: n, low: -most, high: most}
	velocity := slot{name: "velocity", size: n, high: spec.MaxGradient * most}
	switch t.Optimizer {
	case spec.Adam:
		return []slot{moment, velocity, {name: "steps", size: 1, high: float64(steps), whole: true}}
	case spec.RMSprop:
		return []slot{velocity}
	}
	if t.Momentum > 0 {
		moment.high *= spec.MaxLearningRate / (1 - float64(t.Momentum))
		moment.low = -moment.high
		return []slot{moment}
	}
	return nil
}

// rowLength is that of the rows in which a slot longer than
// safetensors.MaxDimension is stored.
const rowLength = 1024

// tensor describes the slot in a file: [size], or [rows, rowLength] where the
// last row is padded with zeros.
func (s slot) tensor() safetensors.Tensor {
	t := safetensors.Tensor{Name: "optimizer/" + s.name, Shape: []int{s.size}, DType: safetensors.F32}
	if s.size > safetensors.MaxDimension {
		t.Shape = []int{(s.size + rowLength - 1) / rowLength, rowLength}
	}
	return t
}

// check refuses numbers that no step can have left.
func (s slot) check(values []float32) error {
	for i, v := range values {
		if x := float64(v); !(x >= s.low && x <= s.high) || s.whole && x != math.Trunc(x) {
			what := "numbers"
			if s.whole {
				what = "whole numbers"
			}
			return fmt.Errorf("checkpoint: expected %s of %.4g to %.4g in the optimiser's %s, received %v at %d: no training leaves that, save it again",
				what, s.low, s.high, s.name, v, i)
		}
	}
	return nil
}

func stateTensors(slots []slot, state [][]float32) ([]safetensors.Tensor, error) {
	if len(state) != len(slots) {
		return nil, fmt.Errorf("checkpoint: expected %d vectors of the optimiser's state, received %d", len(slots), len(state))
	}
	tensors := make([]safetensors.Tensor, len(slots))
	for i, s := range slots {
		if len(state[i]) != s.size {
			return nil, fmt.Errorf("checkpoint: expected %d numbers in the optimiser's %s, received %d", s.size, s.name, len(state[i]))
		}
		if err := s.check(state[i]); err != nil {
			return nil, err
		}
		tensors[i] = s.tensor()
		padded := make([]float32, spec.Weight{Shape: tensors[i].Shape}.Size())
		copy(padded, state[i])
		tensors[i].Values = padded
	}
	return tensors, nil
}

func (f File) state(slots []slot, found []safetensors.TensorInfo) ([][]float32, error) {
	var state [][]float32
	for i, s := range slots {
		values, err := f.flat(found[i:i+1], found[i].Len())
		if err != nil {
			return nil, err
		}
		for k, v := range values[s.size:] {
			if v != 0 {
				return nil, fmt.Errorf("checkpoint: expected zeros after the optimiser's %s, received %v at %d", s.name, v, s.size+k)
			}
		}
		values = values[:s.size:s.size]
		if err := s.check(values); err != nil {
			return nil, err
		}
		state = append(state, values)
	}
	return state, nil
}
