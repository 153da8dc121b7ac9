package session_test

import (
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestTrainRunsToTheEndAndThenAsFarAgain(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Train{Until: wire.UntilEnd})
	h.wantPhase(wire.Finished)
	h.wantTrained(20) // two epochs of ten steps
	n := last[wire.Network](h)
	if n.Origin != wire.Yours || n.Changed || n.Epoch != 2 || n.Step != 0 {
		t.Errorf("the network is %+v, want yours after 2 epochs", n)
	}
	p := last[wire.Progress](h)
	if p.Epoch != 2 || p.Epochs != 2 || p.Steps != 10 || p.Examples != 1000 || p.ImagesPerSecond == 0 || p.Seconds == 0 || p.SecondsLeft != 0 {
		t.Errorf("the progress is %+v", p)
	}
	h.events = nil
	h.run(wire.Train{Until: wire.UntilEnd})
	longer := short()
	longer.Epochs = 4
	if got, want := last[wire.Network](h).Checksum, trained(t, longer, 40, "train-00000"); got != want {
		t.Error("the weights are not those of one run of four epochs")
	}
	h.wantPhase(wire.Finished)
	if p := last[wire.Progress](h); p.Epoch != 4 || p.Epochs != 4 {
		t.Errorf("the progress is %+v", p)
	}
	if every[wire.Scores](h)[0].First {
		t.Error("the curves were emptied")
	}
}

func TestStepsAndEpochsGoOnFromAnyWeights(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Train{Until: wire.UntilStep})
	h.wantPhase(wire.Paused)
	h.wantTrained(1)
	h.run(wire.Train{Until: wire.UntilStep})
	h.wantTrained(2)
	if n := last[wire.Network](h); n.Epoch != 0 || n.Step != 2 {
		t.Errorf("the network has %d epochs and %d steps, want 0 and 2", n.Epoch, n.Step)
	}
	h.run(wire.Train{Until: wire.UntilEpoch})
	h.wantPhase(wire.Paused)
	h.wantTrained(10)
	h.run(wire.Train{Until: wire.UntilEnd}) // goes on: the run is paused before its end
	h.wantPhase(wire.Finished)
	h.wantTrained(20)

	// Beyond the end the order of the epochs goes on, as in a longer run.
	longer := short()
	longer.Epochs = 4
	want := trained(t, longer, 31, "train-00000")
	h.run(wire.Train{Until: wire.UntilEpoch})
	h.wantPhase(wire.Finished)
	h.run(wire.Train{Until: wire.UntilStep})
	h.wantPhase(wire.Finished) // Train must begin a new run
	if got := last[wire.Network](h).Checksum; got != want {
		t.Error("beyond the end the steps are not those of a longer run")
	}
}

// A training of shipped weights is a run that continues from them and says so.
func TestAStepOfAPretrainedNetworkBeginsARunFromItsWeights(t *testing.T) {
	for _, until := range []wire.Until{wire.UntilStep, wire.UntilEpoch, wire.UntilEnd} {
		h := newHarness(t)
		h.addModel(spec.FirstShipped)
		h.add("train-00000")
		shipped := last[wire.Network](h)
		training := shipped.Training
		training.Examples, training.Epochs = 200, 1
		h.run(wire.SetTraining{Training: training}, wire.Train{Until: until})
		n := last[wire.Network](h)
		if n.ContinuedFrom != shipped.Checksum || n.Origin != wire.Yours || n.Changed || n.Epoch*10+n.Step == 0 || n.Epoch > 1 {
			t.Errorf("until %s the shipped network %s became %+v", until, shipped.Checksum, n)
		}
		h.run(wire.Reset{}, wire.Train{Until: until})
		if fresh := last[wire.Network](h); n.Checksum == fresh.Checksum || fresh.ContinuedFrom != "" {
			t.Errorf("until %s fresh weights became %s, from %q", until, fresh.Checksum, fresh.ContinuedFrom)
		}
	}
}

func TestAPausedTrainingIsIdle(t *testing.T) {
	h := opened(t, short())
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for range 7 {
		h.Work()
	}
	h.wantPhase(wire.Running)
	h.run(wire.Pause{})
	h.wantPhase(wire.Paused)
	h.wantTrained(7)
	events := len(h.events)
	for range 50 {
		if h.Work() {
			t.Fatal("a paused session is busy")
		}
	}
	if len(h.events) != events {
		t.Errorf("a paused session reports %+v", h.events[events:])
	}
	h.run(wire.Train{Until: wire.UntilEnd})
	h.wantTrained(20)
}

func TestTrainingWaitsForItsPictures(t *testing.T) {
	training := short()
	training.Examples, training.Epochs = 2000, 1
	h := opened(t, training)
	h.run(wire.Train{Until: wire.UntilEnd})
	h.wantPhase(wire.Waiting)
	if p := last[wire.Progress](h); p.Step != 10 {
		t.Errorf("it waits after %d steps, want 10: a thousand pictures are there", p.Step)
	}
	h.run(wire.Pause{})
	h.wantPhase(wire.Paused)
	h.run(wire.Train{Until: wire.UntilEnd})
	h.wantPhase(wire.Waiting)
	h.add("train-01000")
	h.run()
	h.wantPhase(wire.Finished)
	if got, want := last[wire.Network](h).Checksum, trained(t, training, 20, "train-00000", "train-01000"); got != want {
		t.Error("the weights depend on when the pictures arrived")
	}
}

// The same commands give the same weights, wherever a run is interrupted.
func TestInterruptionsLeaveNoTrace(t *testing.T) {
	h := opened(t, short())
	for i := 0; last[wire.Progress](h).Phase != wire.Finished; i++ {
		if i > 100 {
			t.Fatal("the run never ends")
		}
		h.Handle(wire.Train{Until: wire.UntilEnd})
		h.Handle(wire.Predict{ID: i, Pixels: pixels()})
		for range i % 4 {
			h.Work()
		}
		h.run(wire.Pause{})
	}
	h.wantTrained(20)
}
