package checkpoint

import (
	"bytes"
	"reflect"
	"testing"

	"convlab/engine/safetensors"
	"convlab/engine/spec"
)

// tiny returns the smallest network, with 20 weights.
func tiny() spec.Model {
	return spec.Model{Input: spec.Shape{H: 1, W: 1, C: 1}, Layers: []spec.Layer{
		spec.Flatten{}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

// FuzzLoad: no input panics, and what is accepted can be saved and loaded.
func FuzzLoad(f *testing.F) {
	run, err := Save(Run{Model: tiny(), Training: spec.Note(64), Weights: make([]float32, 20)}, safetensors.F16)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(run)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Load(data)
		if err != nil {
			return
		}
		again, err := Save(r, safetensors.F32)
		if err != nil {
			t.Fatalf("a loaded run cannot be saved: %v", err)
		}
		if back, err := Load(again); err != nil || !reflect.DeepEqual(r, back) {
			t.Fatalf("%+v came back as %+v, %v", r, back, err)
		}
	})
}

// FuzzLoadCheckpoint is FuzzLoad for trainings. The hash is corrected: with a wrong
// one no input would reach the code after its check.
func FuzzLoadCheckpoint(f *testing.F) {
	for _, optimizer := range []string{spec.RMSprop, spec.SGD, spec.Adam} {
		c := half(optimizer)
		c.Model, c.Weights = tiny(), c.Weights[:20]
		for i, s := range slots(c.Training, 20, 0) {
			c.State[i] = c.State[i][:s.size]
		}
		data, err := SaveCheckpoint(c)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := safetensors.NewReader(data); err == nil && len(r.Metadata[keyHash]) == len(zeroHash) {
			if at := hashIndex(data, r.Metadata[keyHash]); at >= 0 {
				data = bytes.Clone(data) // a fuzz target must not modify its input
				copy(data[at:], hashOf(data, at))
			}
		}
		c, err := LoadCheckpoint(data)
		if err != nil {
			return
		}
		again, err := SaveCheckpoint(c)
		if err != nil {
			t.Fatalf("a loaded checkpoint cannot be saved: %v", err)
		}
		if back, err := LoadCheckpoint(again); err != nil || !reflect.DeepEqual(c, back) {
			t.Fatalf("%+v came back as %+v, %v", c, back, err)
		}
	})
}
