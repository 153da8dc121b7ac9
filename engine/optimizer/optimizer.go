// Package optimizer has Keras's optimisers over one flat vector of weights: SGD
// (plain, with momentum, with Nesterov momentum), RMSprop and Adam. New makes
// the one that a training names.
//
// In the formulas w is a weight, g its gradient, rate the learning rate, and
// everything else an optimiser's state, which starts at zero. All arithmetic
// is float32, number by number, so the same inputs give the same bits on every
// machine.
package optimizer

import "convlab/engine/spec"

// Optimizer changes weights along their gradients, as Keras 3 defines it.
type Optimizer interface {
	// Update overwrites weights with those after one step. weights and grad
	// have the length that the optimiser was made for; grad does not change.
	Update(weights, grad []float32, rate float32)
	// State returns what the optimiser carries from step to step: the slices it
	// works on, not copies. Reading them saves the state, writing restores it.
	State() [][]float32
}

// New returns the optimiser of t for n weights, in its initial state. The error
// is the *spec.Error of a training that cannot run.
func New(t spec.Training, n int) (Optimizer, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	switch t.Optimizer {
	case spec.SGD:
		return NewSGD(n, t.Momentum, t.Nesterov), nil
	case spec.Adam:
		return NewAdam(n), nil
	default: // Check accepts three names
		return NewRMSprop(n), nil
	}
}
