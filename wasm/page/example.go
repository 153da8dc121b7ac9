//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// example writes the example on an unused pad, a piece in every frame, and shows the words for a visitor who has not drawn yet.
type example struct {
	a     *app
	intro *dom.Element
}

func newExample(a *app) *example { return &example{a: a, intro: dom.ByID("intro")} }

func (t *example) show(_ wording.Words, s *state.State) {
	t.intro.Flag("hidden", s.Pad.Used)
	if t.a.overlay.painted && s.ExampleMoves() {
		t.a.dispatch(state.DrawExample{Now: dom.Now(), Still: dom.Matches("(prefers-reduced-motion: reduce)")})
		t.a.frames.Request()
	}
}
