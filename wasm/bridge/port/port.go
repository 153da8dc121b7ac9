//go:build js && wasm

// Package port sends messages between the page and a worker, or between two
// workers, and queues those that arrive. Two workers can also share a block of
// Memory, or hand it to each other where the browser has no shared memory.
//
// A message of package wire is posted as [head, payload]: a JSON string and an
// ArrayBuffer, which is transferred instead of copied.
package port

import (
	"fmt"
	"syscall/js"

	"convlab/engine/wire"
)

// Port is one end of the connection. Its methods are for one goroutine.
type Port struct {
	target    js.Value // has postMessage: a worker's self, or a Worker
	queue     []arrival
	arrived   chan struct{}
	listeners []listener
	memory    *Memory // the newest
}

type arrival struct {
	message wire.Message
	err     error
}

// listener is a function that handles an event of the target.
type listener struct {
	event string
	fn    js.Func
}

func newPort(target js.Value) *Port {
	return &Port{target: target, arrived: make(chan struct{}, 1)}
}

func (p *Port) listen(event string, f func(event js.Value)) {
	fn := js.FuncOf(func(_ js.Value, args []js.Value) any {
		f(args[0])
		return nil
	})
	p.listeners = append(p.listeners, listener{event, fn})
	p.target.Call("addEventListener", event, fn)
}

// Send posts m. The error is one of wire.Marshal: JSON cannot hold some number.
func (p *Port) Send(m wire.Message) error {
	head, payload, err := wire.Marshal(m)
	if err != nil {
		return err
	}
	bytes := js.Global().Get("Uint8Array").New(len(payload))
	js.CopyBytesToJS(bytes, payload)
	buffer := bytes.Get("buffer")
	p.target.Call("postMessage", []any{string(head), buffer}, []any{buffer})
	return nil
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

// Arrived is signalled when a message or memory arrives. One signal may announce
// several messages.
func (p *Port) Arrived() <-chan struct{} { return p.arrived }

// Close terminates the worker at the other end and removes the listeners. A worker
// cannot close its end.
func (p *Port) Close() {
	p.target.Call("terminate")
	for _, l := range p.listeners {
		// An error that the worker threw before may still arrive. Without a listener
		// it would become an error of this program.
		if l.event == "error" {
			continue
		}
		p.target.Call("removeEventListener", l.event, l.fn)
		l.fn.Release()
	}
	p.listeners, p.queue = nil, nil
}

// receive takes the data of a message event.
func (p *Port) receive(data js.Value) {
	if data.Type() == js.TypeObject && data.Length() > 2 && data.Index(0).Equal(js.ValueOf(memoryKind)) {
		if err := p.receiveMemory(data); err != nil {
			p.enqueue(arrival{err: err})
		}
		return
	}
	m, err := parse(data)
	p.enqueue(arrival{message: m, err: err})
}

// parse reads [head, payload]. Anything else is an error: the other end may be of
// another build.
func parse(data js.Value) (wire.Message, error) {
	if data.Type() != js.TypeObject || data.Length() != 2 || data.Index(0).Type() != js.TypeString {
		return nil, fmt.Errorf("port: expected [head, payload], received %s", data.Type())
	}
	buffer := data.Index(1)
	if !buffer.InstanceOf(js.Global().Get("ArrayBuffer")) {
		return nil, fmt.Errorf("port: expected an ArrayBuffer as payload, received %s", buffer.Type())
	}
	n := buffer.Get("byteLength").Int()
	if n > wire.MaxPayload {
		return nil, fmt.Errorf("port: expected a payload of at most %d bytes, received %d", wire.MaxPayload, n)
	}
	payload := make([]byte, n)
	js.CopyBytesToGo(payload, js.Global().Get("Uint8Array").New(buffer))
	return wire.Parse([]byte(data.Index(0).String()), payload)
}

func (p *Port) enqueue(a arrival) {
	p.queue = append(p.queue, a)
	p.signal()
}

func (p *Port) signal() {
	select {
	case p.arrived <- struct{}{}:
	default: // it is signalled already
	}
}
