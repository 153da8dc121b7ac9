//go:build js && wasm

package dom

import (
	"strings"
	"syscall/js"

	"convlab/wasm/bridge/thrown"
)

// Hash is what stands behind the # of the page's URL, with the # in front, or
// "" where there is nothing.
func Hash() string { return js.Global().Get("location").Get("hash").String() }

// SetHash changes what stands behind the # without an entry in the history and
// without the event hashchange; "" takes the # away. It reports whether the
// browser let it: some allow only so many changes in half a minute.
func SetHash(hash string) (ok bool) {
	if hash != "" {
		hash = "#" + hash
	}
	history := js.Global().Get("history")
	return thrown.By(func() { history.Call("replaceState", history.Get("state"), "", Base()+hash) }) == nil
}

// Base is the page's URL without the # and what follows it.
func Base() string {
	base, _, _ := strings.Cut(js.Global().Get("location").Get("href").String(), "#")
	return base
}
