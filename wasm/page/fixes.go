//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// fixes are buttons under a refusal: each makes the refused change together with
// another one, and both work.
type fixes struct {
	box     *dom.Element
	buttons []*dom.Element
	under   *dom.Element // the refusal that the box follows
	path    string       // of the control that was refused
}

func newFixes(a *app) *fixes {
	f := &fixes{box: dom.ByID("fixes")}
	f.buttons = f.box.All("button")
	f.box.On("click", func(e dom.Event) {
		button, ok := e.Closest("[data-index]")
		if !ok {
			return
		}
		if i, err := strconv.Atoi(button.Has("data-index")); err == nil {
			a.send(state.TakeFix{Index: i})
		}
	})
	return f
}

// taken reports whether the box goes away under the focus.
func (f *fixes) taken(s *state.State) bool { return len(s.Draft.Fixes()) == 0 && f.box.HoldsFocus() }

// show offers what would work under the refusal of the control of that path.
func (f *fixes) show(w wording.Words, s *state.State, refusal *dom.Element, path string) {
	list := s.Draft.Fixes()
	if len(list) > 0 {
		f.path = path
		if f.under != refusal {
			f.box.Follow(refusal)
			f.under = refusal
		}
	}
	f.box.Flag("hidden", len(list) == 0)
	for i, b := range f.buttons {
		b.Flag("hidden", i >= len(list))
		if i < len(list) {
			b.Text(wording.Fix(w, list[i]))
			b.Attr("aria-description", wording.FixHint(w, list[i]))
		}
	}
}

// newMark puts the asterisk of a value that is not the note's after the label of its control, hidden. It is outside of the label,
// so that it does not change the name by which screen readers, voice control and tests know the control.
func newMark(label *dom.Element) *dom.Element {
	mark := dom.Make("span")
	mark.Attr("class", "mark")
	mark.Aria("hidden", true)
	mark.Text("*")
	mark.Flag("hidden", true)
	mark.Follow(label)
	return mark
}
