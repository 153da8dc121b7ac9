package session_test

import (
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// poisoned is a session whose network was trained for an epoch and then got the bias
// in all units of its hidden layer.
func poisoned(t *testing.T, bias float32) *harness {
	h := opened(t, short())
	h.add("test-tenth")
	h.run(wire.Train{Until: wire.UntilEpoch})
	weights := h.View().Weights()
	for unit := range 16 {
		weights[784*16+unit] = bias
	}
	return h
}

// If a ReLU layer gives 0 for every picture, all are read as one digit.
func TestADeadLayerIsReported(t *testing.T) {
	h := poisoned(t, -1e6)
	h.run(wire.Train{Until: wire.UntilEpoch})
	if n := last[wire.Network](h); !slices.Equal(n.Dead, []int{1}) || !n.Stuck {
		t.Errorf("dead are %v, stuck %v; want the hidden layer", n.Dead, n.Stuck)
	}
}

// So are they if a bias of the output outweighs everything else.
func TestANetworkThatReadsOneDigitIsStuckAndNotDead(t *testing.T) {
	h := opened(t, short())
	h.add("test-tenth")
	h.run(wire.Train{Until: wire.UntilEpoch})
	if n := last[wire.Network](h); n.Stuck || n.Dead != nil {
		t.Errorf("a network that learns is stuck %v, dead %v", n.Stuck, n.Dead)
	}
	weights := h.View().Weights()
	weights[len(weights)-spec.Classes+3] = 1e4
	training := short()
	training.LearningRate = 1e-6
	h.run(wire.SetTraining{Training: training}, wire.Train{Until: wire.UntilEpoch})
	if n := last[wire.Network](h); !n.Stuck || n.Digit != 3 || len(n.Dead) > 0 {
		t.Errorf("stuck %v at %d, dead %v; want it at 3", n.Stuck, n.Digit, n.Dead)
	}
}
