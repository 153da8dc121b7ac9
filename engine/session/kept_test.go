package session_test

import (
	"os"
	"reflect"
	"testing"

	"convlab/engine/checkpoint"
	"convlab/engine/wire"
)

// The files that package checkpoint keeps are taken for what they were, and what
// is trained on them ends at the weights of the build that saved them.
func TestKeptFilesGoOnAsTheyDid(t *testing.T) {
	for _, k := range []struct {
		name        string
		epoch, step int
		end         string // checksum at the end of the run; of a model, an epoch later
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
		r := restored(t, data)
		r.add("train-01000")
		n, a := last[wire.Network](r), last[wire.Restored](r)
		if n.Origin != wire.Yours || n.Epoch != k.epoch || n.Step != k.step {
			t.Errorf("%s: %s weights of epoch %d, step %d, want own of epoch %d, step %d", k.name, n.Origin, n.Epoch, n.Step, k.epoch, k.step)
		}
		until := wire.UntilEpoch
		if c, err := checkpoint.LoadCheckpoint(data); err == nil {
			until = wire.UntilEnd
			r.wantPhase(wire.Paused)
			if !reflect.DeepEqual(a.Drawing, c.Drawing) || string(a.Page) != string(c.Page) || len(c.Page) == 0 || a.Time != c.Progress.Saved {
				t.Errorf("%s: the page is told %+v", k.name, a)
			}
			if got := len(curves(r)); got != len(c.History) || got == 0 {
				t.Errorf("%s: %d points of curves, want %d", k.name, got, len(c.History))
			}
		}
		r.do(wire.Train{Until: until})
		if got := last[wire.Network](r).Checksum; got != k.end {
			t.Errorf("%s: ends at %s, want %s", k.name, got, k.end)
		}
	}
}
