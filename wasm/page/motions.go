//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// motions runs the page's animations, a step in each frame: the example on an unused pad, the route of the visitor's first drawing,
// and the way of units to their places. Until that drawing it shows an introduction.
type motions struct {
	a     *app
	intro *dom.Element
}

func newMotions(a *app) *motions { return &motions{a: a, intro: dom.ByID("intro")} }

func (t *motions) show(_ wording.Words, s *state.State) {
	t.intro.Flag("hidden", s.Pad.Used)
	if !t.a.overlay.painted {
		return
	}
	still := dom.Matches("(prefers-reduced-motion: reduce)")
	if s.ExampleMoves() {
		t.a.dispatch(state.DrawExample{Now: dom.Now(), Still: still})
		t.a.frames.Request()
	}
	if s.SpreadMoves() {
		t.a.dispatch(state.SpreadRoute{Now: dom.Now(), Columns: len(t.a.overlay.river.Columns), Still: still})
		t.a.frames.Request()
	}
	if s.Route.Order.Motion.On {
		t.a.dispatch(state.MoveUnits{Now: dom.Now(), Still: still})
		t.a.frames.Request()
	}
}
