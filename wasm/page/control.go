//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
)

// control is one setting: a number's field, a menu, a box, or a group of radio
// buttons.
type control struct {
	path   string
	box    *dom.Element // what has the path: the field itself, or the group
	row    *dom.Element // around box and label, for settings that are not always there
	kind   string       // "number", "select", "group", or the type of another input
	radios []*dom.Element
	error  *dom.Element // the words beside it; nil where nothing can be refused
}

// newControl reads what kind of control an element with data-path is.
func newControl(box *dom.Element, path string, refusals []*dom.Element) *control {
	c := &control{path: path, box: box, kind: box.Has("type")}
	switch {
	case box.Has("role") == "radiogroup":
		c.kind, c.radios = "group", box.All("input")
	case box.Has("role") == "spinbutton":
		c.kind = "number"
		low, high, _ := state.NumberLimits(path)
		box.Attr("aria-valuemin", low)
		box.Attr("aria-valuemax", high)
	case c.kind == "":
		c.kind = "select"
	}
	for _, p := range refusals {
		if p.Has("data-refusal") == path {
			c.error = p
			p.Attr("id", "refusal-"+path)
		}
	}
	return c
}

// touched makes the next write reach the document: the user has changed what
// stands there.
func (c *control) touched() {
	c.box.Forget()
	for _, r := range c.radios {
		r.Forget()
	}
}

// focus gives the focus to a control that shows value.
func (c *control) focus(value string) {
	for _, r := range c.radios {
		if r.Has("value") == value {
			r.Focus()
		}
	}
	if len(c.radios) == 0 {
		c.box.Focus()
	}
}

// show writes the value of the settings, or leaves a refused text where it was
// typed with the reason beside it.
func (c *control) show(value string, refused *state.Refusal, reason string) {
	mine := refused != nil && refused.Path == c.path
	switch c.kind {
	case "group":
		for _, r := range c.radios {
			r.Flag("checked", r.Has("value") == value)
		}
	case "checkbox":
		c.box.Flag("checked", value == "true")
	case "select":
		c.box.Value(value)
	case "number":
		c.box.Attr("aria-valuenow", value)
		typed := "" // the value says it
		if mine {
			value, typed = refused.Value, refused.Value
		}
		c.box.Attr("aria-valuetext", typed)
		c.box.Value(value)
	}
	if c.error == nil {
		return
	}
	c.error.Flag("hidden", !mine)
	if mine {
		c.error.Text(reason)
		c.box.Attr("aria-invalid", "true")
		c.box.Attr("aria-describedby", "refusal-"+c.path)
	} else {
		c.box.Attr("aria-invalid", "")
		c.box.Attr("aria-describedby", "")
	}
}
