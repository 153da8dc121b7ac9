//go:build js && wasm

package dom

import "syscall/js"

func document() js.Value { return js.Global().Get("document") }

func convlab() js.Value { return js.Global().Get("convlab") }

// Root returns the html element.
func Root() *Element { return wrap(document().Get("documentElement")) }

// Hidden reports whether nobody sees the page.
func Hidden() bool { return document().Get("hidden").Bool() }

// Expose puts a function that returns a text onto globalThis.convlab.
func Expose(name string, f func() string) {
	convlab().Set(name, js.FuncOf(func(js.Value, []js.Value) any { return f() }))
}
