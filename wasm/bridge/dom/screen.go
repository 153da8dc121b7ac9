//go:build js && wasm

package dom

import "syscall/js"

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
