package session_test

import (
	"slices"
	"testing"

	"convlab/engine"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Repeated rollbacks lead to a rate at which the network learns: a loss below 1,
// where chance has 2.3.
func TestRollbacksLeadToARateThatLearns(t *testing.T) {
	h := wild(t)
	begin := last[wire.Network](h).Checksum
	h.run(wire.Train{Until: wire.UntilEnd})
	if s := every[wire.Scores](h)[0]; !s.First || s.Rollback {
		t.Errorf("a new run begins with %+v", s)
	}
	rollbacks := 0
	for last[wire.Progress](h).Phase != wire.Finished {
		if rollbacks++; rollbacks > 12 { // 10/2^12 is 0.0024: slow, but stable
			t.Fatalf("after %d rollbacks it still diverges: %+v", rollbacks, last[wire.Fault](h))
		}
		o := *h.wantDivergence().Rollback
		h.events = nil
		h.Handle(wire.Rollback{})
		h.yield = func() { // in the first step: what it starts from
			h.yield = nil
			if o.Epoch == 0 && o.Step == 0 && checksumOf(h) != begin {
				t.Error("it does not go back to the first weights")
			}
		}
		h.run()
		if n := every[wire.Network](h)[0]; n.Epoch != o.Epoch || n.Step != o.Step || n.Training.LearningRate != o.Rate || n.Tested != 0 {
			t.Errorf("the rollback was to %+v, the network is %+v", o, n)
		}
		if s := every[wire.Scores](h)[0]; !s.First || !s.Rollback || len(s.Points) > 0 && s.Points[len(s.Points)-1].Epoch > float64(o.Epoch)+float64(o.Step)/10 {
			t.Errorf("the curves are not cut at the place: %+v", s)
		}
	}
	if rollbacks == 0 {
		t.Error("rate 10 did not diverge: the test shows nothing")
	}
	points := curves(h)
	if p := points[len(points)-1]; p.Loss > 1 {
		t.Errorf("after %d rollbacks, at rate %v, the loss is %v", rollbacks, last[wire.Progress](h).LearningRate, p.Loss)
	}
	if p := last[wire.Progress](h); p.Epoch != 3 || p.LearningRate >= 10 {
		t.Errorf("the training ended at %+v", p)
	}
}

// A training that was good for a while goes back to then, not to its beginning.
func TestARollbackKeepsWhatWasLearned(t *testing.T) {
	training := spec.Training{Optimizer: spec.SGD, LearningRate: 0.05, BatchSize: 100, Epochs: 20, Examples: 1000, Shards: 4, Seed: 1}
	h := opened(t, training)
	h.run(wire.Open{Model: deep(), Training: training}, wire.Reset{})
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for last[wire.Network](h).Epoch < 9 {
		h.Work()
		h.Handle(wire.Save{Format: wire.FormatModel}) // the answer says where it is
	}
	h.run(h.rate(10))
	o := h.wantDivergence().Rollback
	// Every 2,000 images a state is saved, and after 2,000 more it is known to be good.
	if o == nil || o.Rate != 5 || o.Epoch < 5 {
		t.Fatalf("after nine good epochs the rollback is to %+v", o)
	}
	before := curves(h)
	h.Handle(wire.Rollback{})
	h.Handle(h.rate(0.05)) // the user knows better
	h.Work()
	if n := last[wire.Network](h); n.Epoch != o.Epoch {
		t.Errorf("it goes on from epoch %d, the rollback was to %+v", n.Epoch, o)
	}
	after := curves(h)
	if len(after) == 0 || !slices.Equal(after[:len(after)-1], before[:len(after)-1]) {
		t.Error("the curves before that place have changed")
	}
	h.run()
	h.wantPhase(wire.Finished)

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
	if got := checksumOf(h); got != checksum(want.Weights()) {
		t.Error("from there it does not go on to the bits of an undisturbed training")
	}
}

func TestARollbackNeedsADivergence(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Rollback{})
	h.wantFault("rollback", wire.CauseCommand)
	h.run(wire.Train{Until: wire.UntilStep}, wire.Rollback{})
	h.wantFault("rollback", wire.CauseCommand)
	h.wantTrained(1)

	w := wild(t) // the rollback is gone when the training goes on
	w.run(wire.Train{Until: wire.UntilEnd})
	w.wantDivergence()
	w.run(wire.Train{Until: wire.UntilEnd}, wire.Pause{}, wire.Rollback{})
	w.wantFault("rollback", wire.CauseCommand)
}

// Beyond the chosen epochs there is no end to train to: one more epoch is made.
func TestARollbackBeyondTheEndMakesOneEpoch(t *testing.T) {
	training := short()
	training.Epochs = 4
	h := opened(t, training)
	h.run(wire.Train{Until: wire.UntilEnd})
	h.wantPhase(wire.Finished)
	h.run(wire.Train{Until: wire.UntilEpoch}, wire.Train{Until: wire.UntilEpoch})
	h.run(wire.Train{Until: wire.UntilEpoch})
	shorter := training
	shorter.Epochs = 1
	h.run(wire.Open{Model: small(16), Training: shorter})
	h.blowUp(0x1p90)
	h.run(wire.Train{Until: wire.UntilStep})
	o := h.wantDivergence().Rollback
	if o == nil || o.Epoch < 2 {
		t.Fatalf("after six epochs the rollback is to %+v", o)
	}
	h.run(wire.Rollback{}) // of a training until the next step
	if n := last[wire.Network](h); n.Epoch != o.Epoch || n.Step != o.Step+1 {
		t.Errorf("it is at epoch %d, step %d, the rollback was to %+v", n.Epoch, n.Step, o)
	}
	h.blowUp(0x1p90)
	h.run(wire.Train{Until: wire.UntilEpoch})
	again := h.wantDivergence().Rollback
	if again == nil || again.Rate != o.Rate/2 || again.Epoch != o.Epoch {
		t.Fatalf("the second rollback is to %+v, the first was to %+v", again, o)
	}
	h.run(wire.Rollback{})
	if n := last[wire.Network](h); n.Epoch != o.Epoch+1 || n.Step != 0 {
		t.Errorf("it is at epoch %d, step %d, want the end of one epoch", n.Epoch, n.Step)
	}
}

// The weights of a slow divergence are finite, and useless, for thousands of images.
// A rollback goes to a state before.
func TestAUselessStateIsNotGood(t *testing.T) {
	training := short()
	training.Optimizer, training.LearningRate, training.Epochs = spec.SGD, 0.01, 12
	h := opened(t, training)
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for last[wire.Progress](h).Epoch < 5 {
		h.Work()
		h.Handle(h.rate(0.01)) // a command makes it report Progress
	}
	h.blowUp(100) // a loss in the hundreds at least; at this rate it stays there
	for last[wire.Progress](h).Epoch < 10 {
		h.Work()
		h.Handle(h.rate(1e-9))
	}
	h.blowUp(0x1p90)
	h.run()
	if o := h.wantDivergence().Rollback; o == nil || o.Epoch > 5 {
		t.Errorf("after five useless epochs the rollback is to %+v", o)
	}
}

// A rollback forgets the states after its point: good steps from there must not make
// them good.
func TestStatesAfterTheRollbackPointAreForgotten(t *testing.T) {
	training := short()
	training.Optimizer, training.LearningRate, training.Epochs = spec.SGD, 0.01, 12
	h := opened(t, training)
	for range 5 { // a state is saved every two epochs
		h.run(wire.Train{Until: wire.UntilEpoch})
	}
	for range 9 {
		h.run(wire.Train{Until: wire.UntilStep})
	}
	h.blowUp(100)
	h.run(wire.Train{Until: wire.UntilStep}) // the end of epoch 6: these weights are saved
	h.blowUp(0x1p90)
	h.run(wire.Train{Until: wire.UntilStep})
	first := h.wantDivergence().Rollback
	if first == nil || first.Epoch >= 6 || first.Step != 0 {
		t.Fatalf("the first rollback is to %+v", first)
	}
	h.run(wire.Rollback{})
	for range 2 {
		h.run(wire.Train{Until: wire.UntilEpoch})
	}
	h.blowUp(0x1p90)
	h.run(wire.Train{Until: wire.UntilStep})
	if second := h.wantDivergence().Rollback; second == nil || second.Epoch != first.Epoch || second.Step != first.Step {
		t.Errorf("two epochs after %+v the rollback is to %+v", first, second)
	}
}

// When a suspended run is restored, its rollback is offered again.
func TestASuspendedRunKeepsItsRollback(t *testing.T) {
	h := opened(t, short())
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for range 15 {
		h.Work()
	}
	h.blowUp(0x1p90)
	h.run()
	point := *h.wantDivergence().Rollback
	h.run(wire.Open{Model: small(8), Training: short()})
	h.run(wire.Rollback{})
	h.wantFault("rollback", wire.CauseCommand)
	faults := len(every[wire.Fault](h))
	h.run(wire.Open{Model: small(16), Training: short()})
	if d := h.wantDivergence(); len(every[wire.Fault](h)) != faults+1 || d.Rollback == nil || *d.Rollback != point {
		t.Errorf("the rollback is to %+v, was to %+v", d.Rollback, point)
	}
	h.run(wire.Rollback{})
	if p := last[wire.Progress](h); p.Phase != wire.Finished {
		t.Errorf("after the rollback: %+v", p)
	}
}
