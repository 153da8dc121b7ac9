//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// topbar has the badge, which tells which network answers, and the button of the help.
type topbar struct{ badge *dom.Element }

func newTopbar() *topbar {
	help := dom.ByID("help")
	dom.ByID("helpbutton").On("click", func(dom.Event) { help.Open() })
	return &topbar{badge: dom.ByID("badge")}
}

func (t *topbar) show(w wording.Words, s *state.State) {
	text, class := wording.Badge(w, s)
	t.badge.Text(text)
	t.badge.Attr("title", text)
	if s.RunState() == state.RunPending {
		class += " pending" // no network answers
	}
	t.badge.Attr("class", "badge "+class)
	t.badge.Flag("hidden", text == "")
}
