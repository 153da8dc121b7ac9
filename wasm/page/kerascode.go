//go:build js && wasm

package main

import (
	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/view"
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

func (k *kerasCode) show(s *view.State) {
	model, training := s.Draft.Model(), s.Draft.Training
	k.program.show(s.Words, spec.Keras(model, training))
	k.load.show(s.Words, spec.KerasLoad(model, s.ModelFile()))
	if text, err := spec.KerasSave(model, training, s.KerasFile()); err == nil { // no number of the controls is one that JSON cannot hold
		k.save.show(s.Words, text)
	}
}

// snippet is a piece of code with a button that copies it.
type snippet struct {
	code, copied *dom.Element
	text         string
	words        view.Words
}

func newSnippet(code, button, copied string) *snippet {
	t := &snippet{code: dom.ByID(code), copied: dom.ByID(copied)}
	dom.ByID(button).On("click", func(dom.Event) {
		dom.Copy(t.text, func(ok bool) {
			if ok {
				t.copied.Text(t.words.Say("keras.copied"))
			} else {
				t.copied.Text(t.words.Say("keras.notcopied"))
			}
		})
	})
	return t
}

func (t *snippet) show(w view.Words, text string) {
	t.words = w
	if text != t.text {
		t.text = text
		t.code.Text(text)
		t.copied.Text("")
	}
}
