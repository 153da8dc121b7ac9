package session_test

import (
	"math"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// wild is a session with a network without activations at the highest learning rate:
// its training diverges.
func wild(t testing.TB) *harness {
	training := spec.Training{Optimizer: spec.SGD, LearningRate: 10, Momentum: 0.9, BatchSize: 100, Epochs: 3, Examples: 1000, Shards: 4, Seed: 1}
	h := opened(t, training)
	h.run(wire.Open{Model: deep(), Training: training}, wire.Reset{})
	return h
}

func (h *harness) wantDivergence() wire.Divergence {
	h.t.Helper()
	d := last[wire.Fault](h).Divergence
	if f := last[wire.Fault](h); f.Cause != wire.CauseDiverge || d == nil {
		h.t.Fatalf("the fault is %+v, want a divergence", f)
	}
	for i, v := range h.View().Weights() {
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			h.t.Fatalf("weight %d is %v", i, v)
		}
	}
	return *d
}

// A divergence says what is not finite, where, and at which rate.
func TestADivergenceSaysWhatAndWhere(t *testing.T) {
	h := wild(t)
	h.run(wire.Train{Until: wire.UntilEnd})
	d := h.wantDivergence()
	h.wantPhase(wire.Paused)
	n := last[wire.Network](h)
	if d.Rate != 10 || d.Epoch != n.Epoch || d.Step != n.Step || d.Epoch == 0 && d.Step == 0 {
		t.Errorf("it says %+v; the network has made epoch %d, step %d", d, n.Epoch, n.Step)
	}
	switch d.Quantity {
	case wire.QuantityLoss:
		if d.Array != "" || d.Layer != -1 {
			t.Errorf("a loss of %q in layer %d", d.Array, d.Layer)
		}
	case wire.QuantityGradient:
		names := []string{"", "dense/", "dense_1/", "dense_2/"}
		if d.Layer < 1 || d.Layer > 3 || d.Array != names[d.Layer]+"kernel" && d.Array != names[d.Layer]+"bias" {
			t.Errorf("the gradient of %q in layer %d", d.Array, d.Layer)
		}
	default:
		t.Errorf("the %q is not finite", d.Quantity)
	}
	if o := d.Rollback; o == nil || o.Rate != 5 || o.Epoch != 0 || o.Step != 0 {
		t.Errorf("the rollback is %+v, want half the rate from the beginning", o)
	}
	h.run(wire.Train{Until: wire.UntilStep}) // the same step again
	if again := h.wantDivergence(); *again.Rollback != *d.Rollback || again.Step != d.Step {
		t.Errorf("the second time it says %+v", again)
	}
}

func TestADivergingStepIsNotMade(t *testing.T) {
	training := short()
	training.Optimizer, training.LearningRate, training.Momentum = spec.SGD, 10, 0.9
	h := opened(t, training)
	m := small(16)
	m.Layers[1] = spec.Dense{Units: 16, Activation: spec.Linear} // without ReLU nothing limits the growth
	h.run(wire.Open{Model: m, Training: training})
	h.run(wire.Train{Until: wire.UntilEnd})
	h.wantFault("training", wire.CauseDiverge)
	h.wantPhase(wire.Paused)
	h.run(wire.Predict{ID: 1, Pixels: pixels()})
	for _, v := range last[wire.Activations](h).Numbers {
		if math.IsNaN(float64(v)) {
			t.Fatal("an activation is NaN: the step was made")
		}
	}
}

// overflowing is a session whose training ends with finite weights and an infinite
// loss on some test picture.
func overflowing(t *testing.T) *harness {
	training := spec.Training{Optimizer: spec.SGD, LearningRate: 10, BatchSize: 100, Epochs: 1, Examples: 1000, Shards: 4, Seed: 1}
	h := opened(t, training)
	h.run(wire.Open{Training: training, Model: spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{},
		spec.Dense{Units: 64}, spec.Dense{Units: 64}, spec.Dense{Units: 64},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}})
	return h
}

func TestAnInfiniteTestLossIsReported(t *testing.T) {
	h := overflowing(t)
	h.add("test-tenth")
	h.run(wire.Train{Until: wire.UntilEnd})
	if f := last[wire.Fault](h); f.Cause != wire.CauseDiverge {
		t.Errorf("the fault is %+v, want a divergence", f)
	}
	if h.Work() {
		t.Error("the same weights are evaluated again and again")
	}
	h.run(wire.Reset{})
	h.wantPhase(wire.Idle)
}

// When all test pictures are there, the sample comes first. If its loss is not
// finite, the rest is not evaluated.
func TestAnInfiniteTestLossIsReportedOnce(t *testing.T) {
	h := overflowing(t)
	for _, part := range dataset.Shards() {
		if part.Split == dataset.Test {
			h.add(part.Name)
		}
	}
	h.run(wire.Train{Until: wire.UntilEnd})
	var n int
	for _, f := range every[wire.Fault](h) {
		if f.What == "test loss" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("it was reported %d times, want once", n)
	}
}

// If the very first step diverges there is nothing to roll back to.
func TestWithoutAGoodStateThereIsNoRollback(t *testing.T) {
	huge := func() []byte {
		h := opened(t, short())
		w := h.View().Weights()
		for i := range w {
			w[i] *= 0x1p90
		}
		return h.save(wire.FormatModel).Bytes
	}()
	h := restored(t, huge)
	training := short()
	h.run(wire.Train{Until: wire.UntilEnd})
	if d := h.wantDivergence(); d.Rollback != nil || d.Epoch != 0 || d.Step != 0 {
		t.Errorf("the fault is %+v", d)
	}
	h.run(wire.Rollback{})
	h.wantFault("rollback", wire.CauseCommand)
	h.run(wire.Reset{}, wire.Train{Until: wire.UntilEnd})
	h.wantPhase(wire.Finished)
	if n := last[wire.Network](h); n.Training != training {
		t.Errorf("the training is %+v", n.Training)
	}
}

// The loss on the test pictures may diverge after the training has stopped. A
// rollback then goes on to the chosen end.
func TestARollbackAfterAnInfiniteTestLoss(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Train{Until: wire.UntilStep})
	h.blowUp(0x1p90)
	h.add("test-tenth")
	h.run()
	d := h.wantDivergence()
	if f := last[wire.Fault](h); f.What != "test loss" || d.Quantity != wire.QuantityTestLoss || d.Layer != -1 || d.Step != 1 || d.Rollback == nil {
		t.Errorf("the fault is %+v, the divergence %+v", f, d)
	}
	if n := last[wire.Network](h); n.Tested != 0 {
		t.Errorf("an accuracy is claimed: %+v", n)
	}
	h.run(wire.Rollback{})
	h.wantPhase(wire.Finished)
	if p := last[wire.Progress](h); p.Epoch != 2 || p.LearningRate != short().LearningRate/2 {
		t.Errorf("it ends at %+v", p)
	}
}
