//go:build js && wasm

package port

import (
	"fmt"
	"os"
	"strconv"
	"syscall/js"

	"convlab/engine/wire"
)

// Name returns the name that this worker was started under; "" for the first.
func Name() string { return js.Global().Get("name").String() }

// Cores returns the number of threads that the machine runs at a time, or 1 if the
// browser does not report it.
func Cores() int {
	if n := js.Global().Get("navigator").Get("hardwareConcurrency"); n.Type() == js.TypeNumber {
		return n.Int()
	}
	return 1
}

// Parameter returns a number in the query of this worker's address, and whether
// there is one.
func Parameter(name string) (int, bool) {
	query := js.Global().Get("URLSearchParams").New(js.Global().Get("location").Get("search"))
	value := query.Call("get", name)
	if value.Type() != js.TypeString {
		return 0, false
	}
	n, err := strconv.Atoi(value.String())
	return n, err == nil
}

// LogError writes an error to the browser's console.
func LogError(text string) { js.Global().Get("console").Call("error", text) }

// Guard is deferred first in every goroutine of a worker. It sends a panic to the
// other end as the worker's last message and ends the program; without it the
// other end would only notice that nothing arrives.
func (p *Port) Guard() {
	r := recover()
	if r == nil {
		return
	}
	// Bye holds only text, which Marshal cannot refuse.
	_ = p.Send(wire.Bye{Reason: fmt.Sprint("panic: ", r)})
	os.Exit(2) // the code of Go's own panics
}

// EventLoop lets the browser's event loop run during long work, so that messages
// and fetched data arrive. It posts a message to itself, since a nested setTimeout
// waits for at least 4 ms.
type EventLoop struct {
	out  js.Value
	done chan struct{}
}

// NewEventLoop opens the message channel, which lasts as long as the program.
func NewEventLoop() *EventLoop {
	channel := js.Global().Get("MessageChannel").New()
	l := &EventLoop{out: channel.Get("port2"), done: make(chan struct{}, 1)}
	channel.Get("port1").Set("onmessage", js.FuncOf(func(js.Value, []js.Value) any {
		l.done <- struct{}{}
		return nil
	}))
	return l
}

// Yield waits until the event loop has run once. It is for one goroutine.
func (l *EventLoop) Yield() {
	l.out.Call("postMessage", js.Null())
	<-l.done
}
