package session_test

import (
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// poisoned is a session whose network was trained for an epoch and then given
// the bias at all units of its hidden layer.
func poisoned(t *testing.T, bias float32) *rig {
	r := opened(t, short())
	r.add("test-tenth")
	r.do(wire.Train{Until: wire.UntilEpoch})
	weights := r.View().Weights()
	for unit := range 16 {
		weights[784*16+unit] = bias
	}
	return r
}

// Where a ReLU layer gives 0 for every picture, one digit is read for all.
func TestADeadLayerIsTold(t *testing.T) {
	r := poisoned(t, -1e6)
	r.do(wire.Train{Until: wire.UntilEpoch})
	if n := last[wire.Network](r); !slices.Equal(n.Dead, []int{1}) || !n.Stuck {
		t.Errorf("dead are %v, stuck %v; want the hidden layer", n.Dead, n.Stuck)
	}
}

// So it is where only the biases of the output speak.
func TestANetworkThatReadsOneDigitIsStuckAndNotDead(t *testing.T) {
	r := opened(t, short())
	r.add("test-tenth")
	r.do(wire.Train{Until: wire.UntilEpoch})
	if n := last[wire.Network](r); n.Stuck || n.Dead != nil {
		t.Errorf("a network that learns is stuck %v, dead %v", n.Stuck, n.Dead)
	}
	weights := r.View().Weights()
	weights[len(weights)-spec.Classes+3] = 1e4
	training := short()
	training.LearningRate = 1e-6
	r.do(wire.SetTraining{Training: training}, wire.Train{Until: wire.UntilEpoch})
	if n := last[wire.Network](r); !n.Stuck || n.Digit != 3 || len(n.Dead) > 0 {
		t.Errorf("stuck %v at %d, dead %v; want it at 3", n.Stuck, n.Digit, n.Dead)
	}
}
