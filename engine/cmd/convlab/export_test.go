package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"convlab/engine/checkpoint"
	"convlab/engine/onnx"
	"convlab/engine/safetensors"
)

const shipped = "../../../assets/pretrained/convnet.safetensors"

// The files are those that the packages write for the network.
func TestExportWritesTheNetwork(t *testing.T) {
	r, err := loadRun(shipped)
	if err != nil {
		t.Fatal(err)
	}
	metadata, err := r.Metadata()
	if err != nil {
		t.Fatal(err)
	}
	graph, err := onnx.Encode(r.Model, r.Weights, metadata)
	if err != nil {
		t.Fatal(err)
	}
	full, err := checkpoint.Save(r, safetensors.F32)
	if err != nil {
		t.Fatal(err)
	}
	for format, want := range map[string][]byte{"onnx": graph, "safetensors": full} {
		path := filepath.Join(t.TempDir(), "out."+format)
		mustExecute(t, "export", "-format", format, "-o", path, shipped)
		if got, err := os.ReadFile(path); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: other bytes than the package's (error %v)", format, err)
		}
	}
	// The shipped file has 16-bit numbers; as 32-bit numbers they have the same values.
	if again, err := checkpoint.Load(full); err != nil || !slices.Equal(again.Weights, r.Weights) {
		t.Errorf("the weights have changed (error %v)", err)
	}
}

// Lines for a file have its name, so that they can be pasted unchanged.
func TestExportedLinesNameTheFile(t *testing.T) {
	for format, line := range map[string]string{
		"keras-load": `arrays = load_file("` + shipped + `")`,
		"keras-save": `save_file(arrays, "keras.safetensors", metadata={`,
		"keras":      `    layers.Conv2D(32, 3, activation="relu"),`,
	} {
		if out := mustExecute(t, "export", "-format", format, shipped); !slices.Contains(strings.Split(out, "\n"), line) {
			t.Errorf("%s: %q is not in\n%s", format, line, out)
		}
	}
}

func TestExportMistakesAreReported(t *testing.T) {
	model := untrained(t)
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"-format word " + model, exitUsage, "a -format of keras, keras-load, keras-save, json, onnx, safetensors, received \"word\""},
		{"-format onnx " + model, exitUsage, "expected -o"},
		{"-format onnx -o x.onnx -preset dense", exitUsage, "which has no weights"},
		{"-o " + t.TempDir() + " " + model, exitFailed, "which is not a regular file"},
	} {
		code, out, errs := execute(t, strings.Fields("export "+c.args)...)
		if code != c.code || !strings.Contains(errs, c.want) || out != "" {
			t.Errorf("%s: exit code %d, want %d; printed %q and reported\n%s\nwant %q in it", c.args, code, c.code, out, errs, c.want)
		}
	}
}
