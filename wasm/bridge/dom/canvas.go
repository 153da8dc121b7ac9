//go:build js && wasm

package dom

import (
	"fmt"
	"syscall/js"
)

// Canvas is a canvas element with its 2D context. Lengths are device pixels; colours are red, green, blue, opacity.
type Canvas struct {
	*Element
	context js.Value
	w, h    int
}

// Canvas returns a canvas element with its context.
func (e *Element) Canvas() *Canvas { return &Canvas{Element: e, context: context2D(e.v)} }

// context2D returns a context whose pixels the browser keeps in main memory: without a GPU, Chromium paints pictures that change
// six times as fast as by graphics commands, if canvas and pictures both are there.
func context2D(canvas js.Value) js.Value {
	return canvas.Call("getContext", "2d", map[string]any{"willReadFrequently": true})
}

// Resize sets the size in device pixels and reports whether that cleared the canvas: a new size does.
func (c *Canvas) Resize(w, h int) (cleared bool) {
	if c.w == w && c.h == h {
		return false
	}
	c.w, c.h = w, h
	c.v.Set("width", w)
	c.v.Set("height", h)
	return true
}

// Fill paints a rectangle.
func (c *Canvas) Fill(x, y, w, h float64, color [4]uint8) {
	c.context.Set("fillStyle", css(color))
	c.context.Call("fillRect", x, y, w, h)
}

// Polyline strokes a path in the syntax of SVG.
func (c *Canvas) Polyline(path string, width float64, color [4]uint8) {
	c.context.Set("strokeStyle", css(color))
	c.context.Set("lineWidth", width)
	c.context.Set("lineJoin", "round")
	c.context.Call("stroke", js.Global().Get("Path2D").New(path))
}

// Polygon fills a path in the syntax of SVG.
func (c *Canvas) Polygon(path string, color [4]uint8) {
	c.context.Set("fillStyle", css(color))
	c.context.Call("fill", js.Global().Get("Path2D").New(path))
}

// Within calls paint, of which only what is in the rectangle shows.
func (c *Canvas) Within(x, y, w, h float64, paint func()) {
	c.context.Call("save")
	c.context.Call("beginPath")
	c.context.Call("rect", x, y, w, h)
	c.context.Call("clip")
	paint()
	c.context.Call("restore")
}

// Draw paints the w by h pixels of p from (x, y) on into a rectangle, smoothed or in blocks.
func (c *Canvas) Draw(p *Picture, x, y, w, h int, toX, toY, toW, toH float64, smooth bool) {
	c.context.Set("imageSmoothingEnabled", smooth)
	c.context.Call("drawImage", p.canvas, x, y, w, h, toX, toY, toW, toH)
}

// Pixels resizes a canvas element to w by h pixels and paints them: red, green, blue, alpha.
func (e *Element) Pixels(w, h int, rgba []byte) {
	e.v.Set("width", w)
	e.v.Set("height", h)
	(&Picture{context: e.v.Call("getContext", "2d")}).Write(0, w, rgba)
}

func css(color [4]uint8) string {
	return fmt.Sprintf("rgb(%d %d %d / %.4f)", color[0], color[1], color[2], float64(color[3])/255)
}

// Picture holds pixels that a Canvas can draw repeatedly.
type Picture struct {
	canvas, context js.Value
}

// NewPicture returns a transparent picture.
func NewPicture(w, h int) *Picture {
	canvas := document().Call("createElement", "canvas")
	canvas.Set("width", w)
	canvas.Set("height", h)
	return &Picture{canvas: canvas, context: context2D(canvas)}
}

// Write replaces the rows from top on. rgba holds whole rows of w pixels.
func (p *Picture) Write(top, w int, rgba []byte) {
	pixels := js.Global().Get("Uint8ClampedArray").New(len(rgba))
	js.CopyBytesToJS(pixels, rgba)
	p.context.Call("putImageData", js.Global().Get("ImageData").New(pixels, w, len(rgba)/4/w), 0, top)
}
