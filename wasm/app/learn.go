//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/view"
)

// learn tells what a change of the layers has done, and offers Undo.
type learn struct{ bar, text *dom.Element }

func newLearn(a *app) *learn {
	dom.ByID("discard").On("click", func(dom.Event) { a.send(view.Discard{}) })
	return &learn{bar: dom.ByID("learn"), text: dom.ByID("learntext")}
}

func (l *learn) show(s *view.State) {
	text := learnText(s)
	if text == "" && l.bar.HoldsFocus() {
		dom.ByID("train").Focus() // the bar goes away under the focus
	}
	l.bar.Flag("hidden", text == "")
	l.text.Text(text)
}
