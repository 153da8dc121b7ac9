//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// sceneFocus has the focus while the keyboard moves the chosen number, and tells a screen reader which one it is.
type sceneFocus struct {
	box, text  *dom.Element
	said, next string
	waits      bool
}

// sayAfter is the delay in milliseconds before a number is announced: a key that is held down passes many.
const sayAfter = 300

func newSceneFocus() *sceneFocus {
	return &sceneFocus{box: dom.ByID("scene"), text: dom.ByID("scenetext")}
}

func (t *sceneFocus) show(w wording.Words, s *state.State, r *river.River) {
	place := around(r)
	put(t.box, place)
	t.box.Style("height", dom.Px(float64(place.H)))
	if !t.box.HoldsFocus() {
		return
	}
	if t.next = wording.NumberText(w, s); t.next != t.said && !t.waits {
		t.waits = true
		t.later(t.next)
	}
}

// later says a text when it has not changed for a while.
func (t *sceneFocus) later(text string) {
	dom.After(sayAfter, func() {
		if text != t.next {
			t.later(t.next)
			return
		}
		t.waits, t.said = false, text
		t.text.Text(text)
	})
}

// around is the part of the river between the pad and the answer.
func around(r *river.River) (place scene.Rect) {
	for _, c := range r.Columns[1 : len(r.Columns)-1] {
		b := c.Box
		switch {
		case c.Hidden || b.W == 0:
		case place.W == 0:
			place = b
		default:
			right, bottom := max(place.X+place.W, b.X+b.W), max(place.Y+place.H, b.Y+b.H)
			place.X, place.Y = min(place.X, b.X), min(place.Y, b.Y)
			place.W, place.H = right-place.X, bottom-place.Y
		}
	}
	return place
}
