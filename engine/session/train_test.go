package session_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"convlab/engine"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// trained is the checksum of small after so many steps, by the engine alone.
func trained(t *testing.T, training spec.Training, steps int, shards ...string) string {
	t.Helper()
	net, err := engine.New(small(16), training.Seed)
	if err != nil {
		t.Fatal(err)
	}
	set := trainingSet(t, shards...)
	trainer, err := engine.NewTrainer(net, set, training, engine.NewLocal(net, set, training))
	if err != nil {
		t.Fatal(err)
	}
	for range steps {
		if _, err := trainer.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	return engine.Checksum(net.Weights())
}

func (r *rig) wantTrained(steps int) {
	r.t.Helper()
	want := trained(r.t.(*testing.T), short(), steps, "train-00000")
	if got := last[wire.Network](r).Checksum; got != want {
		r.t.Errorf("the weights are not those of %d steps", steps)
	}
}

func TestTrainRunsToTheEndAndThenAsFarAgain(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Train{Until: wire.UntilEnd})
	r.wantPhase(wire.Finished)
	r.wantTrained(20) // two epochs of ten steps
	n := last[wire.Network](r)
	if n.Origin != wire.Yours || n.Changed || n.Epoch != 2 || n.Step != 0 {
		t.Errorf("the network is %+v, want yours after 2 epochs", n)
	}
	p := last[wire.Progress](r)
	if p.Epoch != 2 || p.Epochs != 2 || p.Steps != 10 || p.Examples != 1000 || p.ImagesPerSecond == 0 || p.Seconds == 0 || p.SecondsLeft != 0 {
		t.Errorf("the progress is %+v", p)
	}
	r.events = nil
	r.do(wire.Train{Until: wire.UntilEnd})
	longer := short()
	longer.Epochs = 4
	if got, want := last[wire.Network](r).Checksum, trained(t, longer, 40, "train-00000"); got != want {
		t.Error("the weights are not those of one run of four epochs")
	}
	r.wantPhase(wire.Finished)
	if p := last[wire.Progress](r); p.Epoch != 4 || p.Epochs != 4 {
		t.Errorf("the progress is %+v", p)
	}
	if every[wire.Scores](r)[0].First {
		t.Error("the curves were emptied")
	}
}

func TestStepsAndEpochsGoOnFromAnyWeights(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Train{Until: wire.UntilStep})
	r.wantPhase(wire.Paused)
	r.wantTrained(1)
	r.do(wire.Train{Until: wire.UntilStep})
	r.wantTrained(2)
	if n := last[wire.Network](r); n.Epoch != 0 || n.Step != 2 {
		t.Errorf("the network has %d epochs and %d steps, want 0 and 2", n.Epoch, n.Step)
	}
	r.do(wire.Train{Until: wire.UntilEpoch})
	r.wantPhase(wire.Paused)
	r.wantTrained(10)
	r.do(wire.Train{Until: wire.UntilEnd}) // goes on: the run is paused before its end
	r.wantPhase(wire.Finished)
	r.wantTrained(20)

	// Beyond the end the order of the epochs goes on, as in a longer run.
	longer := short()
	longer.Epochs = 4
	want := trained(t, longer, 31, "train-00000")
	r.do(wire.Train{Until: wire.UntilEpoch})
	r.wantPhase(wire.Finished)
	r.do(wire.Train{Until: wire.UntilStep})
	r.wantPhase(wire.Finished) // Train must not take it for a run to go on with
	if got := last[wire.Network](r).Checksum; got != want {
		t.Error("beyond the end the steps are not those of a longer run")
	}
}

// Shipped weights are gone on from, in a run of its own that says so.
func TestAStepOfAPretrainedNetworkBeginsARunFromItsWeights(t *testing.T) {
	for _, until := range []wire.Until{wire.UntilStep, wire.UntilEpoch, wire.UntilEnd} {
		r := newRig(t)
		r.addModel(spec.FirstShipped)
		r.add("train-00000")
		shipped := last[wire.Network](r)
		training := shipped.Training
		training.Examples, training.Epochs = 200, 1
		r.do(wire.SetTraining{Training: training}, wire.Train{Until: until})
		n := last[wire.Network](r)
		if n.ContinuedFrom != shipped.Checksum || n.Origin != wire.Yours || n.Changed || n.Epoch*10+n.Step == 0 || n.Epoch > 1 {
			t.Errorf("until %s the shipped network %s became %+v", until, shipped.Checksum, n)
		}
		r.do(wire.Reset{}, wire.Train{Until: until})
		if fresh := last[wire.Network](r); n.Checksum == fresh.Checksum || fresh.ContinuedFrom != "" {
			t.Errorf("until %s fresh weights became %s, from %q", until, fresh.Checksum, fresh.ContinuedFrom)
		}
	}
}

func TestPauseReallyPauses(t *testing.T) {
	r := opened(t, short())
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for range 7 {
		r.Work()
	}
	r.wantPhase(wire.Running)
	r.do(wire.Pause{})
	r.wantPhase(wire.Paused)
	r.wantTrained(7)
	events := len(r.events)
	for range 50 {
		if r.Work() {
			t.Fatal("a paused session wants to work")
		}
	}
	if len(r.events) != events {
		t.Errorf("a paused session says %+v", r.events[events:])
	}
	r.do(wire.Train{Until: wire.UntilEnd})
	r.wantTrained(20)
}

// In the middle of a step drawings are answered, from the weights before it,
// and everything else waits for its end.
// The accuracy of the epoch before is not that of one whose test is still under way, however that is interrupted.
func TestAnAccuracyIsOfTheWeightsThatItWasMeasuredOn(t *testing.T) {
	r := opened(t, short())
	r.add("test-tenth")
	r.do(wire.Train{Until: wire.UntilEpoch})
	if n := last[wire.Network](r); n.Epoch != 1 || n.Tested == 0 || !n.Measured {
		t.Errorf("after its test: epoch %d, %d pictures, measured %v", n.Epoch, n.Tested, n.Measured)
	}
	r.tick = examTick
	r.Handle(wire.Train{Until: wire.UntilEpoch})
	for last[wire.Progress](r).Phase != wire.Testing {
		r.Work()
	}
	r.Handle(wire.Pause{})
	r.Work()
	if n := last[wire.Network](r); n.Epoch != 2 || n.Measured {
		t.Errorf("in the middle of the test of epoch 2: epoch %d, measured %v", n.Epoch, n.Measured)
	}
	r.do()
	if n := last[wire.Network](r); n.Epoch != 2 || !n.Measured {
		t.Errorf("after it: epoch %d, measured %v", n.Epoch, n.Measured)
	}
}

func TestDrawingsAreAnsweredWithinAStep(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Open{Model: spec.NoteConvnet(), Training: short()}) // shards of a dense network this small are worked on together
	r.do(wire.Train{Until: wire.UntilStep})
	r.do(wire.Predict{ID: 1, Pixels: pixels()})
	before := last[wire.Activations](r)
	r.events = nil
	yields := 0
	r.yield = func() {
		yields++
		r.Handle(wire.Predict{ID: 1 + yields, Pixels: pixels()})
		r.Handle(wire.Pause{})
	}
	r.Handle(wire.Train{Until: wire.UntilEnd})
	r.Work()
	// Four shards of a batch have three places between them.
	answers := every[wire.Activations](r)
	if yields != 3 || len(answers) != 3 {
		t.Fatalf("%d yields and %d answers in a step of %d shards", yields, len(answers), short().Shards)
	}
	for i, a := range answers {
		if a.ID != 2+i || !slices.Equal(a.Numbers, before.Numbers) {
			t.Errorf("answer %d is not what the weights before the step make of the drawing", a.ID)
		}
	}
	r.yield = nil
	r.do()
	r.wantPhase(wire.Paused)
	interrupted := last[wire.Network](r)
	plain := opened(t, short())
	plain.do(wire.Open{Model: spec.NoteConvnet(), Training: short()}, wire.Train{Until: wire.UntilStep})
	plain.do(wire.Train{Until: wire.UntilStep})
	if want := last[wire.Network](plain); interrupted.Checksum != want.Checksum || interrupted.Step != 2 {
		t.Errorf("after %d steps the weights are not those of 2 steps without drawings", interrupted.Step)
	}
	r.do(wire.Predict{ID: 9, Pixels: pixels()})
	if slices.Equal(last[wire.Activations](r).Numbers, before.Numbers) {
		t.Error("after the step the drawing is still read with the weights before it")
	}
}

func TestTrainingWaitsForItsPictures(t *testing.T) {
	training := short()
	training.Examples, training.Epochs = 2000, 1
	r := opened(t, training)
	r.do(wire.Train{Until: wire.UntilEnd})
	r.wantPhase(wire.Waiting)
	if p := last[wire.Progress](r); p.Step != 10 {
		t.Errorf("it waits after %d steps, want 10: a thousand pictures are there", p.Step)
	}
	r.do(wire.Pause{})
	r.wantPhase(wire.Paused)
	r.do(wire.Train{Until: wire.UntilEnd})
	r.wantPhase(wire.Waiting)
	r.add("train-01000")
	r.do()
	r.wantPhase(wire.Finished)
	if got, want := last[wire.Network](r).Checksum, trained(t, training, 20, "train-00000", "train-01000"); got != want {
		t.Error("the weights depend on when the pictures arrived")
	}
}

func TestLearningRateChangesWhileTraining(t *testing.T) {
	r := opened(t, short())
	r.Handle(wire.Train{Until: wire.UntilEnd})
	r.Work()
	r.do(r.rate(0.002))
	fast := last[wire.Network](r).Checksum
	if rate := last[wire.Progress](r).LearningRate; rate != 0.002 {
		t.Errorf("the rate is %v, want 0.002", rate)
	}
	r.do(wire.Reset{}, r.rate(0.001), wire.Train{Until: wire.UntilEnd})
	r.wantTrained(20)
	if fast == last[wire.Network](r).Checksum {
		t.Error("a change of the rate changed nothing")
	}
	for _, rate := range []float32{0, -1, float32(math.Inf(1)), float32(math.NaN()), 11} {
		set := r.rate(rate)
		faults := len(every[wire.Fault](r))
		r.do(set)
		if len(every[wire.Fault](r)) != faults+1 {
			t.Errorf("rate %v was not refused", rate)
		}
		if f := r.wantFault("training", wire.CauseRefused); f.Refusal == nil {
			t.Errorf("rate %v: the refusal does not say what would work", rate)
		}
		if got := last[wire.Progress](r).LearningRate; got != 0.001 {
			t.Errorf("rate %v was refused and the rate is %v", rate, got)
		}
	}
}

// The loss falls fastest at first: the first points are of 1, 2, 4 ... steps.
// The same commands give the same weights, wherever a run is interrupted.
func TestInterruptionsLeaveNoTrace(t *testing.T) {
	r := opened(t, short())
	for i := 0; last[wire.Progress](r).Phase != wire.Finished; i++ {
		if i > 100 {
			t.Fatal(errors.New("the run never ends"))
		}
		r.Handle(wire.Train{Until: wire.UntilEnd})
		r.Handle(wire.Predict{ID: i, Pixels: pixels()})
		for range i % 4 {
			r.Work()
		}
		r.do(wire.Pause{})
	}
	r.wantTrained(20)
}

// An end that is set to the epoch that has just been finished is reached, also
// while that epoch is measured.
func TestAnEndSetWhileTheLastEpochIsMeasuredIsReached(t *testing.T) {
	r := opened(t, short())
	r.add("test-tenth")
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for last[wire.Progress](r).Phase != wire.Testing {
		r.Work()
	}
	one := short()
	one.Epochs = 1
	r.do(wire.SetTraining{Training: one})
	p := last[wire.Progress](r)
	if p.Phase != wire.Finished || p.Epoch != 1 || p.Step != 0 {
		t.Errorf("it went on to %+v", p)
	}
	if n := last[wire.Network](r); n.Tested != 1000 || !n.Measured {
		t.Errorf("the epoch was not measured: %+v", n)
	}
	r.do(wire.Train{Until: wire.UntilEnd})
	if p := last[wire.Progress](r); p.Phase != wire.Finished || p.Epoch != 2 {
		t.Errorf("Continue at the end: %+v", p)
	}
}
