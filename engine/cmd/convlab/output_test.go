package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"convlab/engine/checkpoint"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// The extension chooses the format: a training saved as ONNX equals the export of
// its safetensors file.
func TestTrainWritesONNX(t *testing.T) {
	model, _ := trained(t)
	want, got := filepath.Join(t.TempDir(), "exported.onnx"), filepath.Join(t.TempDir(), "trained.ONNX")
	mustExecute(t, "export", "-format", "onnx", "-o", want, model)
	if _, out := trained(t, "-o", got); !strings.Contains(out, "saved "+got) {
		t.Errorf("it says\n%s", out)
	}
	a, err := os.ReadFile(want)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(got); err != nil || !slices.Equal(a, b) {
		t.Errorf("train writes another file of %d bytes than export of %d (error %v)", len(b), len(a), err)
	}
}

// A network that the format cannot hold is refused before the training, with zeros for weights.
func TestAFormatIsTriedBeforeTheTraining(t *testing.T) {
	var seen checkpoint.Run
	cannot := encoding(func(r checkpoint.Run) ([]byte, error) {
		seen = r
		return nil, errors.New("no operator for that")
	})
	if err := cannot.try(spec.NoteDense(), spec.Note(128)); err == nil || err.Error() != "no operator for that" {
		t.Errorf("got %v", err)
	}
	if len(seen.Weights) != 407050 || !seen.Model.Same(spec.NoteDense()) {
		t.Errorf("it was tried with %d weights of %+v", len(seen.Weights), seen.Model)
	}
	for _, p := range spec.Presets() {
		for _, path := range []string{"m.safetensors", "m.onnx", "M.ONNX"} {
			encode, err := encodingFor(path, safetensors.F32)
			if err != nil {
				t.Fatal(err)
			}
			if err := encode.try(p.Model, p.Training); err != nil {
				t.Errorf("%s as %s: %v", p.Name, path, err)
			}
		}
	}
}

// An interrupted training that cannot be saved is a failure, not an interruption.
func TestAnInterruptedTrainingThatCannotBeSavedFails(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "gone")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	r, err := loadRun(untrained(t))
	if err != nil {
		t.Fatal(err)
	}
	o, err := newTarget(filepath.Join(folder, "m.onnx"), safetensors.F32, r.Model, r.Training)
	if err != nil {
		t.Fatal(err)
	}
	defer o.discard()
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	err = rescue(o, r, interruption{"interrupted while testing"})
	if err == nil || errors.As(err, new(interruption)) || !strings.Contains(err.Error(), "interrupted while testing, and what was learned could not be saved to "+o.path) {
		t.Errorf("got %v", err)
	}
}
