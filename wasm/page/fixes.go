//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// fixes are buttons under a refusal: each makes the refused change together with another one, and both work.
type fixes struct {
	box, title *dom.Element
	buttons    []*dom.Element
	under      *dom.Element // the refusal that the box follows
	path       string       // of the control that was refused
}

// maxFixes is the largest number of buttons.
const maxFixes = 3

func newFixes(a *app) *fixes {
	f := &fixes{title: dom.Make("span").Attr("aria-hidden", "true")}
	f.box = dom.Make("div", f.title).Attr("class", "fixes").Attr("role", "group")
	for i := range maxFixes {
		b := dom.Make("button").Attr("type", "button").Attr("data-index", strconv.Itoa(i))
		f.buttons = append(f.buttons, b)
		f.box.Append(b)
	}
	f.box.On("click", func(e dom.Event) {
		button, ok := e.Closest("[data-index]")
		if !ok {
			return
		}
		if i, err := strconv.Atoi(button.GetAttribute("data-index")); err == nil {
			a.send(state.TakeFix{Index: i})
		}
	})
	return f
}

// taken reports whether a fix was taken by keyboard: the box disappears while it has the focus.
func (f *fixes) taken(s *state.State) bool { return len(s.Draft.Fixes()) == 0 && f.box.HoldsFocus() }

// show shows the fixes under the refusal of the control of a path; nil: none of these controls was refused.
func (f *fixes) show(w wording.Words, s *state.State, refusal *dom.Element, path string) {
	list := s.Draft.Fixes()
	if refusal == nil {
		list = nil
	}
	if len(list) > 0 {
		f.path = path
		if f.under != refusal {
			f.box.Follow(refusal)
			f.under = refusal
		}
		f.title.Text(w.Format("fix.title"))
		f.box.Attr("aria-label", w.Format("fix.title"))
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
