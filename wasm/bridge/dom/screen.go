//go:build js && wasm

package dom

import (
	"fmt"
	"syscall/js"
)

// Token returns a colour of style.css by the name of its custom property, as
// it is in the theme of the moment.
func Token(name string) [3]uint8 {
	probe := document().Call("createElement", "i")
	document().Get("body").Call("append", probe)
	defer probe.Call("remove")
	// The property itself still reads light-dark(...): only a used colour is resolved.
	probe.Get("style").Set("color", "var("+name+")")
	text := js.Global().Call("getComputedStyle", probe).Get("color").String()
	var c [3]uint8
	if _, err := fmt.Sscanf(text, "rgb(%d, %d, %d)", &c[0], &c[1], &c[2]); err != nil {
		panic("dom: style.css has no colour " + name)
	}
	return c
}

// Matches reports whether a media query holds.
func Matches(query string) bool {
	return js.Global().Call("matchMedia", query).Get("matches").Bool()
}

// PixelRatio is how many device pixels a CSS pixel has.
func PixelRatio() float64 { return js.Global().Get("devicePixelRatio").Float() }

// HasWebGL2 reports whether boot.js could get a WebGL2 context.
func HasWebGL2() bool { return convlab().Get("webgl2").Truthy() }

// SoftwareGraphics reports whether the processor itself paints.
func SoftwareGraphics() bool { return convlab().Get("software").Truthy() }

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

// Confirm asks a question that is answered with yes or no, and waits.
func Confirm(question string) bool { return js.Global().Call("confirm", question).Bool() }

// Expose puts a function that returns a text onto globalThis.convlab.
func Expose(name string, f func() string) {
	convlab().Set(name, js.FuncOf(func(js.Value, []js.Value) any { return f() }))
}
