//go:build js && wasm

package dom

import "syscall/js"

// Element is an element of the page, with the values last written to it.
type Element struct {
	v       js.Value
	written map[string]string
}

func wrap(v js.Value) *Element { return &Element{v: v, written: map[string]string{}} }

// ByID returns the element with that id. It panics with the id when the page
// has none: the program and index.html are of different builds.
func ByID(id string) *Element {
	v := document().Call("getElementById", id)
	if v.IsNull() {
		panic("dom: index.html has no element with id " + id)
	}
	return wrap(v)
}

// All returns the elements inside e that match the selector, in document order.
func (e *Element) All(selector string) []*Element {
	found := e.v.Call("querySelectorAll", selector)
	list := make([]*Element, found.Length())
	for i := range list {
		list[i] = wrap(found.Index(i))
	}
	return list
}

// First returns the first element inside e that matches the selector. It panics
// with the selector if there is none.
func (e *Element) First(selector string) *Element {
	v := e.v.Call("querySelector", selector)
	if v.IsNull() {
		panic("dom: no element inside matches " + selector)
	}
	return wrap(v)
}

// fresh reports whether value differs from the one last written under name, and
// stores it.
func (e *Element) fresh(name, value string) bool {
	if old, ok := e.written[name]; ok && old == value {
		return false
	}
	e.written[name] = value
	return true
}

// Forget makes the next writes reach the document even if nothing changed, since
// the user may have changed the element.
func (e *Element) Forget() { clear(e.written) }

// Text replaces the content of e by a text.
func (e *Element) Text(text string) {
	if e.fresh("text", text) {
		e.v.Set("textContent", text)
	}
}

// Attr sets an attribute, or removes it when value is "". It returns e.
func (e *Element) Attr(name, value string) *Element {
	switch {
	case !e.fresh("@"+name, value):
	case value == "":
		e.v.Call("removeAttribute", name)
	default:
		e.v.Call("setAttribute", name, value)
	}
	return e
}

// GetAttribute returns the value of an attribute in the document, "" without one.
func (e *Element) GetAttribute(name string) string {
	if v := e.v.Call("getAttribute", name); !v.IsNull() {
		return v.String()
	}
	return ""
}

// Flag sets a boolean property: hidden, disabled, checked, inert.
func (e *Element) Flag(name string, on bool) {
	if e.fresh("."+name, flag(on)) {
		e.v.Set(name, on)
	}
}

// Aria sets an ARIA state: disabled, expanded, selected. It sets the attribute,
// since not all browsers have properties for them.
func (e *Element) Aria(name string, on bool) { e.Attr("aria-"+name, flag(on)) }

// Class adds or removes a class.
func (e *Element) Class(name string, on bool) {
	if e.fresh("class "+name, flag(on)) {
		e.v.Get("classList").Call("toggle", name, on)
	}
}

// Value sets the value of a control.
func (e *Element) Value(value string) {
	if e.fresh("value", value) {
		e.v.Set("value", value)
	}
}

// Typed returns the value of a field in the document.
func (e *Element) Typed() string { return e.v.Get("value").String() }

// Style sets a property of the element's inline style through the CSSOM, which
// the page's Content-Security-Policy allows.
func (e *Element) Style(name, value string) {
	if e.fresh("style "+name, value) {
		e.v.Get("style").Call("setProperty", name, value)
	}
}

func flag(on bool) string {
	if on {
		return "true"
	}
	return "false"
}
