//go:build js && wasm

package dom

import "syscall/js"

func document() js.Value { return js.Global().Get("document") }

func convlab() js.Value { return js.Global().Get("convlab") }

// Root returns the html element.
func Root() *Element { return wrap(document().Get("documentElement")) }

// Hidden reports whether nobody sees the page.
func Hidden() bool { return document().Get("hidden").Bool() }

// SharesMemory reports whether workers of this page can share memory: not on a host without the headers for it, nor in a frame
// that was not allowed to be isolated.
func SharesMemory() bool {
	return js.Global().Get("crossOriginIsolated").Truthy() && js.Global().Get("SharedArrayBuffer").Truthy()
}

// Expose puts a function that returns a text onto globalThis.convlab.
func Expose(name string, f func() string) {
	convlab().Set(name, js.FuncOf(func(js.Value, []js.Value) any { return f() }))
}
