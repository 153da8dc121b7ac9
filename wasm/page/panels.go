//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/input"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// panel is the content of a tab.
type panel struct {
	id    state.Panel                             // its element is panel-ID, its tab's tab-ID
	mount func(a *app, in *dom.Element) component // builds the content in the panel's element
}

// panels lists all panels in the order of their tabs.
func panels() []panel {
	return []panel{
		{state.PanelWindow, newWindowPanel},
		{state.PanelCurves, newCurves},
		{state.PanelLayers, newLayers},
		{state.PanelResults, newResults},
		{state.PanelRuns, newRuns},
		{state.PanelKeras, newKerasCode},
		{state.PanelAbout, newAbout},
	}
}

// tabs is a row of tabs with a panel each, of which one is open. Roles and keys are those of the ARIA Authoring Practices: an arrow
// key moves the focus to the next tab and opens its panel at once.
type tabs struct{ list []*tab }

type tab struct {
	panel
	button, section *dom.Element
	content         component
}

// newTabs makes the tabs of list in row and their panels in under. open opens one of them.
func newTabs(a *app, list []panel, row, under *dom.Element, open func(state.Panel)) *tabs {
	t := &tabs{}
	for i, p := range list {
		name, id := "tab-"+string(p.id), "panel-"+string(p.id)
		b := &tab{panel: p}
		b.button = dom.Make("button").Attr("type", "button").Attr("role", "tab").Attr("id", name).Attr("aria-controls", id)
		b.section = dom.Make("section").Attr("id", id).Attr("role", "tabpanel").Attr("aria-labelledby", name).Attr("tabindex", "0")
		b.content = p.mount(a, b.section)
		b.button.On("click", func(dom.Event) { open(p.id) })
		b.button.On("keydown", func(e dom.Event) {
			key, modified := e.Key()
			if next, ok := input.TabKey(key, i, len(list)); ok && !modified {
				e.Prevent()
				open(list[next].id)
				t.focus(list[next].id)
			}
		})
		row.Append(b.button)
		under.Append(b.section)
		t.list = append(t.list, b)
	}
	return t
}

// focus gives a tab the focus.
func (t *tabs) focus(id state.Panel) {
	for _, b := range t.list {
		if b.id == id {
			b.button.Focus()
		}
	}
}

// show shows the panel of the selected tab, if the panels are open; the others are brought up to date when they open. The Tab key
// reaches only the selected tab.
func (t *tabs) show(w wording.Words, s *state.State, open bool) {
	for _, b := range t.list {
		selected, reached := b.id == s.Selection.Tab, "-1"
		if selected {
			reached = "0"
		}
		b.button.Aria("selected", selected && open)
		b.button.Attr("tabindex", reached)
		b.section.Flag("hidden", !selected)
		b.button.Text(w.Format("bench." + string(b.id)))
		if selected && open {
			b.content.show(w, s)
		}
	}
}
