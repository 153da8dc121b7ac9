//go:build js && wasm

package dom

import "syscall/js"

// Event is what a listener is told.
type Event struct{ v js.Value }

// On calls f whenever the event comes to e or to something inside it.
// The listener stays for as long as the page.
func (e *Element) On(event string, f func(Event)) { listen(e.v, event, f) }

// OnPage calls f when an event comes to the document.
func OnPage(event string, f func(Event)) { listen(document(), event, f) }

// OnWindow calls f when an event comes to the window.
func OnWindow(event string, f func(Event)) { listen(js.Global(), event, f) }

func listen(target js.Value, event string, f func(Event)) {
	target.Call("addEventListener", event, js.FuncOf(func(_ js.Value, args []js.Value) any {
		f(Event{v: args[0]})
		return nil
	}))
}

// OnResize calls f when any of the elements changes its size, and once at the
// beginning.
func OnResize(f func(), elements ...*Element) {
	observer := js.Global().Get("ResizeObserver").New(js.FuncOf(func(js.Value, []js.Value) any {
		f()
		return nil
	}))
	for _, e := range elements {
		observer.Call("observe", e.v)
	}
}

// Prevent keeps the browser from doing what it would do.
func (e Event) Prevent() { e.v.Call("preventDefault") }

// Closest is the nearest element around the target that fits the selector, and
// whether there is one.
func (e Event) Closest(selector string) (*Element, bool) {
	target := e.v.Get("target")
	if target.Get("closest").IsUndefined() { // the document itself
		return nil, false
	}
	v := target.Call("closest", selector)
	if v.IsNull() {
		return nil, false
	}
	return wrap(v), true
}

// Value is what the control that the event came from holds.
func (e Event) Value() string { return e.v.Get("target").Get("value").String() }

// Checked is whether the box that the event came from is ticked.
func (e Event) Checked() bool { return e.v.Get("target").Get("checked").Bool() }

// Repeated is whether a key is held down: the event comes again and again.
func (e Event) Repeated() bool { return e.v.Get("repeat").Truthy() }

// Key is the name of a pressed key. It is modified when it belongs to a
// shortcut of the browser, writes the third sign of a key (AltGr), or belongs
// to an input method that is composing a text: the first key of a composition
// comes before isComposing is set, with the key code 229.
func (e Event) Key() (key string, modified bool) {
	modified = e.v.Get("ctrlKey").Bool() || e.v.Get("metaKey").Bool() || e.v.Get("altKey").Bool() ||
		e.v.Call("getModifierState", "AltGraph").Bool() || e.v.Get("isComposing").Bool() || e.v.Get("keyCode").Int() == 229
	return e.v.Get("key").String(), modified
}

// Code is the place of a pressed key, by what a US keyboard has there: "KeyZ",
// "Digit1"; "" where the browser does not know it.
func (e Event) Code() string { return e.v.Get("code").String() }
