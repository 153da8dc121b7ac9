package checkpoint

import (
	"fmt"
	"math"

	"convlab/engine/spec"
)

// memory is one vector that an optimiser keeps between steps.
type memory struct {
	name  string
	size  int
	least float64 // below it no optimiser comes,
	most  float64 // nor above it
	whole bool    // it counts
}

// rounding is room for what the roundings of a long training add up to.
const rounding = 2

// memories are those of t's optimiser over n weights, behind so many steps, in
// the order of the engine's Optimizer.State. Their bounds follow from that of a
// gradient g, whose magnitude is below spec.MaxGradient:
//
//	Adam's moment      a mean of g                           below it
//	velocities         means of g²                           0 to its square
//	SGD's moment       sum of rate*g*momentum^k over k >= 0  below rate*g/(1-momentum)
//
// From numbers within them every later step leaves numbers within them, and
// finite weights: Adam's largest step is rate*g/epsilon, about 2^87.
func memories(t spec.Training, n, steps int) []memory {
	const most = rounding * spec.MaxGradient
	moment := memory{name: "moment", size: n, least: -most, most: most}
	velocity := memory{name: "velocity", size: n, most: spec.MaxGradient * most}
	switch t.Optimizer {
	case spec.Adam:
		return []memory{moment, velocity, {name: "steps", size: 1, most: float64(steps), whole: true}}
	case spec.RMSprop:
		return []memory{velocity}
	}
	if t.Momentum > 0 {
		moment.most *= spec.MaxLearningRate / (1 - float64(t.Momentum))
		moment.least = -moment.most
		return []memory{moment}
	}
	return nil
}

// rowOf is the length of the rows in which a vector is stored that is longer
// than a dimension may be.
const rowOf = 1024

// array is the vector's place in a file: as it is, or in rows of 1,024 of which
// zeros fill the last.
func (m memory) array() Array {
	a := Array{Name: "optimizer/" + m.name, Shape: []int{m.size}, Type: F32}
	if m.size > MaxDimension {
		a.Shape = []int{(m.size + rowOf - 1) / rowOf, rowOf}
	}
	return a
}

// check refuses numbers that no step could have left.
func (m memory) check(values []float32) error {
	for i, v := range values {
		if x := float64(v); !(x >= m.least && x <= m.most) || m.whole && x != math.Trunc(x) {
			what := "numbers"
			if m.whole {
				what = "whole numbers"
			}
			return fmt.Errorf("checkpoint: expected %s of %.4g to %.4g in the optimiser's %s, received %v at %d: no training leaves that, save it again",
				what, m.least, m.most, m.name, v, i)
		}
	}
	return nil
}

func stateArrays(memory []memory, state [][]float32) ([]Array, error) {
	if len(state) != len(memory) {
		return nil, fmt.Errorf("checkpoint: expected %d vectors of the optimiser's state, received %d", len(memory), len(state))
	}
	arrays := make([]Array, len(memory))
	for i, m := range memory {
		if len(state[i]) != m.size {
			return nil, fmt.Errorf("checkpoint: expected %d numbers in the optimiser's %s, received %d", m.size, m.name, len(state[i]))
		}
		if err := m.check(state[i]); err != nil {
			return nil, err
		}
		arrays[i] = m.array()
		filled := make([]float32, spec.Weight{Shape: arrays[i].Shape}.Size())
		copy(filled, state[i])
		arrays[i].Values = filled
	}
	return arrays, nil
}

func (h header) state(memory []memory, entries []entry) ([][]float32, error) {
	var state [][]float32
	for i, m := range memory {
		values, err := h.flat(entries[i:i+1], entries[i].count())
		if err != nil {
			return nil, err
		}
		for k, v := range values[m.size:] {
			if v != 0 {
				return nil, fmt.Errorf("checkpoint: expected zeros behind the optimiser's %s, received %v at %d", m.name, v, m.size+k)
			}
		}
		values = values[:m.size:m.size]
		if err := m.check(values); err != nil {
			return nil, err
		}
		state = append(state, values)
	}
	return state, nil
}
