//go:build js && wasm

package stage

import (
	"os"
	"syscall/js"
)

// Stage is the page's end of an instance of the stage program.
type Stage struct {
	program js.Value // the functions of Program; undefined before Serve and after the end
	bytes   js.Value // a Uint8Array that grows
	closed  bool
	drawn   int
}

// Start starts an instance. It calls ready when the instance can paint. It calls ended once, when the instance has ended or
// could not start.
func Start(ready func(build string), ended func()) *Stage {
	s := &Stage{}
	var onReady, onEnded js.Func
	onReady = js.FuncOf(func(_ js.Value, args []js.Value) any {
		s.program = args[0]
		if s.closed {
			s.Close()
			return nil
		}
		ready(s.program.Get("build").String())
		return nil
	})
	onEnded = js.FuncOf(func(js.Value, []js.Value) any {
		s.program = js.Value{}
		onReady.Release()
		onEnded.Release()
		ended()
		return nil
	})
	js.Global().Get("convlab").Call("stage", onReady, onEnded)
	return s
}

// Paint passes a packed painting on and reports whether the instance accepted it.
func (s *Stage) Paint(packed []byte) bool {
	if !s.program.Truthy() {
		return false
	}
	if !s.bytes.Truthy() || s.bytes.Length() < len(packed) {
		s.bytes = js.Global().Get("Uint8Array").New(2 * len(packed))
	}
	js.CopyBytesToJS(s.bytes, packed)
	return s.program.Call("paint", s.bytes.Call("subarray", 0, len(packed))).Bool()
}

// Drawn returns the number of frames that it has painted.
func (s *Stage) Drawn() int {
	if s.program.Truthy() {
		s.drawn = s.program.Call("drawn").Int()
	}
	return s.drawn
}

// Close ends the instance; one that is still starting ends when it is ready.
func (s *Stage) Close() {
	s.closed = true
	if s.program.Truthy() {
		s.program.Call("end")
	}
}

// Program holds the functions of the stage program that the page calls.
type Program struct {
	Paint func(packed []byte) error // the bytes are valid until it returns
	Drawn func() int                // frames painted so far
	End   func()
}

// Serve makes the functions of p available to the page's program. The number of this instance, from boot.js, is the first
// argument of the program. The caller calls ended when nothing is painted any more.
func Serve(build string, p Program) (ended func()) {
	var packed []byte
	end := js.Global().Get("convlab").Get("stageReady").Call(os.Args[1], map[string]any{
		"build": build,
		"paint": js.FuncOf(func(_ js.Value, args []js.Value) any {
			n := args[0].Length()
			packed = append(packed[:0], make([]byte, n)...)
			js.CopyBytesToGo(packed, args[0])
			if err := p.Paint(packed); err != nil {
				println(err.Error())
				return false
			}
			return true
		}),
		"drawn": js.FuncOf(func(js.Value, []js.Value) any { return p.Drawn() }),
		"end": js.FuncOf(func(js.Value, []js.Value) any {
			p.End()
			return nil
		}),
	})
	return func() { end.Invoke() }
}
