//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout/river"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// scroll is the buttons that bring columns in that have no room.
type scroll struct{ back, forward *dom.Element }

func newScroll(a *app) *scroll {
	t := &scroll{back: dom.ByID("columnsback"), forward: dom.ByID("columnsforward")}
	t.back.On("click", func(dom.Event) { a.send(state.SetOffset{Offset: a.overlay.river.Scroll.Offset - 1}) })
	t.forward.On("click", func(dom.Event) { a.send(state.SetOffset{Offset: a.overlay.river.Scroll.Offset + 1}) })
	return t
}

func (t *scroll) show(w wording.Words, _ *state.State, r *river.River) {
	s := r.Scroll
	t.back.Flag("hidden", s.Back.W == 0)
	t.forward.Flag("hidden", s.Forward.W == 0)
	put(t.back, s.Back)
	put(t.forward, s.Forward)
	t.back.Text("‹ " + w.Format("scroll.more", "n", strconv.Itoa(s.Offset)))
	t.forward.Text(w.Format("scroll.more", "n", strconv.Itoa(s.Later)) + " ›")
}
