//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// keptLine tells beside the progress how much of the training is safe.
type keptLine struct{ line *dom.Element }

func newKeptLine() *keptLine { return &keptLine{line: dom.ByID("kept")} }

func (t *keptLine) show(w wording.Words, s *state.State) {
	text, safe := wording.Autosave(w, s)
	t.line.Text(text)
	t.line.Class("unsafe", !safe)
}
