//go:build js && wasm

package stage

import (
	"syscall/js"
)

// Stage is a running instance of the stage's program, as the page has it.
type Stage struct {
	part   js.Value // from Serve; undefined before, and after its end
	bytes  js.Value // a Uint8Array that grows
	closed bool
	drawn  int
}

// Start starts an instance. ready is called when it can paint, ended once, when it has ended or because it could not start.
func Start(ready func(build string), ended func()) *Stage {
	s := &Stage{}
	var onReady, onEnded js.Func
	onReady = js.FuncOf(func(_ js.Value, args []js.Value) any {
		s.part = args[0]
		if s.closed {
			s.Close()
			return nil
		}
		ready(s.part.Get("build").String())
		return nil
	})
	onEnded = js.FuncOf(func(js.Value, []js.Value) any {
		s.part = js.Value{}
		onReady.Release()
		onEnded.Release()
		ended()
		return nil
	})
	js.Global().Get("convlab").Call("stage", onReady, onEnded)
	return s
}

// Paint hands a packed painting over, and reports whether it was taken.
func (s *Stage) Paint(packed []byte) bool {
	if !s.part.Truthy() {
		return false
	}
	if !s.bytes.Truthy() || s.bytes.Length() < len(packed) {
		s.bytes = js.Global().Get("Uint8Array").New(2 * len(packed))
	}
	js.CopyBytesToJS(s.bytes, packed)
	return s.part.Call("paint", s.bytes.Call("subarray", 0, len(packed))).Bool()
}

// Drawn counts the frames that it has painted.
func (s *Stage) Drawn() int {
	if s.part.Truthy() {
		s.drawn = s.part.Call("drawn").Int()
	}
	return s.drawn
}

// Close ends it, as soon as it is there.
func (s *Stage) Close() {
	s.closed = true
	if s.part.Truthy() {
		s.part.Call("end")
	}
}
