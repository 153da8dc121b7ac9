//go:build js && wasm

package dom

import "syscall/js"

// Make returns a new element with these children. It is not in the document yet.
func Make(tag string, children ...*Element) *Element {
	e := wrap(document().Call("createElement", tag))
	e.Append(children...)
	return e
}

// Text returns a new piece of text, for Append.
func Text(text string) *Element { return wrap(document().Call("createTextNode", text)) }

// Translated returns a new element whose text is that of a key of the dictionaries. i18n.js changes it with the language.
func Translated(tag, key string) *Element {
	e := Make(tag).Attr("data-t", key)
	if words := convlab().Get("words"); words.Truthy() { // otherwise i18n.js writes it when they are loaded
		if text := words.Get(key); text.Truthy() {
			e.v.Set("textContent", text)
		}
	}
	return e
}

// Append appends children to e.
func (e *Element) Append(children ...*Element) {
	for _, c := range children {
		e.v.Call("appendChild", c.v)
	}
}

// Prepend puts a child before the other children of e.
func (e *Element) Prepend(child *Element) { e.v.Call("prepend", child.v) }

// Parent returns the element around e.
func (e *Element) Parent() *Element { return wrap(e.v.Get("parentElement")) }

// Follow moves e to directly after another element.
func (e *Element) Follow(other *Element) { other.v.Call("after", e.v) }

// Remove removes e from the document.
func (e *Element) Remove() { e.v.Call("remove") }

// Focus gives e the focus.
func (e *Element) Focus() { e.v.Call("focus") }

// FocusInPlace gives e the focus and does not scroll to it.
func (e *Element) FocusInPlace() { e.v.Call("focus", map[string]any{"preventScroll": true}) }

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

// Reveal opens a popover.
func (e *Element) Reveal() { e.v.Call("showPopover") }

// Close closes a dialog.
func (e *Element) Close() { e.v.Call("close") }

// Dismiss closes a popover if it is open.
func (e *Element) Dismiss() { e.v.Call("hidePopover") }

// ScrollPage scrolls the page to a height, at once where the user wants less motion.
func ScrollPage(y float64) {
	js.Global().Call("scrollTo", map[string]any{"top": y, "behavior": scrollBehavior()})
}

// scrollBehavior is smooth, but instant where the user wants less motion.
func scrollBehavior() string {
	if Matches("(prefers-reduced-motion: reduce)") {
		return "instant"
	}
	return "smooth"
}

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

// InWindow returns the rectangle of e in the window.
func (e *Element) InWindow() Rect {
	r := e.v.Call("getBoundingClientRect")
	return Rect{X: r.Get("left").Float(), Y: r.Get("top").Float(), W: r.Get("width").Float(), H: r.Get("height").Float()}
}

// WindowSize returns the size of the window's content in CSS pixels.
func WindowSize() (w, h float64) {
	g := js.Global()
	return g.Get("innerWidth").Float(), g.Get("innerHeight").Float()
}

// ScrollIntoView scrolls e into view if it is not visible.
func (e *Element) ScrollIntoView() {
	e.v.Call("scrollIntoView", map[string]any{"block": "nearest"})
}

// ScrollToTop scrolls e to the top of its scroll container, or as near to it as possible, at once where the user wants less motion.
func (e *Element) ScrollToTop() {
	e.v.Call("scrollIntoView", map[string]any{"block": "start", "behavior": scrollBehavior()})
}
