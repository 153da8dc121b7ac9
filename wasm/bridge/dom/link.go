//go:build js && wasm

package dom

import (
	"strings"
	"syscall/js"

	"convlab/wasm/bridge/jsvalue"
	"convlab/wasm/bridge/thrown"
)

// Hash returns the fragment of the page's URL with its #, or "" if there is none.
func Hash() string { return js.Global().Get("location").Get("hash").String() }

// SetHash replaces the fragment without an entry in the history and without the
// event hashchange; "" removes it with its #. It reports whether the browser
// allowed it: some limit the number of changes in 30 seconds.
func SetHash(hash string) (ok bool) {
	if hash != "" {
		hash = "#" + hash
	}
	history := js.Global().Get("history")
	return thrown.By(func() { history.Call("replaceState", history.Get("state"), "", Base()+hash) }) == nil
}

// Base returns the page's URL without its fragment.
func Base() string {
	base, _, _ := strings.Cut(js.Global().Get("location").Get("href").String(), "#")
	return base
}

// Copy puts text on the clipboard and calls done with whether the browser allowed it.
func Copy(text string, done func(ok bool)) {
	clipboard := js.Global().Get("navigator").Get("clipboard")
	if clipboard.IsUndefined() { // as on http pages of other machines
		done(false)
		return
	}
	jsvalue.Then(clipboard.Call("writeText", text), func(js.Value) { done(true) }, func(js.Value) { done(false) })
}
