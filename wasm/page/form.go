//go:build js && wasm

package main

import (
	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// form is a group of controls. It passes on their changes, and shows under a control why a value was refused and what would work.
type form struct {
	a        *app
	controls []*control
	fixes    *fixes
	hint     *dom.Element // explains the control under the pointer, or with the focus
	hinted   string       // path of that control
}

// newForm listens to the controls inside root.
func newForm(a *app, root, hint *dom.Element) *form {
	f := &form{a: a, fixes: newFixes(a), hint: hint}
	root.On("submit", func(e dom.Event) { e.Prevent() }) // Enter in a field only takes it over
	root.On("change", func(e dom.Event) {
		c := f.at(e)
		switch {
		case c == nil:
		case c.field.Kind == spec.Switch && e.Checked():
			f.set(c, "true")
		case c.field.Kind == spec.Switch:
			f.set(c, "false")
		default:
			f.set(c, e.Value())
		}
	})
	root.On("keydown", func(e dom.Event) {
		key, modified := e.Key()
		if _, number := e.Closest("[role=spinbutton]"); !number || modified || key != "ArrowUp" && key != "ArrowDown" {
			return
		}
		e.Prevent() // the caret would move
		f.step(f.at(e), key == "ArrowUp")
	})
	root.On("mousedown", func(e dom.Event) {
		if _, on := e.Closest("[data-step]"); on {
			e.Prevent() // the button would take the focus
		}
	})
	root.On("click", func(e dom.Event) {
		if button, on := e.Closest("[data-step]"); on {
			f.step(f.at(e), button.GetAttribute("data-step") == "up")
		}
	})
	f.listenHints(root)
	return f
}

// listenHints explains the control under the pointer or with the focus. Under a finger it waits for the click: a hint of other
// height would move the control away, and the finger would click another one.
func (f *form) listenHints(root *dom.Element) {
	finger := false
	hint := func(e dom.Event) {
		if c := f.at(e); c != nil {
			f.hinted = c.field.Path
			f.explain()
		}
	}
	root.On("pointerover", func(e dom.Event) { // a finger's comes before everything else
		if finger = e.Touch(); !finger {
			hint(e)
		}
	})
	root.On("focusin", func(e dom.Event) {
		if !finger {
			hint(e)
		}
	})
	root.On("click", hint)
}

// at is the control that an event comes from, or nil.
func (f *form) at(e dom.Event) *control {
	if row, ok := e.Closest("[data-row]"); ok {
		return f.control(row.GetAttribute("data-row"))
	}
	return nil
}

// control is the control of a path, or nil.
func (f *form) control(path string) *control {
	for _, c := range f.controls {
		if c.field.Path == path {
			return c
		}
	}
	return nil
}

// step changes a number by the field's step. A text that is no number steps from the number that was there before.
func (f *form) step(c *control, up bool) {
	if c == nil {
		return
	}
	path := c.field.Path
	next, ok := state.StepNumber(path, c.box.Typed(), up)
	if !ok {
		next, _ = state.StepNumber(path, state.FieldText(f.a.state.Draft.Settings, path), up)
	}
	f.set(c, next)
}

// set takes over what a control holds. A number's field shows it at once: the next key may come before the next frame, and goes
// on from there.
func (f *form) set(c *control, value string) {
	c.touched()
	if len(c.field.Values) == 0 && c.field.Kind != spec.Switch {
		c.box.Value(value)
	}
	f.a.send(state.SetField{Path: c.field.Path, Value: value})
}

// explain writes the hint of the control that was pointed at last.
func (f *form) explain() {
	switch {
	case f.a.words == nil:
	case f.hinted == "":
		f.hint.Text("")
	default:
		f.hint.Text(wording.FieldHint(f.a.words, f.a.state.Draft.Settings, f.hinted))
	}
}

// show shows all controls. What would work is under the refusal of its control, or under elsewhere if none of these was refused;
// nil: it is shown in another form.
func (f *form) show(w wording.Words, s *state.State, elsewhere *dom.Element) {
	reason, refused := "", ""
	if s.Draft.Refusal != nil {
		reason, refused = wording.Refusal(w, s.Draft.Refusal), s.Draft.Refusal.Path
	}
	taken := f.fixes.taken(s)
	under := elsewhere
	for _, c := range f.controls {
		c.show(w, s, reason)
		if c.field.Path == refused {
			under = c.refusal
		}
	}
	f.fixes.show(w, s, under, refused)
	if c := f.control(f.fixes.path); taken && c != nil {
		c.focus(state.FieldText(s.Draft.Settings, c.field.Path))
	}
}
