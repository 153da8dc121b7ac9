package session_test

import (
	"math"
	"slices"
	"testing"

	"convlab/engine"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// wild trains four layers without activation at the highest rate: whatever
// grows is multiplied.
func wild(t testing.TB) *rig {
	training := spec.Training{Optimizer: spec.SGD, LearningRate: 10, Momentum: 0.9, BatchSize: 100, Epochs: 3, Examples: 1000, Shards: 4, Seed: 1}
	r := opened(t, training)
	r.do(wire.Open{Model: deep(), Training: training}, wire.Reset{})
	return r
}

func deep() spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{}, spec.Dense{Units: 30}, spec.Dense{Units: 30}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

func checksum(w []float32) string { return engine.Checksum(w) }

func (r *rig) wantDivergence() wire.Divergence {
	r.t.Helper()
	d := last[wire.Fault](r).Divergence
	if f := last[wire.Fault](r); f.Cause != wire.CauseDiverge || d == nil {
		r.t.Fatalf("the fault is %+v, want a divergence", f)
	}
	for i, v := range r.View().Weights() {
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			r.t.Fatalf("weight %d is %v", i, v)
		}
	}
	return *d
}

// The page is told what exploded, where, and at which rate.
func TestADivergenceSaysWhatAndWhere(t *testing.T) {
	r := wild(t)
	r.do(wire.Train{Until: wire.UntilEnd})
	d := r.wantDivergence()
	r.wantPhase(wire.Paused)
	n := last[wire.Network](r)
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
		t.Errorf("the offer is %+v, want half the rate from the beginning", o)
	}
	r.do(wire.Train{Until: wire.UntilStep}) // the same step again
	if again := r.wantDivergence(); *again.Rollback != *d.Rollback || again.Step != d.Step {
		t.Errorf("the second time it says %+v", again)
	}
}

// Who takes the offer as often as it is made comes to a rate at which the
// network learns: loss below 1, where guessing has 2.3.
func TestTheOfferLearns(t *testing.T) {
	r := wild(t)
	begin := last[wire.Network](r).Checksum
	r.do(wire.Train{Until: wire.UntilEnd})
	if s := every[wire.Scores](r)[0]; !s.First || s.Rollback {
		t.Errorf("a new run begins with %+v", s)
	}
	offers := 0
	for last[wire.Progress](r).Phase != wire.Finished {
		if offers++; offers > 12 { // 10/2^12 is 0.0024: slow, but sound
			t.Fatalf("after %d offers it still diverges: %+v", offers, last[wire.Fault](r))
		}
		o := *r.wantDivergence().Rollback
		r.events = nil
		r.Handle(wire.Rollback{})
		r.yield = func() { // in the first step: what it starts from
			r.yield = nil
			if o.Epoch == 0 && o.Step == 0 && checksumOf(r) != begin {
				t.Error("it does not go back to the first weights")
			}
		}
		r.do()
		if n := every[wire.Network](r)[0]; n.Epoch != o.Epoch || n.Step != o.Step || n.Training.LearningRate != o.Rate || n.Tested != 0 {
			t.Errorf("the offer was %+v, the network is %+v", o, n)
		}
		if s := every[wire.Scores](r)[0]; !s.First || !s.Rollback || len(s.Points) > 0 && s.Points[len(s.Points)-1].Epoch > float64(o.Epoch)+float64(o.Step)/10 {
			t.Errorf("the curves are not cut to the place: %+v", s)
		}
	}
	if offers == 0 {
		t.Error("rate 10 did not diverge: the test shows nothing")
	}
	points := curves(r)
	if p := points[len(points)-1]; p.Loss > 1 {
		t.Errorf("after %d offers, at rate %v, the loss is %v", offers, last[wire.Progress](r).LearningRate, p.Loss)
	}
	if p := last[wire.Progress](r); p.Epoch != 3 || p.LearningRate >= 10 {
		t.Errorf("the training ended at %+v", p)
	}
}

// A training that was sound for a while goes back to then, not to its
// beginning, and what was learned is kept.
func TestTheWayBackIsShort(t *testing.T) {
	training := spec.Training{Optimizer: spec.SGD, LearningRate: 0.05, BatchSize: 100, Epochs: 20, Examples: 1000, Shards: 4, Seed: 1}
	r := opened(t, training)
	r.do(wire.Open{Model: deep(), Training: training}, wire.Reset{})
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for last[wire.Network](r).Epoch < 9 {
		r.Work()
		r.Handle(wire.Save{Format: wire.FormatModel}) // tells where it is
	}
	r.do(r.rate(10))
	o := r.wantDivergence().Rollback
	// Every 2,000 images a state is kept, and 2,000 later it is known to be sound.
	if o == nil || o.Rate != 5 || o.Epoch < 5 {
		t.Fatalf("after nine sound epochs the offer is %+v", o)
	}
	before := curves(r)
	r.Handle(wire.Rollback{})
	r.Handle(r.rate(0.05)) // the user knows better
	r.Work()
	if n := last[wire.Network](r); n.Epoch != o.Epoch {
		t.Errorf("it goes on from epoch %d, the offer was %+v", n.Epoch, o)
	}
	after := curves(r)
	if len(after) == 0 || !slices.Equal(after[:len(after)-1], before[:len(after)-1]) {
		t.Error("the curves before that place are not kept")
	}
	r.do()
	r.wantPhase(wire.Finished)

	want, err := engine.New(deep(), 1)
	if err != nil {
		t.Fatal(err)
	}
	set := trainingSet(t, "train-00000")
	trainer, err := engine.NewTrainer(want, set, training, engine.NewLocal(want, set, training))
	if err != nil {
		t.Fatal(err)
	}
	for !trainer.Done() {
		if _, err := trainer.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := checksumOf(r); got != checksum(want.Weights()) {
		t.Error("from there it does not go on to the bits of a training that never left")
	}
}

func TestARetreatNeedsAnOffer(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Rollback{})
	r.wantFault("rollback", wire.CauseCommand)
	r.do(wire.Train{Until: wire.UntilStep}, wire.Rollback{})
	r.wantFault("rollback", wire.CauseCommand)
	r.wantTrained(1)

	w := wild(t) // the offer is gone when the training goes on
	w.do(wire.Train{Until: wire.UntilEnd})
	w.wantDivergence()
	w.do(wire.Train{Until: wire.UntilEnd}, wire.Pause{}, wire.Rollback{})
	w.wantFault("rollback", wire.CauseCommand)
}

// Where the very first step diverges there is nothing to go back to, and half
// of the smallest rate is none.
func TestWithoutAWayBackThereIsNoOffer(t *testing.T) {
	huge := func() []byte {
		r := opened(t, short())
		w := r.View().Weights()
		for i := range w {
			w[i] *= 0x1p90
		}
		return r.save(wire.FormatModel).Bytes
	}()
	r := restored(t, huge)
	training := short()
	r.do(wire.Train{Until: wire.UntilEnd})
	if d := r.wantDivergence(); d.Rollback != nil || d.Epoch != 0 || d.Step != 0 {
		t.Errorf("the fault is %+v", d)
	}
	r.do(wire.Rollback{})
	r.wantFault("rollback", wire.CauseCommand)
	r.do(wire.Reset{}, wire.Train{Until: wire.UntilEnd})
	r.wantPhase(wire.Finished)
	if n := last[wire.Network](r); n.Training != training {
		t.Errorf("the training is %+v", n.Training)
	}
}

// blowUp makes the weights large enough for numbers to leave float32.
func (r *rig) blowUp(factor float32) {
	w := r.View().Weights()
	for i := range w {
		w[i] *= factor
	}
}

// Beyond the chosen epochs there is no end to run to: one more epoch is made.
func TestBeyondTheEndARetreatMakesOneEpoch(t *testing.T) {
	training := short()
	training.Epochs = 4
	r := opened(t, training)
	r.do(wire.Train{Until: wire.UntilEnd})
	r.wantPhase(wire.Finished)
	r.do(wire.Train{Until: wire.UntilEpoch}, wire.Train{Until: wire.UntilEpoch})
	r.do(wire.Train{Until: wire.UntilEpoch})
	shorter := training
	shorter.Epochs = 1
	r.do(wire.Open{Model: small(16), Training: shorter})
	r.blowUp(0x1p90)
	r.do(wire.Train{Until: wire.UntilStep})
	o := r.wantDivergence().Rollback
	if o == nil || o.Epoch < 2 {
		t.Fatalf("after six epochs the offer is %+v", o)
	}
	r.do(wire.Rollback{}) // a step was asked for, and a step it makes
	if n := last[wire.Network](r); n.Epoch != o.Epoch || n.Step != o.Step+1 {
		t.Errorf("it stands at epoch %d, step %d, the offer was %+v", n.Epoch, n.Step, o)
	}
	r.blowUp(0x1p90)
	r.do(wire.Train{Until: wire.UntilEpoch})
	again := r.wantDivergence().Rollback
	if again == nil || again.Rate != o.Rate/2 || again.Epoch != o.Epoch {
		t.Fatalf("the second offer is %+v, the first was %+v", again, o)
	}
	r.do(wire.Rollback{})
	if n := last[wire.Network](r); n.Epoch != o.Epoch+1 || n.Step != 0 {
		t.Errorf("it stands at epoch %d, step %d, want the end of one epoch", n.Epoch, n.Step)
	}
}

// Weights that went wild show on the test pictures, too, after the training has
// stopped; the way back leads to the chosen end.
func TestAWayBackFromTheTestPictures(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Train{Until: wire.UntilStep})
	r.blowUp(0x1p90)
	r.add("test-tenth")
	r.do()
	d := r.wantDivergence()
	if f := last[wire.Fault](r); f.What != "test loss" || d.Quantity != wire.QuantityTestLoss || d.Layer != -1 || d.Step != 1 || d.Rollback == nil {
		t.Errorf("the fault is %+v, the divergence %+v", f, d)
	}
	if n := last[wire.Network](r); n.Tested != 0 {
		t.Errorf("an accuracy is claimed: %+v", n)
	}
	r.do(wire.Rollback{})
	r.wantPhase(wire.Finished)
	if p := last[wire.Progress](r); p.Epoch != 2 || p.LearningRate != short().LearningRate/2 {
		t.Errorf("it ends at %+v", p)
	}
}

// A network that explodes slowly is finite, and useless, for thousands of
// images: the way back must lead to before.
func TestWhatIsUselessIsNotSound(t *testing.T) {
	training := short()
	training.Optimizer, training.LearningRate, training.Epochs = spec.SGD, 0.01, 12
	r := opened(t, training)
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for last[wire.Progress](r).Epoch < 5 {
		r.Work()
		r.Handle(r.rate(0.01)) // tells where it is
	}
	r.blowUp(100) // a loss in the hundreds at least; at this rate it stays there
	for last[wire.Progress](r).Epoch < 10 {
		r.Work()
		r.Handle(r.rate(1e-9))
	}
	r.blowUp(0x1p90)
	r.do()
	if o := r.wantDivergence().Rollback; o == nil || o.Epoch > 5 {
		t.Errorf("after five useless epochs the offer is %+v", o)
	}
}

// What was kept on the way that a retreat has left is forgotten: sound steps
// behind it must not vouch for it.
func TestTheAbandonedWayIsForgotten(t *testing.T) {
	training := short()
	training.Optimizer, training.LearningRate, training.Epochs = spec.SGD, 0.01, 12
	r := opened(t, training)
	for range 5 { // states are kept every two epochs
		r.do(wire.Train{Until: wire.UntilEpoch})
	}
	for range 9 {
		r.do(wire.Train{Until: wire.UntilStep})
	}
	r.blowUp(100)
	r.do(wire.Train{Until: wire.UntilStep}) // the end of epoch 6: these weights are kept
	r.blowUp(0x1p90)
	r.do(wire.Train{Until: wire.UntilStep})
	first := r.wantDivergence().Rollback
	if first == nil || first.Epoch >= 6 || first.Step != 0 {
		t.Fatalf("the first offer is %+v", first)
	}
	r.do(wire.Rollback{})
	for range 2 {
		r.do(wire.Train{Until: wire.UntilEpoch})
	}
	r.blowUp(0x1p90)
	r.do(wire.Train{Until: wire.UntilStep})
	if second := r.wantDivergence().Rollback; second == nil || second.Epoch != first.Epoch || second.Step != first.Step {
		t.Errorf("two epochs behind %+v the offer is %+v", first, second)
	}
}
