package sharelink

import (
	"errors"
	"strings"
	"testing"

	"convlab/engine/spec"
)

// FuzzDecode: no input panics, accepted content can be trained and survives another
// link. So does the rest of a damaged link.
func FuzzDecode(f *testing.F) {
	for text := range hostile() {
		if len(text) < 1<<10 {
			f.Add(text)
		}
	}
	for _, s := range []Content{
		{Model: everything(), Training: changed(spec.Note(64)), Drawing: digits(f)[4]},
		{Model: spec.NoteConvnet(), Training: spec.Note(64), Digit: Digit{On: true}, Language: "ko"},
		crossing(f, 2),
		viewed(),
	} {
		text, err := Encode(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
		f.Add(text[:len(text)/2])
		f.Add(strings.Replace(text, "&seed=", "&amp;seed=3", 1) + ".")
	}
	for text := range misshapenViews(f) {
		f.Add(text)
	}
	for _, k := range goldenLinks(f, "version1.json") {
		f.Add(k.Link)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := Decode(text)
		var damage *DamagedError
		if errors.As(err, &damage) {
			l.Content, _ = damage.Rest(initial())
		} else if err != nil {
			return
		}
		s := l.Content
		if err := spec.CheckRun(s.Model, s.Training); err != nil {
			t.Fatal(err)
		}
		again, err := Encode(s)
		if err != nil {
			t.Fatalf("%+v cannot be encoded: %v", s, err)
		}
		if back, err := Decode(again); err != nil || !equal(s, back.Content) {
			t.Fatalf("%+v came back as %+v, %v", s, back, err)
		}
	})
}
