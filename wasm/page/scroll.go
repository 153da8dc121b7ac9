//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout/river"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// scroll brings columns in that have no room, by its buttons or because the focus goes there. The controls of such columns are in the
// page, where the Tab key reaches them; stage.css makes them invisible.
type scroll struct {
	a             *app
	back, forward *dom.Element
}

func newScroll(a *app) *scroll {
	t := &scroll{a: a, back: dom.ByID("columnsback"), forward: dom.ByID("columnsforward")}
	t.back.On("click", func(dom.Event) { a.send(state.SetOffset{Offset: a.overlay.river.Scroll.Offset - 1}) })
	t.forward.On("click", func(dom.Event) { a.send(state.SetOffset{Offset: a.overlay.river.Scroll.Offset + 1}) })
	return t
}

// to brings the columns from first to last in.
func (t *scroll) to(first, last int) {
	if offset := t.a.overlay.river.Reveal(first, last); offset != t.a.state.Selection.Offset {
		t.a.popover.close() // its column may be scrolled out
		t.a.send(state.SetOffset{Offset: offset})
	}
}

// toChosen brings the column of the chosen number in.
func (t *scroll) toChosen() {
	if chosen := t.a.state.Route.Chosen(); chosen.On {
		column := t.a.overlay.river.ColumnOf(chosen.Layer)
		t.to(column, column)
	}
}

func (t *scroll) show(w wording.Words, _ *state.State, r *river.River) {
	s := r.Scroll
	lost := s.Back.W == 0 && t.back.HoldsFocus() || s.Forward.W == 0 && t.forward.HoldsFocus()
	t.back.Flag("hidden", s.Back.W == 0)
	t.forward.Flag("hidden", s.Forward.W == 0)
	put(t.back, s.Back)
	put(t.forward, s.Forward)
	t.back.Text("‹ " + w.Format("scroll.more", "n", strconv.Itoa(s.Offset)))
	t.forward.Text(w.Format("scroll.more", "n", strconv.Itoa(s.Later)) + " ›")
	switch {
	case !lost:
	case s.Back.W > 0:
		t.back.Focus()
	case s.Forward.W > 0:
		t.forward.Focus()
	}
}

// nearest is the column that is shown next to those that are scrolled out. Their controls are at its place, so that the browser does
// not scroll to them when they get the focus.
func nearest(r *river.River) *river.Column { return &r.Columns[r.Scroll.Offset+r.Scroll.Shown] }
