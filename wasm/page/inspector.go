//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// inspector has the panels, and folds away where it has a column of its own.
// Neither that nor the open panel concerns anything else, so they are not part
// of the state.
type inspector struct {
	tabs       *tabs
	folded     bool
	fold, main *dom.Element
}

func newInspector(a *app) *inspector {
	t := &inspector{tabs: newTabs(a, panels(), dom.ByID("tabs"), dom.ByID("panels")), fold: dom.ByID("fold"), main: dom.Root().First("main")}
	t.fold.On("click", func(dom.Event) {
		t.folded = !t.folded
		t.main.Class("folded", t.folded)
		t.fold.Aria("expanded", !t.folded)
	})
	return t
}

// show keeps the name of the folding button in the user's language.
func (t *inspector) show(w wording.Words, s *state.State) {
	t.tabs.show(w, s)
	name := w.Format("inspector.fold")
	if t.folded {
		name = w.Format("inspector.unfold")
	}
	t.fold.Attr("aria-label", name)
	t.fold.Attr("title", name)
}
