package engine

import (
	"math"
	"strings"
	"testing"

	"convlab/engine/spec"
)

// optimizers are brief trainings with every optimiser state.
func optimizers() []spec.Training {
	momentum := brief(spec.SGD)
	momentum.Momentum = 0.9
	nesterov := momentum
	nesterov.Nesterov = true
	return []spec.Training{brief(spec.RMSprop), brief(spec.Adam), brief(spec.SGD), momentum, nesterov}
}

// A new trainer continues from a state to the same end: from within an epoch and
// from its edge, from before and after a change of the rate.
func TestARestoredTrainingEqualsTheUninterrupted(t *testing.T) {
	for _, training := range optimizers() {
		whole, want := run(t, tiny(), training)
		var states []State
		for step := range 17 { // of 21
			switch step {
			case 3, 7, 9, 12:
				var s State
				s.CopyFrom(whole.State())
				states = append(states, s)
			case 8:
				if err := whole.SetLearningRate(0.003); err != nil {
					t.Fatal(err)
				}
			}
			steps(t, whole, 1)
		}
		for _, s := range states {
			again, net := run(t, tiny(), training)
			steps(t, again, 2) // Restore must overwrite these
			if err := again.Restore(s); err != nil {
				t.Fatal(err)
			}
			made := 7*s.Epoch + s.Step // an epoch has seven
			if made < 8 {
				steps(t, again, 8-made)
				made = 8
				if err := again.SetLearningRate(0.003); err != nil {
					t.Fatal(err)
				}
			}
			steps(t, again, 17-made)
			if got, want := Checksum(net.Weights()), Checksum(want.Weights()); got != want || again.LearningRate() != 0.003 {
				t.Errorf("%s, momentum %v: from epoch %d, step %d it ends at %s with rate %v, uninterrupted at %s",
					training.Optimizer, training.Momentum, s.Epoch, s.Step, got, again.LearningRate(), want)
			}
		}
	}
}

// CopyFrom reuses the memory of a state, also for one of another size.
func TestAStateIsACopy(t *testing.T) {
	var s State
	for _, training := range optimizers() {
		trainer, net := run(t, tiny(), training)
		steps(t, trainer, 1)
		s.CopyFrom(trainer.State())
		before := Checksum(s.Weights)
		if before != Checksum(net.Weights()) || len(s.OptimizerState) != len(trainer.State().OptimizerState) {
			t.Errorf("%s: the copy is not the state", training.Optimizer)
		}
		steps(t, trainer, 1)
		if Checksum(s.Weights) != before || s.Step != 1 {
			t.Errorf("%s: a step has changed the copy", training.Optimizer)
		}
	}
	trainer, _ := run(t, tiny(), brief(spec.Adam))
	s.CopyFrom(trainer.State())
	if n := testing.AllocsPerRun(10, func() { s.CopyFrom(trainer.State()) }); n > 1 { // the list that Optimizer.State returns
		t.Errorf("copying a state again allocates %v times", n)
	}
}

func TestAForeignStateIsRefusedAndNothingChanges(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*State)
		want  string
	}{
		"another model":     {func(s *State) { s.Weights = s.Weights[1:] }, "state is of another model"},
		"another optimiser": {func(s *State) { s.OptimizerState = s.OptimizerState[1:] }, "expected 3 vectors of the optimiser's state, received 2"},
		"a short vector":    {func(s *State) { s.OptimizerState[2] = nil }, "expected 1 numbers in vector 2"},
		"no rate":           {func(s *State) { s.LearningRate = 0 }, "learning_rate"},
		"a rate of NaN":     {func(s *State) { s.LearningRate = float32(math.NaN()) }, "learning_rate"},
		"before the start":  {func(s *State) { s.Epoch = -1 }, "received epoch -1, step 1"},
		"a step before it":  {func(s *State) { s.Step = -1 }, "received epoch 0, step -1"},
		"after an epoch":    {func(s *State) { s.Step = 7 }, "within 3 epochs of 7 steps, received epoch 0, step 7"},
		"after the end":     {func(s *State) { s.Epoch = 3 }, "received epoch 3, step 1"},
		"far after it":      {func(s *State) { s.Epoch, s.Step = 4, 0 }, "received epoch 4, step 0"},
	} {
		trainer, net := run(t, tiny(), brief(spec.Adam)) // 3 epochs of 7 steps
		steps(t, trainer, 1)
		var bad State
		bad.CopyFrom(trainer.State())
		steps(t, trainer, 1)
		before := Checksum(net.Weights())
		c.spoil(&bad)
		if err := trainer.Restore(bad); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
		if Checksum(net.Weights()) != before || trainer.StepInEpoch() != 2 || trainer.LearningRate() != 0.01 {
			t.Errorf("%s: something has changed", name)
		}
	}
	trainer, _ := run(t, tiny(), brief(spec.SGD))
	end := trainer.State()
	end.Epoch = 3
	if err := trainer.Restore(end); err != nil || !trainer.Done() {
		t.Errorf("the end: error %v, done %v", err, trainer.Done())
	}
}
