//go:build js && wasm

package dom

import "syscall/js"

// Picture paints red, green, blue, alpha of w by h pixels onto a canvas
// element of that size.
func (e *Element) Picture(w, h int, rgba []byte) {
	e.v.Set("width", w)
	e.v.Set("height", h)
	pixels := js.Global().Get("Uint8ClampedArray").New(len(rgba))
	js.CopyBytesToJS(pixels, rgba)
	image := js.Global().Get("ImageData").New(pixels, w, h)
	e.v.Call("getContext", "2d").Call("putImageData", image, 0, 0)
}
