package session_test

import (
	"math"
	"slices"
	"testing"

	"convlab/engine"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Settings apply to the next run, except the learning rate and the epochs.
func TestSettingsApplyToTheNextRun(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Train{Until: wire.UntilStep})
	next := short()
	next.BatchSize, next.Shift, next.Seed, next.Epochs = 50, 1, 4, 3
	h.run(wire.SetTraining{Training: next})
	if n := last[wire.Network](h); n.Training.BatchSize != 100 || n.Training.Shift != 0 || n.Training.Epochs != 3 {
		t.Errorf("the run has %+v", n.Training)
	}
	h.run(wire.Train{Until: wire.UntilEnd})
	longer := short()
	longer.Epochs = 3
	if got, want := last[wire.Network](h).Checksum, trained(t, longer, 30, "train-00000"); got != want {
		t.Error("the run did not go on with its own settings")
	}
	h.run(wire.Reset{}, wire.Train{Until: wire.UntilStep})
	if got, want := last[wire.Network](h).Checksum, trained(t, next, 1, "train-00000"); got != want {
		t.Error("the next run does not have the new settings")
	}
}

func TestLearningRateChangesWhileTraining(t *testing.T) {
	h := opened(t, short())
	h.Handle(wire.Train{Until: wire.UntilEnd})
	h.Work()
	h.run(h.rate(0.002))
	fast := last[wire.Network](h).Checksum
	if rate := last[wire.Progress](h).LearningRate; rate != 0.002 {
		t.Errorf("the rate is %v, want 0.002", rate)
	}
	h.run(wire.Reset{}, h.rate(0.001), wire.Train{Until: wire.UntilEnd})
	h.wantTrained(20)
	if fast == last[wire.Network](h).Checksum {
		t.Error("a change of the rate changed nothing")
	}
	for _, rate := range []float32{0, -1, float32(math.Inf(1)), float32(math.NaN()), 11} {
		set := h.rate(rate)
		faults := len(every[wire.Fault](h))
		h.run(set)
		if len(every[wire.Fault](h)) != faults+1 {
			t.Errorf("rate %v was not refused", rate)
		}
		if f := h.wantFault("training", wire.CauseRefused); f.Refusal == nil {
			t.Errorf("rate %v: the refusal does not say what would work", rate)
		}
		if got := last[wire.Progress](h).LearningRate; got != 0.001 {
			t.Errorf("rate %v was refused and the rate is %v", rate, got)
		}
	}
}

// The fresh weights of a run come from the seed in its settings, whenever that was
// set.
func TestFreshLayersComeFromTheSeedOfTheRun(t *testing.T) {
	seven := short()
	seven.Seed = 7
	other := func(m spec.Model) []float32 {
		net, err := engine.New(m, 7)
		if err != nil {
			t.Fatal(err)
		}
		return net.Weights()
	}
	// A step at this rate changes the weights by less than a part in 1e20.
	still := func(training spec.Training) spec.Training {
		training.Optimizer, training.LearningRate = spec.SGD, 1e-30
		return training
	}
	for name, c := range map[string]struct {
		before, after []wire.Message
		model         spec.Model
		carried       int // weights at the beginning that come from the network before
	}{
		"every layer must be learned again": {
			[]wire.Message{wire.Train{Until: wire.UntilStep}, wire.Open{Model: small(8), Training: short()}},
			[]wire.Message{wire.SetTraining{Training: still(seven)}, wire.Train{Until: wire.UntilStep}}, small(8), 0,
		},
		"some layers must be learned again": {
			[]wire.Message{wire.Train{Until: wire.UntilStep}, wire.Open{Model: twoHidden(16, 12), Layers: []int{0, 7, 1}, Training: short()}},
			[]wire.Message{wire.SetTraining{Training: still(seven)}, wire.Train{Until: wire.UntilStep}}, twoHidden(16, 12), 785 * 16,
		},
		"a training that waited": {
			[]wire.Message{wire.SetTraining{Training: waiting()}, wire.Train{Until: wire.UntilEnd}},
			[]wire.Message{wire.SetTraining{Training: still(seven)}, wire.Pause{}, wire.Train{Until: wire.UntilStep}}, small(16), 0,
		},
		"untrained": {nil, []wire.Message{wire.SetTraining{Training: still(seven)}, wire.Train{Until: wire.UntilStep}}, small(16), 0},
	} {
		h := opened(t, short())
		for _, m := range c.before {
			h.run(m)
		}
		learned := slices.Clone(h.View().Weights())
		h.run(c.after...)
		n := last[wire.Network](h)
		if n.Step != 1 || n.Training.Seed != 7 {
			t.Fatalf("%s: the network is %+v", name, n)
		}
		got, fresh := h.View().Weights(), other(c.model)
		same := func(a, b []float32) bool {
			return slices.EqualFunc(a, b, func(a, b float32) bool { return math.Abs(float64(a-b)) < 1e-20 })
		}
		if !same(got[:c.carried], learned[:c.carried]) || !same(got[c.carried:], fresh[c.carried:]) {
			t.Errorf("%s: the fresh layers are not those of the seed", name)
		}
	}
}

// Another number of epochs does not discard a training; another batch size waits for
// the next run.
func TestAPausedTrainingCanBeLengthened(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Train{Until: wire.UntilEpoch})
	longer := short()
	longer.Epochs = 3
	h.run(wire.Open{Model: small(16), Training: longer})
	h.wantPhase(wire.Paused)
	h.run(wire.Train{Until: wire.UntilEnd})
	h.wantPhase(wire.Finished)
	if got, want := last[wire.Network](h).Checksum, trained(t, longer, 30, "train-00000"); got != want {
		t.Error("the weights are not those of one run of three epochs")
	}
	batches := longer
	batches.BatchSize = 50
	h.run(wire.Open{Model: small(16), Training: batches})
	h.wantPhase(wire.Finished)
	if n := last[wire.Network](h); n.Origin != wire.Yours || n.Epoch != 3 || n.Training.BatchSize != 100 {
		t.Errorf("the trained network is %+v", n)
	}
	h.run(wire.Reset{}, wire.Train{Until: wire.UntilStep})
	if got, want := last[wire.Network](h).Checksum, trained(t, batches, 1, "train-00000"); got != want {
		t.Error("the next run does not have the new batch size")
	}
}

// If the end is set to the epoch that is being evaluated, the training has reached
// it.
func TestAnEndSetDuringTheEvaluationOfTheLastEpochIsReached(t *testing.T) {
	h := opened(t, short())
	h.add("test-tenth")
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for last[wire.Progress](h).Phase != wire.Testing {
		h.Work()
	}
	one := short()
	one.Epochs = 1
	h.run(wire.SetTraining{Training: one})
	p := last[wire.Progress](h)
	if p.Phase != wire.Finished || p.Epoch != 1 || p.Step != 0 {
		t.Errorf("it went on to %+v", p)
	}
	if n := last[wire.Network](h); n.Tested != 1000 || !n.Measured {
		t.Errorf("the epoch was not evaluated: %+v", n)
	}
	h.run(wire.Train{Until: wire.UntilEnd})
	if p := last[wire.Progress](h); p.Phase != wire.Finished || p.Epoch != 2 {
		t.Errorf("Continue at the end: %+v", p)
	}
}
