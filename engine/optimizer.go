package engine

import "convlab/engine/spec"

// Optimizer turns gradients into better weights, as Keras 3 defines it.
type Optimizer interface {
	// Update overwrites weights, which has the length of grad, with those after
	// one step at the learning rate.
	Update(weights, grad []float32, rate float32)
	// State returns what the optimiser remembers between steps, as the slices it
	// works on: saving is reading them, restoring is writing them.
	State() [][]float32
}

// NewOptimizer makes the optimiser of t for n weights, with an empty memory.
// The error is the *spec.Error of a Training that cannot run.
func NewOptimizer(t spec.Training, n int) (Optimizer, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	switch t.Optimizer {
	case spec.SGD:
		return newSGD(t.Momentum, t.Nesterov, n), nil
	case spec.Adam:
		return newAdam(n), nil
	default: // Check knows three
		return newRMSprop(n), nil
	}
}
