//go:build js && wasm

package main

import (
	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// kerasCode shows the settings as a Keras program, and the lines that exchange weights between Keras and the page.
type kerasCode struct{ program, load, save *snippet }

func newKerasCode(_ *app, in *dom.Element) component {
	k := &kerasCode{program: newSnippet("bench.keras"), load: newSnippet("keras.load"), save: newSnippet("keras.save")}
	k.program.code.Attr("id", "kerascode")
	in.Append(dom.Translated("p", "keras.what").Attr("class", "note"))
	in.Append(k.program.elements()...)
	in.Append(dom.Translated("h3", "keras.load"), dom.Translated("p", "keras.load_what").Attr("class", "note"))
	in.Append(k.load.elements()...)
	in.Append(dom.Translated("h3", "keras.save"), dom.Translated("p", "keras.save_what").Attr("class", "note"))
	in.Append(k.save.elements()...)
	return k
}

func (k *kerasCode) show(w wording.Words, s *state.State) {
	model, training := s.Draft.Model(), s.Draft.Training
	k.program.show(w, spec.Keras(model, training))
	k.load.show(w, spec.KerasLoad(model, s.ModelFile()))
	if text, err := spec.KerasSave(model, training, s.Draft.KerasFile()); err == nil { // JSON can hold every number of the controls
		k.save.show(w, text)
	}
}

// snippet is code with a button that copies it.
type snippet struct {
	name           string // key of its name
	copy, status   *dom.Element
	scroller, code *dom.Element
	text           string
	words          wording.Words
}

func newSnippet(name string) *snippet {
	t := &snippet{
		name: name, copy: dom.Translated("button", "keras.copy").Attr("type", "button"),
		status: dom.Make("span").Attr("role", "status").Attr("class", "note"), code: dom.Make("code"),
	}
	t.scroller = dom.Make("pre", t.code).Attr("tabindex", "0")
	t.copy.On("click", func(dom.Event) {
		dom.Copy(t.text, func(ok bool) {
			if ok {
				t.status.Text(t.words.Format("keras.copied"))
			} else {
				t.status.Text(t.words.Format("keras.notcopied"))
			}
		})
	})
	return t
}

func (t *snippet) elements() []*dom.Element {
	return []*dom.Element{t.copy, dom.Text(" "), t.status, t.scroller}
}

func (t *snippet) show(w wording.Words, text string) {
	t.words = w
	t.scroller.Attr("aria-label", w.Format(t.name))
	if text != t.text {
		t.text = text
		t.code.Text(text)
		t.status.Text("")
	}
}
