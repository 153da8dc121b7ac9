//go:build js && wasm

package main

import (
	"slices"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// settings is the column of controls.
type settings struct {
	a                   *app
	form                *form
	blocks              *blocks
	head                []*control
	headShape           *dom.Element
	elsewhere, onBlocks *dom.Element // refusals that belong to no single control
	hint                *dom.Element
	language            string
}

func newSettings(a *app) *settings {
	column, add := dom.ByID("controls"), dom.ByID("addblock")
	t := &settings{
		a: a, headShape: dom.ByID("headshape"),
		elsewhere: column.First(`[data-refusal=""]`), onBlocks: column.First(`[data-refusal="blocks"]`),
		hint: dom.ByID("hint"), blocks: newBlocks(a, add),
	}
	t.form = newForm(a, column, t.hint)
	t.head = putControls(dom.ByID("headblock"), state.DenseFields())
	add.On("click", func(dom.Event) { a.send(state.AddBlock{}) })
	explain := func(e dom.Event) {
		if row, ok := e.Closest("[data-t-hint]"); ok {
			t.hint.Text(row.GetAttribute("aria-description"))
		}
	}
	for _, event := range []string{"pointerover", "focusin"} {
		column.On(event, explain)
		dom.ByID("stage").On(event, explain)
	}
	return t
}

// putControls makes the controls of fields and appends them.
func putControls(in *dom.Element, fields []state.Field) (list []*control) {
	for _, f := range fields {
		c := newControl(f)
		in.Append(c.row, c.refusal)
		list = append(list, c)
	}
	return list
}

func (t *settings) show(w wording.Words, s *state.State) {
	shapes := wording.BlockShapes(s.Draft.Settings)
	t.blocks.show(w, s, shapes)
	t.headShape.Text(wording.Head(s.Draft.Settings, shapes))
	t.form.controls = slices.Concat(t.blocks.controls(), t.head)
	t.showElsewhere(w, s)

	if t.language != s.Language { // the last explanation is in another language
		t.language = s.Language
		t.hint.Text(w.Format("hint.start"))
	}
}

// showElsewhere shows the controls, and a refusal that belongs to none of them.
func (t *settings) showElsewhere(w wording.Words, s *state.State) {
	r := s.Draft.Refusal
	whole := r != nil && t.form.control(r.Path) == nil && !t.a.popover.holds(r.Path)
	blocks := whole && r.Path == "blocks"
	t.onBlocks.Flag("hidden", !blocks)
	t.elsewhere.Flag("hidden", !whole || blocks)
	at := t.elsewhere
	if blocks {
		at = t.onBlocks
	}
	if whole {
		at.Text(wording.Refusal(w, r))
	} else {
		at = nil
	}
	t.form.show(w, s, at)
}
