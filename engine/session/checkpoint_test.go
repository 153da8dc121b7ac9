package session_test

import (
	"reflect"
	"testing"

	"convlab/engine/checkpoint"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// everyOptimizer is short with each kind of optimiser state. An epoch has 7 steps,
// the last with 40 pictures.
func everyOptimizer() (all []spec.Training) {
	for _, c := range []struct {
		optimizer string
		momentum  float32
		nesterov  bool
	}{{spec.RMSprop, 0, false}, {spec.Adam, 0, false}, {spec.SGD, 0, false}, {spec.SGD, 0.9, false}, {spec.SGD, 0.9, true}} {
		t := short()
		t.Optimizer, t.Momentum, t.Nesterov = c.optimizer, c.momentum, c.nesterov
		t.LearningRate, t.BatchSize, t.Shift, t.Epochs = 0.01, 160, 1, 3
		all = append(all, t)
	}
	return all
}

// Saved after any step and restored in another session, a training ends at the bits
// at which it would have ended, also after a change of the rate.
func TestARestoredTrainingEndsAtTheSameBits(t *testing.T) {
	for _, training := range everyOptimizer() {
		whole := opened(t, training)
		whole.Handle(wire.Train{Until: wire.UntilEnd})
		var files []wire.Saved
		for i := range 21 {
			if i == 4 {
				whole.Handle(whole.rate(0.003))
			}
			whole.Work()
			if i == 1 || i == 6 || i == 9 {
				whole.Handle(wire.Pause{})
				files = append(files, whole.save(wire.FormatCheckpoint))
				whole.Handle(wire.Train{Until: wire.UntilEnd})
			}
		}
		whole.run()
		whole.wantPhase(wire.Finished)
		for i, f := range files {
			h := restored(t, f.Bytes)
			h.wantPhase(wire.Paused)
			if p := last[wire.Progress](h); p.Epoch != f.Epoch || p.Step != f.Step || 7*f.Epoch+f.Step != []int{2, 7, 10}[i] {
				t.Errorf("the file is of epoch %d, step %d, the training is at epoch %d, step %d", f.Epoch, f.Step, p.Epoch, p.Step)
			}
			if i == 0 { // before the change
				h.Handle(wire.Train{Until: wire.UntilEnd})
				h.Work()
				h.Work()
				h.run(h.rate(0.003))
			} else {
				h.run(wire.Train{Until: wire.UntilEnd})
			}
			h.wantPhase(wire.Finished)
			if got, want := last[wire.Network](h).Checksum, last[wire.Network](whole).Checksum; got != want {
				t.Errorf("%s, momentum %v: saved at epoch %d, step %d it ends at %s, uninterrupted at %s",
					training.Optimizer, training.Momentum, f.Epoch, f.Step, got, want)
			}
		}
	}
}

// Network, curves (to float32), place and drawing are as they were.
func TestARestoredTrainingIsWhereItWas(t *testing.T) {
	h := opened(t, short())
	h.add("test-tenth")
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for last[wire.Progress](h).Epoch == 0 {
		h.Work()
	}
	h.run(wire.Pause{})
	f := h.save(wire.FormatCheckpoint)
	want := last[wire.Network](h)
	if f.ID != 5 || f.Accuracy != want.Accuracy || f.Tested != 1000 || f.Time/1000 != h.clock.Unix() {
		t.Errorf("the answer is of %d with accuracy %v on %d at %d, want of 5 with %v on 1000 at %d s", f.ID, f.Accuracy, f.Tested, f.Time, want.Accuracy, h.clock.Unix())
	}

	again := restored(t, f.Bytes)
	want.Measured = false // it has to be evaluated again
	if got := last[wire.Network](again); !reflect.DeepEqual(got, want) {
		t.Errorf("the network is %+v, was %+v", got, want)
	}
	was, is := last[wire.Progress](h), last[wire.Progress](again)
	if is.Phase != wire.Paused || is.Epoch != was.Epoch || is.Step != was.Step || is.Images != was.Images || is.Seconds != was.Seconds || is.LearningRate != was.LearningRate {
		t.Errorf("the training is at %+v, was at %+v", is, was)
	}
	a := last[wire.Restored](again)
	if a.Name != "mine.safetensors" || a.Format != wire.FormatCheckpoint || !reflect.DeepEqual(a.Drawing, seven()) || string(a.Page) != page || a.Time != f.Time {
		t.Errorf("the answer is %+v", a)
	}
	if got, want := curves(again), curves(h); !reflect.DeepEqual(got, want) {
		t.Errorf("the curves are\n%v, were\n%v", got, want)
	}
	// Evaluated again, the same weights give no second point.
	again.add("test-tenth")
	again.run()
	if got, want := len(curves(again)), len(curves(h)); got != want || len(every[wire.Results](again)) != 1 {
		t.Errorf("%d points and %d results after the evaluation, want %d and 1", got, len(every[wire.Results](again)), want)
	}
}

func TestACheckpointKeepsTheEndOfALengthenedRun(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Train{Until: wire.UntilEnd})
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for range 3 {
		h.Work()
	}
	h.run(wire.Pause{})
	again := restored(t, h.save(wire.FormatCheckpoint).Bytes)
	again.wantPhase(wire.Paused)
	again.run(wire.Train{Until: wire.UntilEnd})
	if p := last[wire.Progress](again); p.Epoch != 4 || p.Phase != wire.Finished {
		t.Errorf("it ends at %+v, want epoch 4", p)
	}
}

// A training that waits for its first pictures has not begun. The file holds the
// network that it would begin with.
func TestATrainingThatHasMadeNoStepHasNotBegun(t *testing.T) {
	for name, c := range map[string]struct {
		opens []wire.Message
		until wire.Until
		epoch int
	}{
		"a file's":                {[]wire.Message{wire.Restore{Name: "mine", Bytes: fileOfEpochs(t, 5)}}, wire.UntilEnd, 5}, // of 2 epochs
		"untrained, from a reset": {[]wire.Message{wire.Open{Model: small(16), Training: short()}, wire.Reset{}}, wire.UntilEnd, 0},
	} {
		h := newHarness(t)
		h.addModel(spec.FirstShipped)
		h.run(c.opens...)
		h.run(wire.Train{Until: c.until})
		h.wantPhase(wire.Waiting)
		f := h.save(wire.FormatCheckpoint)
		if f.Epoch != c.epoch || f.Step != 0 {
			t.Errorf("%s: the file is of epoch %d, step %d; the weights have seen %d epochs", name, f.Epoch, f.Step, c.epoch)
		}
		again := restored(t, f.Bytes)
		again.wantPhase(wire.Idle)
		if p := last[wire.Progress](again); p.Epoch != 0 || p.Step != 0 {
			t.Errorf("%s: the training is at epoch %d, step %d; no step was made", name, p.Epoch, p.Step)
		}
		h.add("train-00000")
		h.run()
		again.run(wire.Train{Until: c.until})
		if got, want := last[wire.Network](again).Checksum, last[wire.Network](h).Checksum; got != want {
			t.Errorf("%s: restored it ends at %s, uninterrupted at %s", name, got, want)
		}
	}
}

// A network can be saved even if its epoch has more steps than an epoch of the next
// run.
func TestWeightsOfALongerEpochCanBeSaved(t *testing.T) {
	h := opened(t, spec.Training{
		Optimizer: spec.RMSprop, LearningRate: 0.001, BatchSize: 50, Epochs: 2, Examples: 1000, Shards: 4, Seed: 1,
	})
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for range 13 { // of 20
		h.Work()
	}
	h.run(wire.Pause{}, wire.SetTraining{Training: short()}) // 10 steps an epoch
	want := last[wire.Network](h)
	if want.Step != 13 {
		t.Fatalf("the weights have seen %d steps, want 13", want.Step)
	}
	for _, format := range []wire.Format{wire.FormatCheckpoint, wire.FormatModel, wire.FormatONNX} {
		h.save(format)
	}
	again := restored(t, h.save(wire.FormatCheckpoint).Bytes)
	again.wantPhase(wire.Paused)
	if got := last[wire.Network](again); got.Epoch != want.Epoch || got.Step != want.Step || got.Checksum != want.Checksum {
		t.Errorf("the network is %+v, was %+v", got, want)
	}
}

// A network from a file can be saved, whatever number of epochs the file claims.
func TestAFileOfManyEpochsIsSavedOrRefused(t *testing.T) {
	h := restored(t, fileOfEpochs(t, spec.MaxEpochs))
	h.save(wire.FormatCheckpoint)
	h.run(wire.Train{Until: wire.UntilStep})
	h.save(wire.FormatCheckpoint)

	c, err := checkpoint.LoadCheckpoint(h.save(wire.FormatCheckpoint).Bytes)
	if err != nil {
		t.Fatal(err)
	}
	c.Progress.Seconds = 1e9 // thirty years: the limit
	data, err := checkpoint.SaveCheckpoint(c)
	if err != nil {
		t.Fatal(err)
	}
	h = restored(t, data)
	h.run(wire.Train{Until: wire.UntilStep})
	h.save(wire.FormatCheckpoint)
}
