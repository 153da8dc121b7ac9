//go:build js && wasm

package dom

import "syscall/js"

// Make returns a new element that is not in the document yet.
func Make(tag string) *Element { return wrap(document().Call("createElement", tag)) }

// Clone returns a copy of the first element in the template with that id.
func Clone(id string) *Element {
	return wrap(ByID(id).v.Get("content").Get("firstElementChild").Call("cloneNode", true))
}

// Append appends children to e.
func (e *Element) Append(children ...*Element) {
	for _, c := range children {
		e.v.Call("appendChild", c.v)
	}
}

// Follow moves e to directly after another element.
func (e *Element) Follow(other *Element) { other.v.Call("after", e.v) }

// Remove removes e from the document.
func (e *Element) Remove() { e.v.Call("remove") }

// Focus gives e the focus.
func (e *Element) Focus() { e.v.Call("focus") }

// Select selects all text of a text field and gives it the focus.
func (e *Element) Select() {
	e.v.Call("focus")
	e.v.Call("select")
}

// Open shows a dialog above the page.
func (e *Element) Open() {
	if !e.v.Get("open").Bool() {
		e.v.Call("showModal")
	}
}

// Dismiss closes a popover if it is open.
func (e *Element) Dismiss() { e.v.Call("hidePopover") }

// HoldsFocus reports whether the focus is on e or inside it.
func (e *Element) HoldsFocus() bool {
	return e.v.Call("contains", document().Get("activeElement")).Bool()
}

// Rect is a rectangle in CSS pixels.
type Rect struct{ X, Y, W, H float64 }

// Box returns the rectangle of e in the page, scrolling included.
func (e *Element) Box() Rect {
	r := e.v.Call("getBoundingClientRect")
	g := js.Global()
	return Rect{
		X: r.Get("left").Float() + g.Get("scrollX").Float(), Y: r.Get("top").Float() + g.Get("scrollY").Float(),
		W: r.Get("width").Float(), H: r.Get("height").Float(),
	}
}

// Height returns the current height of e in CSS pixels, 0 if it is hidden.
func (e *Element) Height() float64 { return e.v.Get("offsetHeight").Float() }

// ScrollToTop scrolls e to the top of its scroll container.
func (e *Element) ScrollToTop() { e.v.Call("scrollIntoView", map[string]any{"block": "start"}) }

// ScrollIntoView scrolls e into view if it is not visible.
func (e *Element) ScrollIntoView() {
	e.v.Call("scrollIntoView", map[string]any{"block": "nearest"})
}
