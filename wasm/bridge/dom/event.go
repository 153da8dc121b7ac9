//go:build js && wasm

package dom

import "syscall/js"

// Event is an event that a listener receives.
type Event struct{ v js.Value }

// On calls f whenever the event reaches e, also from an element inside it. The
// listener lasts as long as the page.
func (e *Element) On(event string, f func(Event)) { listen(e.v, event, f) }

// OnPage calls f when an event reaches the document.
func OnPage(event string, f func(Event)) { listen(document(), event, f) }

// OnWindow calls f when an event reaches the window.
func OnWindow(event string, f func(Event)) { listen(js.Global(), event, f) }

func listen(target js.Value, event string, f func(Event)) {
	target.Call("addEventListener", event, js.FuncOf(func(_ js.Value, args []js.Value) any {
		f(Event{v: args[0]})
		return nil
	}))
}

// OnResize calls f when the size of any of the elements changes, and once at the
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

// Prevent prevents the browser's default action.
func (e Event) Prevent() { e.v.Call("preventDefault") }

// Closest returns the target or its nearest ancestor that matches the selector,
// and whether there is one.
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

// Value returns the value of the control that the event came from.
func (e Event) Value() string { return e.v.Get("target").Get("value").String() }

// Checked reports whether the checkbox that the event came from is checked.
func (e Event) Checked() bool { return e.v.Get("target").Get("checked").Bool() }

// Touch reports whether the event is of a finger.
func (e Event) Touch() bool { return e.v.Get("pointerType").Equal(js.ValueOf("touch")) }

// Repeated reports whether the event repeats because a key is held down.
func (e Event) Repeated() bool { return e.v.Get("repeat").Truthy() }

// Key returns the name of a pressed key. The key is modified when it is part of
// a browser shortcut, when it types a third character (AltGr), or while an input
// method composes a text. The first key of a composition comes before isComposing
// is set, with the key code 229.
func (e Event) Key() (key string, modified bool) {
	modified = e.v.Get("ctrlKey").Bool() || e.v.Get("metaKey").Bool() || e.v.Get("altKey").Bool() ||
		e.v.Call("getModifierState", "AltGraph").Bool() || e.v.Get("isComposing").Bool() || e.v.Get("keyCode").Int() == 229
	return e.v.Get("key").String(), modified
}

// Code returns the position of a pressed key by its label on a US keyboard:
// "KeyZ", "Digit1"; "" if the browser does not know it.
func (e Event) Code() string { return e.v.Get("code").String() }
