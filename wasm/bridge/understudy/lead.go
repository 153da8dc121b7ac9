//go:build js && wasm

package understudy

import (
	"errors"
	"syscall/js"
)

// Understudy is the other instance, as the page's program has it.
type Understudy struct {
	part   js.Value // what Perform has put up; not there before
	closed bool
	drawn  int
}

// Call starts another instance. ready is called when it can paint, ended when
// it has ended, on demand or because it cannot.
func Call(ready, ended func()) (*Understudy, error) {
	start := js.Global().Get("convlab").Get("understudy")
	if !start.Truthy() {
		return nil, errors.New("understudy: expected that boot.js keeps the program, received none")
	}
	u := &Understudy{}
	var onReady, onEnded js.Func
	onReady = js.FuncOf(func(_ js.Value, args []js.Value) any {
		u.part = args[0]
		if u.closed {
			u.Close()
			return nil
		}
		ready()
		return nil
	})
	onEnded = js.FuncOf(func(js.Value, []js.Value) any {
		u.part = js.Value{}
		onReady.Release()
		onEnded.Release()
		ended()
		return nil
	})
	start.Invoke(onReady, onEnded)
	return u, nil
}

// Paint hands a packed scene over, and reports whether there is anybody yet.
func (u *Understudy) Paint(scene []byte) bool {
	if !u.part.Truthy() {
		return false
	}
	bytes := js.Global().Get("Uint8Array").New(len(scene))
	js.CopyBytesToJS(bytes, scene)
	u.part.Call("paint", bytes)
	return true
}

// Drawn counts the frames that it has painted.
func (u *Understudy) Drawn() int {
	if u.part.Truthy() {
		u.drawn = u.part.Call("drawn").Int()
	}
	return u.drawn
}

// Close ends it, as soon as it is there.
func (u *Understudy) Close() {
	u.closed = true
	if u.part.Truthy() {
		u.part.Call("end")
	}
}
