//go:build js && wasm

// Package port is the line between the page and a worker, or between two
// workers: it posts wire messages as [head, payload] and queues those that come.
// Two workers can also hand a block of Memory to and fro.
//
// Head is a JSON string, payload an ArrayBuffer that changes hands instead of
// being copied.
package port

import (
	"errors"
	"fmt"
	"syscall/js"

	"convlab/engine/wire"
)

// mailbox is the array in which worker.js keeps what arrives before the
// program listens: a worker drops messages that no handler takes.
const mailbox = "mailbox"

// Port is one end of a line. Its methods are for one goroutine.
type Port struct {
	end       js.Value // what has postMessage: a worker's self or a Worker
	queue     []arrival
	arrived   chan struct{}
	listeners []listener
	memory    *Memory // the newest
}

type arrival struct {
	message wire.Message
	err     error
}

// Self returns the end inside a worker, with everything that the page has
// posted since the worker started.
func Self() *Port {
	p := newPort(js.Global())
	early := p.end.Get(mailbox)
	p.listen("message", func(event js.Value) { p.receive(event.Get("data")) })
	p.listen("messageerror", func(js.Value) {
		p.push(arrival{err: errors.New("port: expected a message, received one that cannot be read")})
	})
	if early.Truthy() {
		for i := range early.Length() {
			p.receive(early.Index(i))
		}
		p.end.Set(mailbox, js.Null())
	}
	return p
}

// Start starts the classic worker script at url and returns the page's end.
// A script that is missing or fails is a Bye in the queue, as is the end of
// its program.
func Start(url string) (*Port, error) { return start(url, "") }

func start(url, name string) (p *Port, err error) {
	defer func() {
		// js panics when the constructor throws: a forbidden origin or policy.
		if r := recover(); r != nil {
			p, err = nil, fmt.Errorf("worker %s: expected it to start, received %v (serve the page over http)", url, r)
		}
	}()
	p = newPort(js.Global().Get("Worker").New(url, map[string]any{"name": name}))
	p.attend(url)
	return p, nil
}

// attend listens to a worker at the other end.
func (p *Port) attend(url string) {
	p.listen("message", func(event js.Value) { p.receive(event.Get("data")) })
	p.listen("error", func(event js.Value) {
		event.Call("preventDefault")
		reason := "its script " + url + " is missing or cannot run"
		if text := event.Get("message"); text.Truthy() {
			reason = text.String()
		}
		p.push(arrival{message: wire.Bye{Reason: reason}})
	})
	p.listen("messageerror", func(js.Value) {
		p.push(arrival{err: fmt.Errorf("worker %s: expected a message, received one that cannot be copied", url)})
	})
}

// listener is a function that waits for an event of the other end.
type listener struct {
	event string
	fn    js.Func
}

func newPort(end js.Value) *Port {
	return &Port{end: end, arrived: make(chan struct{}, 1)}
}

func (p *Port) listen(event string, f func(event js.Value)) {
	fn := js.FuncOf(func(_ js.Value, args []js.Value) any {
		f(args[0])
		return nil
	})
	p.listeners = append(p.listeners, listener{event, fn})
	p.end.Call("addEventListener", event, fn)
}

// Next takes the oldest message out of the queue: nil and no error when it is
// empty. The error is about a message that could not be read.
func (p *Port) Next() (wire.Message, error) {
	if len(p.queue) == 0 {
		return nil, nil
	}
	a := p.queue[0]
	p.queue[0] = arrival{}
	p.queue = p.queue[1:]
	return a.message, a.err
}

// Arrived is signalled when the queue is no longer empty. One signal may stand
// for many messages.
func (p *Port) Arrived() <-chan struct{} { return p.arrived }

// Close ends the worker at the other end, without a message, and frees what
// listened. Only the page's end can be closed.
func (p *Port) Close() {
	p.end.Call("terminate")
	for _, l := range p.listeners {
		// What it sent before its end may still be on its way. An error that nobody
		// hears would be one of this program.
		if l.event == "error" {
			continue
		}
		p.end.Call("removeEventListener", l.event, l.fn)
		l.fn.Release()
	}
	p.listeners, p.queue = nil, nil
}

func (p *Port) push(a arrival) {
	p.queue = append(p.queue, a)
	p.signal()
}

func (p *Port) signal() {
	select {
	case p.arrived <- struct{}{}:
	default: // it is signalled already
	}
}
