package session_test

import (
	"os"
	"reflect"
	"testing"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// The file was written by Keras, with the program that the page shows. A training
// goes on from its weights.
func TestAModelFromKerasCanBeTrained(t *testing.T) {
	data, err := os.ReadFile("../testdata/keras-weights/small.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	run, err := checkpoint.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	h := restored(t, data)
	a, n := last[wire.Restored](h), last[wire.Network](h)
	if a.Format != wire.FormatModel || len(a.Drawing.Strokes) > 0 || a.Page != nil || a.Time != 0 {
		t.Errorf("the answer is %+v", a)
	}
	if !n.Model.Same(run.Model) || n.Origin != wire.Yours || n.Tested != 0 || n.Epoch != run.Results.Epochs {
		t.Errorf("the network is %+v", n)
	}
	if s := last[wire.Scores](h); !s.First || len(s.Points) > 0 {
		t.Errorf("the curves are %+v", s)
	}
	h.wantPhase(wire.Idle)

	training := run.Training
	training.Examples, training.Epochs, training.LearningRate = 1000, 1, training.LearningRate/8
	h.run(wire.Open{Model: run.Model, Training: training}) // a smaller rate for the same weights
	if got := last[wire.Network](h).Checksum; got != n.Checksum {
		t.Error("another rate has changed the weights")
	}
	h.run(wire.Train{Until: wire.UntilEnd})
	h.wantPhase(wire.Finished)
	net := h.View().Snapshot()
	copy(net.Weights(), run.Weights)
	set := trainingSet(t, "train-00000")
	trainer, err := engine.NewTrainer(net, set, training, engine.NewLocal(net, set, training))
	if err != nil {
		t.Fatal(err)
	}
	for !trainer.Done() {
		if _, err := trainer.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	tuned := last[wire.Network](h).Checksum
	if want := checksum(net.Weights()); tuned != want {
		t.Errorf("the training ends at %s, want %s as from the file's weights", tuned, want)
	}
	h.run(wire.Reset{}, wire.Train{Until: wire.UntilEnd})
	if last[wire.Network](h).Checksum == tuned {
		t.Error("a reset brings the file's weights back")
	}
}

// The golden files of package checkpoint are restored as they were, and trainings of
// them end at the weights of the build that saved them.
func TestFilesOfEarlyBuildsGoOnToTheSameBits(t *testing.T) {
	for _, k := range []struct {
		name        string
		epoch, step int
		end         string // checksum at the end of the run, or of a model an epoch later
	}{
		{"training-rmsprop", 1, 5, "f74a53ac12e43ed0"},
		{"training-adam", 2, 5, "03c64043f04a4c8e"},
		{"training-sgd", 1, 3, "68438100222dc9c2"},
		{"autosave", 1, 5, "5e3e3c25570f39a9"},
		{"model-convnet", 2, 0, "48192086a59e7659"},
		{"model-continued", 1, 0, "f26a63ba3eb5a7bb"},
		{"model-half", 1, 0, "554f45e6d222a0a7"},
	} {
		data, err := os.ReadFile("../checkpoint/testdata/golden/" + k.name + ".safetensors")
		if err != nil {
			t.Fatal(err)
		}
		h := restored(t, data)
		h.add("train-01000")
		n, a := last[wire.Network](h), last[wire.Restored](h)
		if n.Origin != wire.Yours || n.Epoch != k.epoch || n.Step != k.step {
			t.Errorf("%s: %s weights of epoch %d, step %d, want own of epoch %d, step %d", k.name, n.Origin, n.Epoch, n.Step, k.epoch, k.step)
		}
		until := wire.UntilEpoch
		if c, err := checkpoint.LoadCheckpoint(data); err == nil {
			until = wire.UntilEnd
			h.wantPhase(wire.Paused)
			if !reflect.DeepEqual(a.Drawing, c.Drawing) || string(a.Page) != string(c.Page) || len(c.Page) == 0 || a.Time != c.Progress.Saved {
				t.Errorf("%s: the answer is %+v", k.name, a)
			}
			if got := len(curves(h)); got != len(c.History) || got == 0 {
				t.Errorf("%s: %d points of curves, want %d", k.name, got, len(c.History))
			}
		}
		h.run(wire.Train{Until: until})
		if got := last[wire.Network](h).Checksum; got != k.end {
			t.Errorf("%s: ends at %s, want %s", k.name, got, k.end)
		}
	}
}

func TestABadFileDoesNotStopATraining(t *testing.T) {
	h := opened(t, short())
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for range 4 {
		h.Work()
	}
	h.run(wire.Restore{Name: "bad", Bytes: []byte("hello")})
	h.wantFault("bad", wire.CauseFile)
	h.wantPhase(wire.Finished)
	h.wantTrained(20)
}

// While a network is pending, Save and Restore wait. When another network is asked
// for instead, they are still answered.
func TestSaveAndRestoreAreAlwaysAnswered(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Train{Until: wire.UntilStep})
	saved := h.save(wire.FormatCheckpoint)
	trained := last[wire.Network](h)
	rate := h.rate(0.5)
	h.events = nil
	h.run(wire.Load{Preset: "dense"}, rate, wire.Save{ID: 6, Format: wire.FormatModel}, wire.Restore{Name: "mine", Bytes: saved.Bytes})
	if len(every[wire.Saved](h)) > 0 || len(every[wire.Restored](h)) > 0 {
		t.Error("they did not wait for the pending network")
	}
	h.run(wire.Reset{})
	if s := last[wire.Saved](h); s.ID != 6 {
		t.Errorf("the answer is to request %d", s.ID)
	}
	last[wire.Restored](h)
	if n := last[wire.Network](h); n.Origin != wire.Untrained || !reflect.DeepEqual(n.Training, trained.Training) {
		t.Errorf("after the reset the network is %+v", n)
	}
}

// A file replaces the network, and its training with it.
func TestAGoodFileReplacesATraining(t *testing.T) {
	first := opened(t, short())
	first.run(wire.Train{Until: wire.UntilEpoch})
	want := last[wire.Network](first)
	file := first.save(wire.FormatCheckpoint)

	h := openedConvnet(t)
	training := short()
	h.run(wire.Open{Model: spec.NoteConvnet(), Training: training}, wire.Reset{})
	h.Handle(wire.Train{Until: wire.UntilEnd})
	h.Work()
	h.events = nil
	h.run(wire.Restore{Name: "mine", Bytes: file.Bytes})
	if got := last[wire.Network](h); !reflect.DeepEqual(got, want) {
		t.Errorf("the network is %+v, want %+v", got, want)
	}
	h.wantPhase(wire.Paused)
	h.run(wire.Open{Model: small(16), Training: short()}) // the same layers: nothing changes
	h.wantPhase(wire.Paused)
	h.run(wire.Train{Until: wire.UntilEnd})
	h.wantTrained(20)
	h.run(wire.Reset{}, wire.Train{Until: wire.UntilEnd})
	h.wantTrained(20)
}

// A training can have a hundred epochs at most.
func TestATrainingHasALastEpoch(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Train{Until: wire.UntilStep})
	c, err := checkpoint.LoadCheckpoint(h.save(wire.FormatCheckpoint).Bytes)
	if err != nil {
		t.Fatal(err)
	}
	c.Progress.Epoch, c.Progress.Step = spec.MaxEpochs-1, short().Steps()-1
	c.Progress.LearningRate = 0.5 // the present rate counts, not the one at the beginning
	data, err := checkpoint.SaveCheckpoint(c)
	if err != nil {
		t.Fatal(err)
	}
	again := restored(t, data)
	again.wantPhase(wire.Finished) // 2 were chosen
	if progress, settings := last[wire.Progress](again).LearningRate, last[wire.Network](again).Training.LearningRate; progress != 0.5 || settings != 0.5 {
		t.Errorf("the rate is %v in the progress and %v in the settings, want 0.5", progress, settings)
	}
	again.run(wire.Train{Until: wire.UntilStep})
	if p := last[wire.Progress](again); p.Epoch != spec.MaxEpochs || p.Step != 0 {
		t.Errorf("after the last step it is at %+v", p)
	}
	for _, until := range []wire.Until{wire.UntilStep, wire.UntilEpoch} {
		again.events = nil
		again.run(wire.Train{Until: until})
		again.wantFault("train", wire.CauseCommand)
	}
}
