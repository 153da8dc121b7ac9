package main

import (
	"os"
	"slices"
	"testing"

	"convlab/engine"
	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// Names, shapes and numbers of the arrays in a file are those of the engine, for
// every preset.
func TestFilesHoldTheEnginesArrays(t *testing.T) {
	for _, p := range spec.Presets() {
		net, err := engine.New(p.Model, 1)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(saved(t, p.Model, net.Weights()))
		if err != nil {
			t.Fatal(err)
		}
		f, err := safetensors.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Tensors) != len(net.Arrays()) {
			t.Fatalf("%s: the file has %d arrays, the engine %d", p.Name, len(f.Tensors), len(net.Arrays()))
		}
		for i, want := range net.Arrays() {
			got := f.Tensors[i]
			values := slices.Clone(net.Weights()[want.Offset : want.Offset+want.Size()])
			for k := range values {
				values[k] = safetensors.F16.Round(values[k])
			}
			if got.Name != want.Name || !slices.Equal(got.Shape, want.Shape) || !slices.Equal(got.Values, values) {
				t.Errorf("%s: array %d is %s %v in the file, %s %v in the engine, or their numbers differ",
					p.Name, i, got.Name, got.Shape, want.Name, want.Shape)
			}
		}
	}
}
