//go:build js && wasm

package dom

import (
	"syscall/js"

	"convlab/wasm/bridge/thrown"
)

// Remember keeps a text in this browser under a name, or forgets it when it is "", and reports whether it could: where storage is
// full or forbidden, what is remembered lasts as long as the page.
func Remember(name, text string) bool {
	return store(func(s js.Value) {
		if text == "" {
			s.Call("removeItem", "convlab."+name)
		} else {
			s.Call("setItem", "convlab."+name, text)
		}
	})
}

// Remembered returns what Remember kept, "" where there is nothing.
func Remembered(name string) (text string) {
	store(func(s js.Value) {
		if v := s.Call("getItem", "convlab."+name); v.Type() == js.TypeString {
			text = v.String()
		}
	})
	return text
}

// OnRemember calls f when another tab of this browser has changed what is kept under a name.
func OnRemember(name string, f func(text string)) {
	OnWindow("storage", func(e Event) {
		if key := e.v.Get("key"); key.Type() == js.TypeString && key.String() == "convlab."+name {
			f(Remembered(name))
		}
	})
}

// store calls f with the browser's storage and reports whether it did not throw. Forbidden storage throws when it is only looked at.
func store(f func(js.Value)) bool {
	return thrown.By(func() { f(js.Global().Get("Reflect").Call("get", js.Global(), "localStorage")) }) == nil
}
