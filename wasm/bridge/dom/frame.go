//go:build js && wasm

package dom

import "syscall/js"

// Wake makes the stage paint now, within the browser's current frame.
func Wake() { convlab().Call("wake") }

// Frames runs a function before the browser paints, once for any number of requests.
type Frames struct {
	fn, ask        js.Func
	waiting, later bool
}

// NewFrames returns the Frames of f, which last as long as the page.
func NewFrames(f func()) *Frames {
	frames := &Frames{}
	frames.fn = js.FuncOf(func(js.Value, []js.Value) any {
		frames.waiting = false
		f()
		return nil
	})
	frames.ask = js.FuncOf(func(js.Value, []js.Value) any {
		frames.later = false
		frames.Request()
		return nil
	})
	return frames
}

// Request asks for one more run. It uses the browser's requestAnimationFrame,
// which shim.js saved before it replaced it.
func (f *Frames) Request() {
	if !f.waiting {
		f.waiting = true
		convlab().Call("frame", f.fn)
	}
}

// Later asks for a run within so many milliseconds, once for any number of
// requests.
func (f *Frames) Later(milliseconds int) {
	if !f.later && !f.waiting {
		f.later = true
		js.Global().Call("setTimeout", f.ask, milliseconds)
	}
}

// Every runs f every so many milliseconds for as long as the page lives.
func Every(milliseconds int, f func()) {
	js.Global().Call("setInterval", js.FuncOf(func(js.Value, []js.Value) any {
		f()
		return nil
	}), milliseconds)
}

// After runs f once after so many milliseconds.
func After(milliseconds int, f func()) {
	var fn js.Func
	fn = js.FuncOf(func(js.Value, []js.Value) any {
		fn.Release()
		f()
		return nil
	})
	js.Global().Call("setTimeout", fn, milliseconds)
}

// Now is the page's clock in seconds.
func Now() float64 { return js.Global().Get("performance").Call("now").Float() / 1000 }
