//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// inspector switches its tabs, and folds away where it has a column of its
// own. Which tab is open concerns nobody else: it is not part of the state.
type inspector struct {
	tabs, panels []*dom.Element
	open         int
	folded       bool
	fold, main   *dom.Element
}

func newInspector() *inspector {
	t := &inspector{fold: dom.ByID("fold"), main: dom.Root().First("main")}
	for _, name := range []string{"summary", "keras", "results", "runs", "about"} {
		t.tabs = append(t.tabs, dom.ByID("tab-"+name))
		t.panels = append(t.panels, dom.ByID(name))
	}
	for i, tab := range t.tabs {
		tab.On("click", func(dom.Event) { t.turn(i) })
		tab.On("keydown", func(e dom.Event) {
			key, _ := e.Key()
			if next, ok := t.step(key); ok {
				e.Prevent()
				t.turn(next)
				t.tabs[next].Focus()
			}
		})
	}
	t.fold.On("click", func(dom.Event) {
		t.folded = !t.folded
		t.main.Class("folded", t.folded)
		t.fold.Aria("expanded", !t.folded)
	})
	return t
}

// step is where an arrow key leads from the open tab.
func (t *inspector) step(key string) (int, bool) {
	n := len(t.tabs)
	switch key {
	case "ArrowRight":
		return (t.open + 1) % n, true
	case "ArrowLeft":
		return (t.open + n - 1) % n, true
	case "Home":
		return 0, true
	case "End":
		return n - 1, true
	}
	return 0, false
}

func (t *inspector) turn(open int) {
	t.open = open
	for i, tab := range t.tabs {
		tab.Aria("selected", i == open)
		tab.Attr("tabindex", "-1")
		if i == open {
			tab.Attr("tabindex", "0")
		}
		t.panels[i].Flag("hidden", i != open)
	}
}

// show keeps the name of the folding button in the user's language.
func (t *inspector) show(w wording.Words, s *state.State) {
	name := w.Format("inspector.fold")
	if t.folded {
		name = w.Format("inspector.unfold")
	}
	t.fold.Attr("aria-label", name)
	t.fold.Attr("title", name)
}
