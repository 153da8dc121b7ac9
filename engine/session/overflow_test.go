package session_test

import (
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Weights may be finite and still make an infinite loss of some picture: the
// trainer says so and lives.
func TestALossThatIsNotFiniteIsSaidAndNotSent(t *testing.T) {
	wild := spec.Training{Optimizer: spec.SGD, LearningRate: 10, BatchSize: 100, Epochs: 1, Examples: 1000, Shards: 4, Seed: 1}
	r := opened(t, wild)
	r.do(wire.Open{Training: wild, Model: spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{},
		spec.Dense{Units: 64}, spec.Dense{Units: 64}, spec.Dense{Units: 64},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}})
	r.add("test-tenth")
	r.do(wire.Train{Until: wire.UntilEnd})
	if f := last[wire.Fault](r); f.Cause != wire.CauseDiverge {
		t.Errorf("the page was told %+v, want that the training diverged", f)
	}
	if r.Work() {
		t.Error("the trainer measures the same weights again and again")
	}
	r.do(wire.Reset{}) // it still obeys
	r.wantPhase(wire.Idle)
}

func TestPauseEndsTheWaitForTheLastTest(t *testing.T) {
	r := opened(t, short())
	r.add("test-tenth")
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for range 10000 {
		r.Work()
		if last[wire.Progress](r).Phase == wire.Testing && last[wire.Progress](r).Epoch == short().Epochs {
			break
		}
	}
	r.wantPhase(wire.Testing)
	r.Handle(wire.Pause{})
	r.Work()
	if got := last[wire.Progress](r).Phase; got != wire.Finished {
		t.Errorf("after Pause in the last test the phase is %s, want finished", got)
	}
}
