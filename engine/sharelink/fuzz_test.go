package sharelink

import (
	"errors"
	"strings"
	"testing"

	"convlab/engine/spec"
)

// Whatever follows the #: no panic, no setting that cannot run, and what is
// accepted arrives the same when it is sent on. What still decodes of a damaged
// link can run, too.
func FuzzDecode(f *testing.F) {
	for text := range hostile() {
		if len(text) < 1<<10 {
			f.Add(text)
		}
	}
	for _, s := range []Setting{
		{Model: everything(), Training: changed(spec.Note(64)), Drawing: digits(f)[4]},
		{Model: spec.NoteConvnet(), Training: spec.Note(64), Digit: Digit{On: true}, Language: "ko"},
		crossing(f, 2),
	} {
		text, err := Encode(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
		f.Add(text[:len(text)/2])
		f.Add(strings.Replace(text, "&seed=", "&amp;seed=3", 1) + ".")
	}
	for _, k := range goldenLinks(f, "version1.json") {
		f.Add(k.Link)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := Decode(text)
		var damage *Damage
		if errors.As(err, &damage) {
			l.Setting, _ = damage.Rest(begins())
		} else if err != nil {
			return
		}
		s := l.Setting
		if err := spec.CheckRun(s.Model, s.Training); err != nil {
			t.Fatal(err)
		}
		again, err := Encode(s)
		if err != nil {
			t.Fatalf("%+v cannot be sent on: %v", s, err)
		}
		if back, err := Decode(again); err != nil || !equal(s, back.Setting) {
			t.Fatalf("%+v came back as %+v, %v", s, back, err)
		}
	})
}
