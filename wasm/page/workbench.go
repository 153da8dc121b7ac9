//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout/river"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// benchName is the name under which the browser keeps how the user has left the workbench.
const benchName = "bench"

// workbench is the panels below the stage, with their tabs. On a phone it is a sheet over the page, which a button of the dock
// opens.
type workbench struct {
	a                         *app
	box, panels, fold, detail *dom.Element
	tabs                      *tabs
	scale                     *scale
}

func newWorkbench(a *app) *workbench {
	t := &workbench{a: a, box: dom.ByID("bench"), panels: dom.ByID("panels"), fold: dom.ByID("fold"), detail: dom.ByID("details"), scale: newScale(a)}
	t.tabs = newTabs(a, panels(), dom.ByID("tabs"), t.panels, t.open)
	a.state.Update(state.FoundBench{Text: dom.GetItem(benchName)})
	t.fold.On("click", func(dom.Event) {
		if t.toggle(); a.overlay.river.Mode == river.Tall {
			t.detail.Focus() // the sheet has gone away
		}
	})
	t.detail.On("click", func(dom.Event) {
		a.popover.close()
		if a.send(state.SetSheet{On: !a.state.Selection.Sheet}); a.state.Selection.Sheet {
			a.show()
			t.tabs.focus(a.state.Selection.Tab)
		}
	})
	t.box.On("keydown", func(e dom.Event) {
		if key, _ := e.Key(); key == "Escape" && a.popover.chip == nil && a.overlay.river.Mode == river.Tall {
			a.send(state.SetSheet{})
			t.detail.Focus()
		}
	})
	return t
}

// open opens a panel.
func (t *workbench) open(id state.Panel) {
	t.a.send(state.OpenTab{Tab: id})
	t.reveal()
}

// toggle opens the workbench or folds it.
func (t *workbench) toggle() {
	if t.a.overlay.river.Mode == river.Tall {
		t.a.send(state.SetSheet{On: !t.a.state.Selection.Sheet})
		return
	}
	next := state.BenchHalf
	if t.a.state.Selection.Bench != state.BenchBar {
		next = state.BenchBar
	}
	t.a.send(state.SetBench{Bench: next})
	if next != state.BenchBar {
		t.reveal()
	}
}

// reveal scrolls to the tabs of a workbench below the stage: its panels may be below the window.
func (t *workbench) reveal() {
	if r := &t.a.overlay.river; r.Mode != river.Tall {
		t.a.show() // the panel must have its height
		if r.Bench.Natural {
			t.box.ScrollToTop()
		}
	}
}

func (t *workbench) show(w wording.Words, s *state.State) {
	r := &t.a.overlay.river
	tall, open := r.Mode == river.Tall, s.Selection.Bench != state.BenchBar
	if tall {
		open = s.Selection.Sheet
	}
	t.tabs.show(w, s, open)
	t.scale.show(w, s)
	t.panels.Flag("hidden", !open)
	t.box.Class("sheet", tall)
	t.box.Flag("hidden", tall && !open)
	t.box.Class("natural", r.Bench.Natural && !tall)
	t.box.Class("clear", t.a.overlay.panel.OnStage)
	t.box.Style("top", dom.Px(float64(r.Bench.Y)))
	t.box.Style("height", dom.Px(float64(r.Bench.H)))
	t.box.Style("--sheet", dom.Px(float64(r.Sheet)))
	t.detail.Attr("aria-expanded", strconv.FormatBool(s.Selection.Sheet))
	name := w.Format("bench.fold")
	if !open {
		name = w.Format("bench.unfold")
	}
	t.fold.Aria("expanded", open)
	t.fold.Attr("aria-label", name)
	t.fold.Attr("title", name)
}
