package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"convlab/engine"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

func TestTrainThenEvaluateThenExport(t *testing.T) {
	model, out := trained(t)
	accuracy, checksum := number(t, out, "\ntest accuracy"), number(t, out, "\nweights")
	if accuracy < "80.00" || len(accuracy) != len("80.00") {
		t.Errorf("test accuracy %s, want at least 80.00", accuracy)
	}
	for _, line := range []string{"epoch 1/2: loss ", "epoch 2/2: loss ", "on 10000 images\n", "bytes of F32\n"} {
		if !strings.Contains(out, line) {
			t.Errorf("%q is not in\n%s", line, out)
		}
	}

	evaluation := mustExecute(t, "evaluate", "-data", fromModule, model)
	if got := number(t, evaluation, "accuracy"); got != accuracy {
		t.Errorf("evaluate finds accuracy %s, train said %s", got, accuracy)
	}
	if got := number(t, evaluation, "\nweights"); got != checksum {
		t.Errorf("evaluate finds weights %s, train said %s", got, checksum)
	}

	program := mustExecute(t, "export", model)
	for _, line := range []string{"    layers.Dense(10, activation=\"softmax\"),\n", "batch_size=32, epochs=2)", "x_train[:2000]"} {
		if !strings.Contains(program, line) {
			t.Errorf("%q is not in\n%s", line, program)
		}
	}
}

// The same settings and seed give the same weights, another seed others. Half
// precision changes what is saved, not what was trained.
func TestTrainIsAFunctionOfItsSettings(t *testing.T) {
	_, one := trained(t)
	model, two := trained(t, "-half")
	_, other := trained(t, "-seed", "4")
	if a, b := number(t, one, "\nweights"), number(t, two, "\nweights"); a != b {
		t.Errorf("the same settings gave weights %s and %s", a, b)
	}
	if a, b := number(t, one, "\nweights"), number(t, other, "\nweights"); a == b {
		t.Errorf("seeds 3 and 4 both gave weights %s", a)
	}
	info, err := os.Stat(model)
	if err != nil {
		t.Fatal(err)
	}
	rounded := regexp.MustCompile(`accuracy ([0-9.]+) % with weights rounded to F16`).FindStringSubmatch(two)
	if rounded == nil {
		t.Fatalf("no accuracy with rounded weights in\n%s", two)
	}
	if got := number(t, mustExecute(t, "evaluate", "-data", fromModule, model), "accuracy"); got != rounded[1] {
		t.Errorf("evaluate finds accuracy %s, train -half said %s", got, rounded[1])
	}
	if n := info.Size(); n < 2*7850 || n > 2*7850+2048 {
		t.Errorf("-half made a file of %d bytes for 7,850 weights", n)
	}
}

// All settings reach the training and its file, written as people write numbers.
func TestTrainReadsItsFlags(t *testing.T) {
	model := filepath.Join(t.TempDir(), "m.safetensors")
	mustExecute(t, "train", "-data", fromModule, "-preset", "dense", "-optimizer", "sgd", "-lr", "0,05", "-momentum", ".5", "-nesterov", "-batch", "５０",
		"-epochs", "1", "-examples", "100", "-seed", "18,446,744,073,709,551,615", "-shift", "1", "-o", model)
	r, err := loadRun(model)
	if err != nil {
		t.Fatal(err)
	}
	want := spec.Training{
		Optimizer: spec.SGD, LearningRate: 0.05, Momentum: 0.5, Nesterov: true, BatchSize: 50, Epochs: 1, Examples: 100,
		Shift: 1, Shards: spec.Note(64).Shards, Seed: 1<<64 - 1,
	}
	if r.Training != want || !r.Model.Same(spec.NoteDense()) {
		t.Errorf("got %+v\nwant %+v", r.Training, want)
	}
}

// Without a flag a setting is the preset's: the dense one has batches of 128.
func TestTrainTakesThePresetsTraining(t *testing.T) {
	for _, p := range spec.Presets() {
		s := settings{set: flag.NewFlagSet("train", flag.ContinueOnError)}
		s.define()
		if err := s.set.Parse([]string{"-preset", p.Name}); err != nil {
			t.Fatal(err)
		}
		if _, got, err := s.read(); err != nil || got != p.Training {
			t.Errorf("%s: got %+v, %v, want %+v", p.Name, got, err, p.Training)
		}
	}
}

func TestExportedJSONTrains(t *testing.T) {
	path := write(t, "half.json", mustExecute(t, "export", "-format", "json", "-preset", "half"))
	m, err := loadModel(path)
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := spec.FindPreset("half"); !m.Same(p.Model) {
		t.Errorf("got %+v", m)
	}
}

// A training that is interrupted before its first step saves nothing: the old file stays.
func TestInterruptLeavesTheOldFile(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	old := write(t, "old.safetensors", "the old file")
	var out, errs bytes.Buffer
	code := run(ctx, []string{"train", "-data", fromModule, "-examples", "100", "-o", old}, stdio{strings.NewReader(""), &out, &errs})
	if code != exitInterrupted || !strings.Contains(errs.String(), "interrupted in epoch 1 after 0 of 2 steps: nothing was learned yet, and nothing was saved") {
		t.Errorf("exit code %d, said %s", code, &errs)
	}
	if text, err := os.ReadFile(old); err != nil || string(text) != "the old file" {
		t.Errorf("the file became %q (error %v)", text, err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(old), ".convlab-*")); err != nil || len(left) > 0 {
		t.Errorf("it left %v (error %v)", left, err)
	}
}

// cancelled is a context that is cancelled after so many calls of Err. The training calls it at every step.
type cancelled struct {
	context.Context
	left int
}

func (c *cancelled) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// A training interrupted in its first epoch saves what was learned, with no complete epoch.
func TestAnInterruptInTheFirstEpochSavesWhatWasLearned(t *testing.T) {
	s := settings{set: flag.NewFlagSet("train", flag.ContinueOnError)}
	s.define()
	if err := s.set.Parse([]string{"-spec", write(t, "single.json", single), "-examples", "2000", "-batch", "20", "-epochs", "2"}); err != nil {
		t.Fatal(err)
	}
	m, training, err := s.read()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "model.safetensors")
	to, err := newTarget(path, safetensors.F32, m, training)
	if err != nil {
		t.Fatal(err)
	}
	defer to.discard()
	r, err := fit(&cancelled{t.Context(), 20}, m, training, 1, fromModule, safetensors.F32, stdio{strings.NewReader(""), new(bytes.Buffer), new(bytes.Buffer)})
	where := interruption{}
	if !errors.As(err, &where) {
		t.Fatalf("got error %v, want an interruption", err)
	}
	if said := rescue(to, r, where).Error(); !strings.HasPrefix(said, "interrupted in epoch 1 after ") || !strings.Contains(said, "of 100 steps: saved what was learned to "+path) {
		t.Errorf("it said %q", said)
	}
	got, err := loadRun(path)
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := engine.New(m, training.Seed)
	if err != nil {
		t.Fatal(err)
	}
	if got.Results.Epochs != 0 || len(got.Weights) != 7850 || got.Results.Checksum == engine.Checksum(fresh.Weights()) {
		t.Errorf("the file has %d weights, %+v; untrained they have checksum %s", len(got.Weights), got.Results, engine.Checksum(fresh.Weights()))
	}
}

func TestAnyNumberOfThreadsGivesTheSameBits(t *testing.T) {
	convnet := write(t, "convnet.json", `{"input": [28, 28, 1], "layers": [
		{"kind": "Conv2D", "filters": 4, "kernel_size": 3, "activation": "relu"}, {"kind": "MaxPooling2D", "pool_size": 2},
		{"kind": "Flatten"}, {"kind": "Dense", "units": 10, "activation": "softmax"}]}`)
	training := []string{"train", "-spec", convnet, "-examples", "3000", "-epochs", "2", "-data", fromModule}
	want := number(t, mustExecute(t, append(training, "-workers", "1")...), "weights")
	for _, workers := range []string{"2", "3", "8"} {
		out := mustExecute(t, append(training, "-workers", workers)...)
		if got := number(t, out, "weights"); got != want {
			t.Errorf("%s threads: the weights are %s, want %s as of one", workers, got, want)
		}
		if !strings.Contains(out, " threads\n") {
			t.Errorf("%s threads: it says %q, want how many trained", workers, out)
		}
	}
	if got := number(t, mustExecute(t, training...), "weights"); got != want {
		t.Errorf("by its own choice: the weights are %s, want %s", got, want)
	}
}
