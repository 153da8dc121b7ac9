//go:build js && wasm

package dom

import (
	"syscall/js"

	"convlab/wasm/bridge/thrown"
)

// SetItem stores a text in this browser under a name, or removes it if the text is "". It reports whether it could:
// storage may be full or forbidden.
func SetItem(name, text string) bool {
	return withStorage(func(s js.Value) {
		if text == "" {
			s.Call("removeItem", "convlab."+name)
		} else {
			s.Call("setItem", "convlab."+name, text)
		}
	})
}

// GetItem returns the text that SetItem stored, "" if there is none.
func GetItem(name string) (text string) {
	withStorage(func(s js.Value) {
		if v := s.Call("getItem", "convlab."+name); v.Type() == js.TypeString {
			text = v.String()
		}
	})
	return text
}

// OnItem calls f when another tab of this browser has changed the text under a name.
func OnItem(name string, f func(text string)) {
	OnWindow("storage", func(e Event) {
		if key := e.v.Get("key"); key.Type() == js.TypeString && key.String() == "convlab."+name {
			f(GetItem(name))
		}
	})
}

// withStorage calls f with localStorage and reports whether it did not throw. If storage is forbidden, reading the
// property already throws.
func withStorage(f func(js.Value)) bool {
	return thrown.By(func() { f(js.Global().Get("Reflect").Call("get", js.Global(), "localStorage")) }) == nil
}
