//go:build js && wasm

package main

import (
	"slices"

	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// control is one setting: a label, the element that holds its value, and the refusal under it.
type control struct {
	field   state.Field
	row     *dom.Element
	label   *dom.Element
	mark    *dom.Element // of a value that is not the note's; it is not part of the name
	box     *dom.Element // has the path: the field itself, or the group of radio buttons
	radios  []segment
	refusal *dom.Element
}

// segment is one of the values that a control offers.
type segment struct {
	value       string
	radio, text *dom.Element
}

// newControl makes the control of a field. Its row and its refusal are not in the document yet.
func newControl(f state.Field) *control {
	c := &control{field: f}
	c.mark = dom.Make("span").Attr("class", "mark").Attr("aria-hidden", "true")
	c.mark.Text("*")
	c.refusal = dom.Make("p").Attr("class", "refusal").Attr("id", "refusal-"+f.Path).Attr("data-refusal", f.Path)
	holder := c.newBox()
	c.row = dom.Make("div", dom.Make("span", c.label, c.mark), holder).Attr("class", "row").Attr("data-row", f.Path)
	return c
}

// newBox makes label and box, and returns the element around the box.
func (c *control) newBox() (holder *dom.Element) {
	path := c.field.Path
	if len(c.field.Values) > 0 {
		c.label = dom.Make("span").Attr("class", "name").Attr("id", "label-"+path)
		c.box = dom.Make("div").Attr("class", "seg").Attr("role", "radiogroup").Attr("aria-labelledby", "label-"+path).Attr("data-path", path)
		return c.box
	}
	c.label = dom.Make("label").Attr("for", path)
	c.box = dom.Make("input").Attr("id", path).Attr("data-path", path)
	if c.field.Kind == spec.Switch {
		return c.box.Attr("type", "checkbox")
	}
	keyboard := "numeric"
	if c.field.Kind == spec.Decimal {
		keyboard = "decimal"
	}
	// A field of type number changes under the wheel, hides a text that is no number, and refuses full-width digits.
	c.box.Attr("type", "text").Attr("role", "spinbutton").Attr("inputmode", keyboard).Attr("autocomplete", "off").Attr("spellcheck", "false")
	c.box.Attr("aria-valuemin", c.field.Low).Attr("aria-valuemax", c.field.High)
	return dom.Make("span", newStep("down", "−"), c.box, newStep("up", "+")).Attr("class", "stepper")
}

// newStep makes a button for pointers. Keys and screen readers step the number itself.
func newStep(direction, sign string) *dom.Element {
	b := dom.Make("button").Attr("type", "button").Attr("tabindex", "-1").Attr("aria-hidden", "true").Attr("data-step", direction)
	b.Text(sign)
	return b
}

// segments makes the radio buttons of values, which change only with a value that is not listed.
func (c *control) segments(values []string) {
	if slices.EqualFunc(c.radios, values, func(s segment, value string) bool { return s.value == value }) {
		return
	}
	for _, s := range c.radios {
		s.radio.Parent().Remove()
	}
	c.radios = nil
	for _, value := range values {
		s := segment{value: value, radio: dom.Make("input"), text: dom.Make("span")}
		s.radio.Attr("type", "radio").Attr("name", c.field.Path).Attr("value", value)
		c.box.Append(dom.Make("label", s.radio, s.text))
		c.radios = append(c.radios, s)
	}
}

// touched makes the next write reach the document: the user has changed the value there.
func (c *control) touched() {
	c.box.Forget()
	for _, s := range c.radios {
		s.radio.Forget()
	}
}

// focus gives the control the focus: its field, or the radio button that is checked.
func (c *control) focus(value string) {
	at := c.box
	for _, s := range c.radios {
		if s.value == value {
			at = s.radio
		}
	}
	at.Focus()
}

// show writes the value of the settings, or leaves a refused text where it was typed with the reason under it.
func (c *control) show(w wording.Words, s *state.State, reason string) {
	path, settings := c.field.Path, s.Draft.Settings
	refused := s.Draft.Refusal != nil && s.Draft.Refusal.Path == path
	c.row.Flag("hidden", !c.field.Applies(settings))
	c.label.Text(wording.FieldLabel(w, path))
	c.mark.Flag("hidden", !s.Draft.DiffersAt(path))
	c.box.Attr("aria-description", wording.FieldHint(w, settings, path))
	value := state.FieldText(settings, path)
	switch {
	case len(c.field.Values) > 0:
		c.segments(c.field.Segments(value))
		for _, segment := range c.radios {
			segment.text.Text(wording.FieldValue(w, path, segment.value))
			segment.radio.Flag("checked", segment.value == value)
		}
	case c.field.Kind == spec.Switch:
		c.box.Flag("checked", value == "true")
	default:
		c.box.Attr("aria-valuenow", value)
		typed := "" // the value says it
		if refused {
			value, typed = s.Draft.Refusal.Value, s.Draft.Refusal.Value
		}
		c.box.Attr("aria-valuetext", typed)
		c.box.Value(value)
	}
	c.refusal.Flag("hidden", !refused)
	invalid, describes := "", ""
	if refused {
		c.refusal.Text(reason)
		invalid, describes = "true", "refusal-"+path
	}
	c.box.Attr("aria-invalid", invalid)
	c.box.Attr("aria-describedby", describes)
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
