package checkpoint

import (
	"bytes"
	"reflect"
	"testing"

	"convlab/engine/spec"
)

// tiny is the smallest network: 20 weights.
func tiny() spec.Model {
	return spec.Model{Input: spec.Shape{H: 1, W: 1, C: 1}, Layers: []spec.Layer{
		spec.Flatten{}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

// Whatever bytes come in: no panic, and what is accepted survives another
// round. The seeds are the hostile files and two good ones.
func FuzzDecode(f *testing.F) {
	for _, c := range hostile() {
		if len(c.data) < 1<<12 { // the others fail on their length alone
			f.Add(c.data)
		}
	}
	good, err := Encode(small())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	run, err := Save(Run{Model: tiny(), Training: spec.Note(64), Weights: make([]float32, 20)}, F16)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(run)
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := Load(data); err == nil {
			again, err := Save(r, F32)
			if err != nil {
				t.Fatalf("a loaded run cannot be saved: %v", err)
			}
			if back, err := Load(again); err != nil || !reflect.DeepEqual(r, back) {
				t.Fatalf("%+v came back as %+v, %v", r, back, err)
			}
		}
		file, err := Decode(data)
		if err != nil {
			return
		}
		again, err := Encode(file)
		if err != nil {
			t.Fatalf("%+v: %v", file, err)
		}
		if back, err := Decode(again); err != nil || len(back.Arrays) != len(file.Arrays) {
			t.Fatalf("%+v came back as %+v, %v", file, back, err)
		}
	})
}

// As FuzzDecode, for trainings. The hash is made right again, or nothing that
// the fuzzer changes would come further than to it.
func FuzzLoadCheckpoint(f *testing.F) {
	for _, optimizer := range []string{spec.RMSprop, spec.SGD, spec.Adam} {
		c := half(optimizer)
		c.Model, c.Weights = tiny(), c.Weights[:20]
		for i, m := range memories(c.Training, 20, 0) {
			c.State[i] = c.State[i][:m.size]
		}
		data, err := SaveCheckpoint(c)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if h, err := parse(data); err == nil && len(h.metadata[keyHash]) == len(noHash) {
			if at := sealed(data, h.metadata[keyHash]); at >= 0 {
				data = bytes.Clone(data) // a fuzzer's input stays as it is
				copy(data[at:], digest(data, at))
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
