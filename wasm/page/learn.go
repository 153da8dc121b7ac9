//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// learn tells what a change of the layers has done, and offers Undo.
type learn struct{ bar, text, undo *dom.Element }

func newLearn(a *app) *learn {
	undo := dom.ByID("discard")
	undo.On("click", func(dom.Event) { a.send(state.Discard{}) })
	return &learn{bar: dom.ByID("learn"), text: dom.ByID("learntext"), undo: undo}
}

func (l *learn) show(w wording.Words, s *state.State) {
	text := wording.Learn(w, s)
	if text == "" && l.bar.HoldsFocus() {
		dom.ByID("train").Focus() // the bar goes away under the focus
	}
	l.bar.Flag("hidden", text == "")
	l.undo.Flag("hidden", !s.Changed()) // untrained weights are not brought back
	l.text.Text(wording.LearnShort(w, s))
	l.text.Attr("title", text)
	l.undo.Attr("aria-description", text)
}
