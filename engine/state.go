package engine

import (
	"fmt"
	"slices"

	"convlab/engine/spec"
)

// State is all that a training carries from step to step. A Trainer of the same
// model, data and spec.Training continues from it to the same bits, whatever
// its Gradienter.
type State struct {
	Weights        []float32
	OptimizerState [][]float32 // as optimizer.Optimizer.State returns it
	Epoch, Step    int         // finished epochs, and finished steps of the next one
	LearningRate   float32     // of the next step
}

// CopyFrom makes s a copy of other, reusing the memory of s. What Trainer.State
// returns must be copied before the trainer's next step, which overwrites it.
func (s *State) CopyFrom(other State) {
	s.Weights = append(s.Weights[:0], other.Weights...)
	s.OptimizerState = slices.Grow(s.OptimizerState[:0], len(other.OptimizerState))[:len(other.OptimizerState)]
	for i, m := range other.OptimizerState {
		s.OptimizerState[i] = append(s.OptimizerState[i][:0], m...)
	}
	s.Epoch, s.Step, s.LearningRate = other.Epoch, other.Step, other.LearningRate
}

// State returns the state after the last step, in the vectors that the trainer
// works on.
func (t *Trainer) State() State {
	return State{Weights: t.net.weights, OptimizerState: t.optimizer.State(), Epoch: t.epoch, Step: t.step, LearningRate: t.rate}
}

// Restore copies s into the trainer: a state of this trainer or of another one
// with the same settings. After an error nothing has changed.
func (t *Trainer) Restore(s State) error {
	if len(s.Weights) != len(t.net.weights) {
		return fmt.Errorf("trainer: expected %d weights, received %d: the state is of another model", len(t.net.weights), len(s.Weights))
	}
	own := t.optimizer.State()
	if len(s.OptimizerState) != len(own) {
		return fmt.Errorf("trainer: expected %d vectors of the optimiser's state, received %d: the state is of another optimiser", len(own), len(s.OptimizerState))
	}
	for i, m := range own {
		if len(s.OptimizerState[i]) != len(m) {
			return fmt.Errorf("trainer: expected %d numbers in vector %d of the optimiser's state, received %d: the state is of another optimiser", len(m), i, len(s.OptimizerState[i]))
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
	for i, m := range own {
		copy(m, s.OptimizerState[i])
	}
	return nil
}

// seek makes the given step of the given epoch the next one.
func (t *Trainer) seek(epoch, step int) error {
	if epoch < 0 || epoch > t.training.Epochs || step < 0 || step >= t.StepsPerEpoch() || epoch == t.training.Epochs && step > 0 {
		return fmt.Errorf("trainer: expected a place within %d epochs of %d steps, received epoch %d, step %d",
			t.training.Epochs, t.StepsPerEpoch(), epoch, step)
	}
	t.epoch, t.step, t.images = epoch, step, nil
	return nil
}
