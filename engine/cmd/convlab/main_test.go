package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"convlab/engine/checkpoint"
	"convlab/engine/kernel"
	"convlab/engine/safetensors"
	"convlab/engine/spec"

	"gonum.org/v1/gonum/blas/blas32"
)

// asCommand is the environment variable that turns the test binary into the command.
const asCommand = "CONVLAB_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
		return
	}
	blas32.Use(kernel.BLAS{})
	os.Exit(m.Run())
}

// execute runs a command line and returns its exit code and what it printed.
func execute(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), args, stdio{strings.NewReader(""), &o, &e})
	return code, o.String(), e.String()
}

// mustExecute is execute for a command line that must succeed and print only results.
func mustExecute(t *testing.T, args ...string) string {
	t.Helper()
	code, out, errs := execute(t, args...)
	if code != exitDone || errs != "" {
		t.Fatalf("convlab %s: exit code %d, said %s", strings.Join(args, " "), code, errs)
	}
	return out
}

// single is a network of one layer, the fastest one: 7,850 weights.
const single = `{"input":[28,28,1],"layers":[{"kind":"Flatten"},{"kind":"Dense","units":10,"activation":"softmax"}]}`

// write writes text to a file of that name in a new folder.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// trained trains the single layer on 2,000 images and returns the model file and
// the output of train. One layer reaches about 86 % in two epochs (measured), so
// tests expect at least 80 %.
func trained(t *testing.T, more ...string) (model, out string) {
	t.Helper()
	model = filepath.Join(t.TempDir(), "model.safetensors")
	args := append([]string{"train", "-data", fromModule, "-spec", write(t, "single.json", single),
		"-examples", "2000", "-epochs", "2", "-batch", "32", "-seed", "3", "-o", model}, more...)
	return model, mustExecute(t, args...)
}

// untrained saves the single layer with zeros for weights: it reads every picture as
// a 0.
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
	data, err := checkpoint.Save(checkpoint.Run{Model: m, Training: spec.Note(64), Weights: weights}, safetensors.F16)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "model.safetensors", string(data))
}

// number returns the first number after words.
func number(t *testing.T, text, words string) string {
	t.Helper()
	m := regexp.MustCompile(regexp.QuoteMeta(words) + ` ([0-9a-f.]+)`).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("%q is not in\n%s", words, text)
	}
	return m[1]
}
