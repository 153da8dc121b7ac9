//go:build js && wasm

package main

import (
	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// kerasCode is the settings as a Keras program, and the lines that carry
// weights between it and the page.
type kerasCode struct{ program, load, save *snippet }

func newKerasCode() *kerasCode {
	return &kerasCode{
		program: newSnippet("kerascode", "copy", "copied"),
		load:    newSnippet("loadcode", "loadcopy", "loadcopied"),
		save:    newSnippet("savecode", "savecopy", "savecopied"),
	}
}

func (k *kerasCode) show(w wording.Words, s *state.State) {
	model, training := s.Draft.Model(), s.Draft.Training
	k.program.show(w, spec.Keras(model, training))
	k.load.show(w, spec.KerasLoad(model, s.ModelFile()))
	if text, err := spec.KerasSave(model, training, s.Draft.KerasFile()); err == nil { // no number of the controls is one that JSON cannot hold
		k.save.show(w, text)
	}
}

// snippet is a piece of code with a button that copies it.
type snippet struct {
	code, copied *dom.Element
	text         string
	words        wording.Words
}

func newSnippet(code, button, copied string) *snippet {
	t := &snippet{code: dom.ByID(code), copied: dom.ByID(copied)}
	dom.ByID(button).On("click", func(dom.Event) {
		dom.Copy(t.text, func(ok bool) {
			if ok {
				t.copied.Text(t.words.Format("keras.copied"))
			} else {
				t.copied.Text(t.words.Format("keras.notcopied"))
			}
		})
	})
	return t
}

func (t *snippet) show(w wording.Words, text string) {
	t.words = w
	if text != t.text {
		t.text = text
		t.code.Text(text)
		t.copied.Text("")
	}
}
