package checkpoint

import (
	"reflect"
	"testing"

	"convlab/engine/spec"
)

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
	tiny := spec.Model{Input: spec.Shape{H: 1, W: 1, C: 1}, Layers: []spec.Layer{
		spec.Flatten{}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
	run, err := Save(Run{Model: tiny, Training: spec.Note(64), Weights: make([]float32, 20)}, F16)
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
