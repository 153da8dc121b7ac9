package session_test

import (
	"testing"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// seen is the file of a network whose weights have seen so many epochs, of seed
// 7 as those of file.
func seen(t testing.TB, epochs int) []byte {
	t.Helper()
	net, err := engine.New(small(16), 7)
	if err != nil {
		t.Fatal(err)
	}
	data, err := checkpoint.Save(checkpoint.Run{
		Model: small(16), Training: short(), Weights: net.Weights(), Results: checkpoint.Results{Epochs: epochs},
	}, safetensors.F32)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A training that waits for its first pictures has not begun: what is saved is
// the network that it would begin with, and goes on as if it had not been saved.
func TestATrainingThatHasMadeNoStepHasNotBegun(t *testing.T) {
	for name, c := range map[string]struct {
		opens []wire.Message
		until wire.Until
		epoch int
	}{
		"a file's":                {[]wire.Message{wire.Restore{Name: "mine", Bytes: seen(t, 5)}}, wire.UntilEnd, 5}, // of 2 epochs
		"untrained, from a reset": {[]wire.Message{wire.Open{Model: small(16), Training: short()}, wire.Reset{}}, wire.UntilEnd, 0},
	} {
		r := newRig(t)
		r.addModel(spec.FirstShipped)
		r.do(c.opens...)
		r.do(wire.Train{Until: c.until})
		r.wantPhase(wire.Waiting)
		f := r.save(wire.FormatCheckpoint)
		if f.Epoch != c.epoch || f.Step != 0 {
			t.Errorf("%s: the file is of epoch %d, step %d; the weights have seen %d epochs", name, f.Epoch, f.Step, c.epoch)
		}
		again := restored(t, f.Bytes)
		again.wantPhase(wire.Idle)
		if p := last[wire.Progress](again); p.Epoch != 0 || p.Step != 0 {
			t.Errorf("%s: the training stands at epoch %d, step %d; no step was made", name, p.Epoch, p.Step)
		}
		r.add("train-00000")
		r.do()
		again.do(wire.Train{Until: c.until})
		if got, want := last[wire.Network](again).Checksum, last[wire.Network](r).Checksum; got != want {
			t.Errorf("%s: restored it ends at %s, uninterrupted at %s", name, got, want)
		}
	}
}

// What can be opened can be saved: a network of which another training has made
// more steps than the next will have in an epoch.
func TestWeightsOfALongerEpochCanBeSaved(t *testing.T) {
	r := opened(t, spec.Training{
		Optimizer: spec.RMSprop, LearningRate: 0.001, BatchSize: 50, Epochs: 2, Examples: 1000, Shards: 4, Seed: 1,
	})
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for range 13 { // of 20
		r.Work()
	}
	r.do(wire.Pause{}, wire.SetTraining{Training: short()}) // 10 steps an epoch
	want := last[wire.Network](r)
	if want.Step != 13 {
		t.Fatalf("the weights have seen %d steps, want 13", want.Step)
	}
	for _, form := range []wire.Format{wire.FormatCheckpoint, wire.FormatModel, wire.FormatONNX} {
		r.save(form)
	}
	again := restored(t, r.save(wire.FormatCheckpoint).Bytes)
	again.wantPhase(wire.Paused)
	if got := last[wire.Network](again); got.Epoch != want.Epoch || got.Step != want.Step || got.Checksum != want.Checksum {
		t.Errorf("the network is %+v, was %+v", got, want)
	}
}

// So can what a file brings, whatever it says that its weights have seen.
func TestAFileOfManyEpochsIsSavedOrRefused(t *testing.T) {
	r := restored(t, seen(t, spec.MaxEpochs))
	r.save(wire.FormatCheckpoint)
	r.do(wire.Train{Until: wire.UntilStep})
	r.save(wire.FormatCheckpoint)

	c, err := checkpoint.LoadCheckpoint(r.save(wire.FormatCheckpoint).Bytes)
	if err != nil {
		t.Fatal(err)
	}
	c.Progress.Seconds = 1e9 // thirty years: the most that is counted
	data, err := checkpoint.SaveCheckpoint(c)
	if err != nil {
		t.Fatal(err)
	}
	r = restored(t, data)
	r.do(wire.Train{Until: wire.UntilStep})
	r.save(wire.FormatCheckpoint)
}
