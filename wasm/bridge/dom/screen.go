//go:build js && wasm

package dom

import "syscall/js"

// Matches reports whether a media query holds.
func Matches(query string) bool {
	return js.Global().Call("matchMedia", query).Get("matches").Bool()
}

// PixelRatio is how many device pixels a CSS pixel has.
func PixelRatio() float64 { return js.Global().Get("devicePixelRatio").Float() }

// Graphics reports whether the browser gives the page a WebGL2 context, and whether the processor itself would paint there.
func Graphics() (webgl2, software bool) {
	g := convlab().Call("graphics")
	return g.Get("webgl2").Bool(), g.Get("software").Bool()
}
