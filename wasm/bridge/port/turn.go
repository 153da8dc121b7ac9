//go:build js && wasm

package port

import "syscall/js"

// Turn gives the browser's event loop a turn from within long work, so that
// messages and fetched data get in. It posts a message to itself, since
// setTimeout waits for at least 4 ms when it is nested.
type Turn struct {
	out  js.Value
	done chan struct{}
}

// NewTurn opens the channel, which lasts as long as the program.
func NewTurn() *Turn {
	channel := js.Global().Get("MessageChannel").New()
	t := &Turn{out: channel.Get("port2"), done: make(chan struct{}, 1)}
	channel.Get("port1").Set("onmessage", js.FuncOf(func(js.Value, []js.Value) any {
		t.done <- struct{}{}
		return nil
	}))
	return t
}

// Take waits for one turn of the event loop. It is for one goroutine.
func (t *Turn) Take() {
	t.out.Call("postMessage", js.Null())
	<-t.done
}
