package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"convlab/engine/checkpoint"
	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
	"convlab/engine/kernel"
	"convlab/engine/spec"

	"gonum.org/v1/gonum/blas/blas32"
)

func TestMain(m *testing.M) {
	blas32.Use(kernel.BLAS{})
	os.Exit(m.Run())
}

// say runs a command line and returns its exit code and what it printed.
func say(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, &o, &e)
	return code, o.String(), e.String()
}

// done is say for a command line that must work and print nothing but results.
func done(t *testing.T, args ...string) string {
	t.Helper()
	code, out, errs := say(t, args...)
	if code != exitDone || errs != "" {
		t.Fatalf("convlab %s: exit code %d, said %s", strings.Join(args, " "), code, errs)
	}
	return out
}

// single is a network of one layer, the quickest there is: 7,850 weights.
const single = `{"input":[28,28,1],"layers":[{"kind":"Flatten"},{"kind":"Dense","units":10,"activation":"softmax"}]}`

// write puts text into a file of that name.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// trained trains the single layer on 2,000 images and returns the model file
// and what train printed. One layer learns that much in two epochs: about
// 86 % (measured), so a floor of 80 % stands.
func trained(t *testing.T, more ...string) (model, out string) {
	t.Helper()
	model = filepath.Join(t.TempDir(), "model.safetensors")
	args := append([]string{"train", "-data", fromModule, "-spec", write(t, "single.json", single),
		"-examples", "2000", "-epochs", "2", "-batch", "32", "-seed", "3", "-o", model}, more...)
	return model, done(t, args...)
}

// untrained saves the single layer with zeros for weights: it takes every
// picture for a 0.
func untrained(t *testing.T) (model string) {
	t.Helper()
	m, err := spec.ParseModel([]byte(single))
	if err != nil {
		t.Fatal(err)
	}
	return saved(t, m, make([]float32, 7850))
}

func saved(t *testing.T, m spec.Model, weights []float32) (model string) {
	t.Helper()
	data, err := checkpoint.Save(checkpoint.Run{Model: m, Training: spec.Note(64), Weights: weights}, checkpoint.F16)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "model.safetensors", string(data))
}

// number finds the first number behind words.
func number(t *testing.T, text, words string) string {
	t.Helper()
	m := regexp.MustCompile(regexp.QuoteMeta(words) + ` ([0-9a-f.]+)`).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("%q is not in\n%s", words, text)
	}
	return m[1]
}

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

	evaluation := done(t, "evaluate", "-data", fromModule, model)
	if got := number(t, evaluation, "accuracy"); got != accuracy {
		t.Errorf("evaluate finds accuracy %s, train said %s", got, accuracy)
	}
	if got := number(t, evaluation, "\nweights"); got != checksum {
		t.Errorf("evaluate finds weights %s, train said %s", got, checksum)
	}

	program := done(t, "export", model)
	for _, line := range []string{"    layers.Dense(10, activation=\"softmax\"),\n", "batch_size=32, epochs=2)", "x_train[:2000]"} {
		if !strings.Contains(program, line) {
			t.Errorf("%q is not in\n%s", line, program)
		}
	}
}

// Zeros for weights take all digits for a 0, so the first column counts the
// test set's digits: 980 zeros, 1,135 ones and so on, counted in the label
// file. Ten equal probabilities lose ln 10 = 2.3026.
func TestEvaluatePrintsConfusion(t *testing.T) {
	out := done(t, "evaluate", "-data", fromModule, untrained(t))
	if !strings.HasPrefix(out, "test loss 2.3026, accuracy 9.80 % on 10000 images\n") {
		t.Errorf("got %s", out)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	rows := lines[len(lines)-10:]
	for digit, count := range []int{980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009} {
		want := fmt.Sprintf("%9d%5d%s", digit, count, strings.Repeat("    0", 9))
		if rows[digit] != want {
			t.Errorf("got  %q\nwant %q", rows[digit], want)
		}
	}
}

// Same settings and seed, same weights; another seed, others. Half precision
// changes what is saved, not what was trained.
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
	if got := number(t, done(t, "evaluate", "-data", fromModule, model), "accuracy"); got != rounded[1] {
		t.Errorf("evaluate finds accuracy %s, train -half said %s", got, rounded[1])
	}
	if n := info.Size(); n < 2*7850 || n > 2*7850+2048 {
		t.Errorf("-half made a file of %d bytes for 7,850 weights", n)
	}
}

// All settings reach the training: they come back from the file.
func TestTrainReadsItsFlags(t *testing.T) {
	model := filepath.Join(t.TempDir(), "m.safetensors")
	done(t, "train", "-data", fromModule, "-preset", "dense", "-optimizer", "sgd", "-lr", "0.05", "-momentum", "0.5", "-nesterov", "-batch", "50",
		"-epochs", "1", "-examples", "100", "-seed", "18446744073709551615", "-shift", "1", "-o", model)
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

// Flags that are not given are the preset's: the dense one has batches of 128.
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
	path := write(t, "half.json", done(t, "export", "-json", "-preset", "half"))
	m, err := loadModel(path)
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := spec.FindPreset("half"); !m.Same(p.Model) {
		t.Errorf("got %+v", m)
	}
}

// Test digits as PNGs, white on black as in MNIST and inverted: the network
// reads at least as many as its accuracy promises, less the spread of a
// sample: of 40 at 80 %, 25 are three deviations below.
func TestPredictReadsPictures(t *testing.T) {
	model, _ := trained(t)
	dir, err := original.Dir()
	if err != nil {
		t.Fatal(err)
	}
	test, err := original.LoadSet(dir, dataset.Test)
	if err != nil {
		t.Fatal(err)
	}
	for _, inverted := range []bool{false, true} {
		right := 0
		for _, i := range dataset.TestSample()[:40] {
			img := image.NewGray(image.Rect(0, 0, dataset.Side, dataset.Side))
			for k, v := range test.Pixels(int(i)) {
				if inverted {
					v = 255 - v
				}
				img.Set(k%dataset.Side, k/dataset.Side, color.Gray{Y: v})
			}
			var b bytes.Buffer
			if err := png.Encode(&b, img); err != nil {
				t.Fatal(err)
			}
			out := done(t, "predict", model, write(t, "digit.png", b.String()))
			if lines := strings.Count(out, "%\n"); lines != 10 {
				t.Fatalf("%d probabilities in\n%s", lines, out)
			}
			if number(t, out, "reads") == string('0'+test.Label(int(i))) {
				right++
			}
		}
		if right < 25 {
			t.Errorf("inverted %v: reads %d of 40", inverted, right)
		}
	}
}

func TestHelp(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"-h"}, {"--help"}} {
		if out := done(t, args...); !strings.Contains(out, "convlab train") {
			t.Errorf("%v printed %s", args, out)
		}
	}
	for _, c := range commands() {
		out := done(t, c.name, "-h")
		for _, part := range []string{"convlab " + c.name + " [flags]", c.about, "Flags:\n"} {
			if !strings.Contains(out, part) {
				t.Errorf("%s -h does not say %q:\n%s", c.name, part, out)
			}
		}
	}
}

func TestMistakesAreAnswered(t *testing.T) {
	model := untrained(t)
	folder := t.TempDir()
	text := write(t, "not-a-picture.png", "hello")
	blank := write(t, "blank.png", func() string {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 9, 9))); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}())
	for _, c := range []struct {
		args string
		code int
		says string
	}{
		{"", exitUsage, "convlab train"},
		{"fly", exitUsage, `there is no command "fly"`},
		{"train -lr fast", exitUsage, "'convlab train -h' lists"},
		{"train -speed 9", exitUsage, "-speed"},
		{"train here", exitUsage, "expected nothing behind"},
		{"train -preset huge", exitUsage, "a preset of dense, convnet, half"},
		{"train -lr 0", exitFailed, "learning_rate: got 0, want above 0"},
		{"train -batch 4096", exitFailed, "batch_size: got 4096, want 1 to 1024"},
		{"train -spec " + folder + "/none.json", exitFailed, "none.json"},
		{"train -spec " + text, exitFailed, "a JSON object"},
		{"train -data " + folder, exitFailed, "./build.sh build"},
		{"train -data module -o " + folder + "/no/such/model", exitFailed, "expected a folder that can be written"},
		{"train -data module -o " + folder, exitFailed, "which is none"},
		{"evaluate", exitUsage, "expected a model file behind the flags"},
		{"evaluate " + text, exitFailed, "expected a safetensors file"},
		{"evaluate " + model + " " + model, exitUsage, "expected nothing behind"},
		{"evaluate -data " + folder + " " + model, exitFailed, "./build.sh build"},
		{"predict " + model, exitUsage, "expected a picture behind the flags"},
		{"predict " + model + " " + folder + "/none.png", exitFailed, "none.png"},
		{"predict " + model + " " + text, exitFailed, "expected a PNG, JPEG or GIF picture"},
		{"predict " + model + " " + blank, exitFailed, "without ink"},
		{"export", exitUsage, "a model file, or -preset,"},
		{"export -preset dense " + model, exitUsage, "expected nothing behind"},
	} {
		t.Run(c.args, func(t *testing.T) {
			code, out, errs := say(t, strings.Fields(c.args)...)
			if code != c.code || !strings.Contains(errs, c.says) || out != "" {
				t.Errorf("exit code %d, want %d; printed %q and said\n%s\nwhich should have %q", code, c.code, out, errs, c.says)
			}
		})
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) > 0 {
		t.Errorf("the failed commands left %v (error %v)", left, err)
	}
}

// Interrupted, it says so, fails, and leaves the file that was there alone.
func TestInterruptLeavesTheOldFile(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	old := write(t, "old.safetensors", "the old file")
	var out, errs bytes.Buffer
	code := run(ctx, []string{"train", "-data", fromModule, "-examples", "100", "-o", old}, &out, &errs)
	if code != exitFailed || !strings.Contains(errs.String(), "interrupted in epoch 1: nothing was saved") {
		t.Errorf("exit code %d, said %s", code, &errs)
	}
	if text, err := os.ReadFile(old); err != nil || string(text) != "the old file" {
		t.Errorf("the file became %q (error %v)", text, err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(old), ".convlab-*")); err != nil || len(left) > 0 {
		t.Errorf("it left %v (error %v)", left, err)
	}
}

// The packed shards are another door to the same pictures.
func TestLoadNamesAMissingShard(t *testing.T) {
	folder := filepath.Dir(write(t, dataset.ManifestFile, "{}"))
	if _, _, err := load(folder); err == nil || !strings.Contains(err.Error(), "manifest") {
		t.Errorf("got %v for a manifest that lists nothing", err)
	}
}

func TestModelOfAnotherInputIsRefused(t *testing.T) {
	m := spec.Model{Input: spec.Shape{H: 8, W: 8, C: 1}, Layers: []spec.Layer{
		spec.Flatten{}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
	_, err := loadNetwork(saved(t, m, make([]float32, 650)))
	if err == nil || !strings.Contains(err.Error(), "expected a network over pictures of 28×28×1, received one over 8×8×1") {
		t.Errorf("got %v", err)
	}
}
