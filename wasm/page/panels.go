//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/input"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// panel is what a tab shows.
type panel struct {
	id    string                                  // of its element; the tab's is tab-ID
	name  string                                  // key of the tab's text
	mount func(a *app, in *dom.Element) component // builds the content in the panel's element
}

// panels lists all panels in the order of their tabs.
func panels() []panel {
	return []panel{
		{"summary", "inspector.summary", newSummary},
		{"keras", "inspector.keras", newKerasCode},
		{"results", "inspector.results", newResults},
		{"runs", "inspector.runs", newRuns},
		{"about", "inspector.about", newAbout},
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

// newTabs makes the tabs of list in row and their panels in under, and opens the first.
func newTabs(a *app, list []panel, row, under *dom.Element) *tabs {
	t := &tabs{}
	for i, p := range list {
		b := &tab{panel: p}
		b.button = dom.Make("button").Attr("type", "button").Attr("role", "tab").Attr("id", "tab-"+p.id).Attr("aria-controls", p.id)
		b.section = dom.Make("section").Attr("id", p.id).Attr("role", "tabpanel").Attr("aria-labelledby", "tab-"+p.id).Attr("tabindex", "0")
		b.content = p.mount(a, b.section)
		b.button.On("click", func(dom.Event) { t.open(i) })
		b.button.On("keydown", func(e dom.Event) {
			key, modified := e.Key()
			if next, ok := input.TabKey(key, i, len(list)); ok && !modified {
				e.Prevent()
				t.open(next)
				t.list[next].button.Focus()
			}
		})
		row.Append(b.button)
		under.Append(b.section)
		t.list = append(t.list, b)
	}
	t.open(0)
	return t
}

// open opens one panel and closes the others. The Tab key reaches only the open one's tab.
func (t *tabs) open(index int) {
	for i, b := range t.list {
		reached := "-1"
		if i == index {
			reached = "0"
		}
		b.button.Aria("selected", i == index)
		b.button.Attr("tabindex", reached)
		b.section.Flag("hidden", i != index)
	}
}

func (t *tabs) show(w wording.Words, s *state.State) {
	for _, b := range t.list {
		b.button.Text(w.Format(b.name))
		b.content.show(w, s)
	}
}
