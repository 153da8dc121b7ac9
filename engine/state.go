package engine

import (
	"fmt"
	"slices"

	"convlab/engine/spec"
)

// State is where a training stands. A Trainer of the same model, data and
// spec.Training goes on from it to the same bits, whatever its Gradienter.
type State struct {
	Weights      []float32
	Memory       [][]float32 // the Optimizer's State
	Epoch, Step  int         // finished epochs, and finished steps of the next
	LearningRate float32     // of the next step
}

// Keep makes s a copy of another state, in the memory that s has already. What
// a Trainer returns must be kept before its next step, which overwrites it.
func (s *State) Keep(other State) {
	s.Weights = append(s.Weights[:0], other.Weights...)
	s.Memory = slices.Grow(s.Memory[:0], len(other.Memory))[:len(other.Memory)]
	for i, m := range other.Memory {
		s.Memory[i] = append(s.Memory[i][:0], m...)
	}
	s.Epoch, s.Step, s.LearningRate = other.Epoch, other.Step, other.LearningRate
}

// State returns where the training stands, in the vectors it works on.
func (t *Trainer) State() State {
	return State{Weights: t.net.weights, Memory: t.optimizer.State(), Epoch: t.epoch, Step: t.step, LearningRate: t.rate}
}

// Restore goes to where another trainer stood, or this one at another time. It
// copies s. After an error nothing has changed.
func (t *Trainer) Restore(s State) error {
	if len(s.Weights) != len(t.net.weights) {
		return fmt.Errorf("trainer: expected %d weights, received %d: the state is of another model", len(t.net.weights), len(s.Weights))
	}
	memory := t.optimizer.State()
	if len(s.Memory) != len(memory) {
		return fmt.Errorf("trainer: expected %d vectors of the optimiser's memory, received %d: the state is of another optimiser", len(memory), len(s.Memory))
	}
	for i, m := range memory {
		if len(s.Memory[i]) != len(m) {
			return fmt.Errorf("trainer: expected %d numbers in vector %d of the optimiser's memory, received %d: the state is of another optimiser", len(m), i, len(s.Memory[i]))
		}
	}
	if err := spec.CheckLearningRate(s.LearningRate); err != nil {
		return err
	}
	if err := t.seek(s.Epoch, s.Step); err != nil {
		return err
	}
	t.rate = s.LearningRate
	copy(t.net.weights, s.Weights)
	for i, m := range memory {
		copy(m, s.Memory[i])
	}
	return nil
}

// seek goes to a place in the training, and leaves everything else.
func (t *Trainer) seek(epoch, step int) error {
	if epoch < 0 || epoch > t.training.Epochs || step < 0 || step >= t.StepsPerEpoch() || epoch == t.training.Epochs && step > 0 {
		return fmt.Errorf("trainer: expected a place within %d epochs of %d steps, received epoch %d, step %d",
			t.training.Epochs, t.StepsPerEpoch(), epoch, step)
	}
	t.epoch, t.step, t.images = epoch, step, nil
	return nil
}
