package link

import (
	"testing"

	"convlab/engine/spec"
)

// Whatever stands behind the #: no panic, no setting that cannot run, and what
// is accepted arrives the same when it is sent on.
func FuzzDecode(f *testing.F) {
	for text := range hostile() {
		if len(text) < 1<<10 {
			f.Add(text)
		}
	}
	for _, s := range []Setting{
		{Model: everything(), Training: changed(spec.Note(64)), Drawing: digits(f)[4]},
		{Model: spec.NoteConvnet(), Training: spec.Note(64)},
	} {
		text, err := Encode(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Decode(text)
		if err != nil {
			return
		}
		if err := spec.CheckRun(s.Model, s.Training); err != nil {
			t.Fatal(err)
		}
		again, err := Encode(s)
		if err != nil {
			t.Fatalf("%+v cannot be sent on: %v", s, err)
		}
		if back, err := Decode(again); err != nil || !equal(s, back) {
			t.Fatalf("%+v came back as %+v, %v", s, back, err)
		}
	})
}
