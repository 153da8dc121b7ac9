//go:build js && wasm

package port

import (
	"errors"
	"fmt"
	"syscall/js"

	"convlab/engine/wire"
)

// mailbox is the array in which worker.js and boot.js put what arrives before the
// Go program listens: events without a listener are lost.
const mailbox = "mailbox"

// Self returns the port of this worker, with everything that was posted to it since
// it started.
func Self() *Port {
	p := newPort(js.Global())
	early := p.target.Get(mailbox)
	p.listen("message", func(event js.Value) { p.receive(event.Get("data")) })
	p.listen("messageerror", func(js.Value) {
		p.enqueue(arrival{err: errors.New("port: expected a message, received one that cannot be read")})
	})
	if early.Truthy() {
		for i := range early.Length() {
			p.receive(early.Index(i))
		}
		p.target.Set(mailbox, js.Null())
	}
	return p
}

// Start starts a worker with the classic script at url. If the script is missing
// or fails, or if its program ends, a wire.Bye arrives.
func Start(url string) (*Port, error) { return start(url, "") }

func start(url, name string) (p *Port, err error) {
	defer func() {
		// js panics when the constructor throws: a forbidden origin or policy.
		if r := recover(); r != nil {
			p, err = nil, fmt.Errorf("worker %s: expected it to start, received %v (serve the page over http)", url, r)
		}
	}()
	p = newPort(js.Global().Get("Worker").New(url, map[string]any{"name": name}))
	p.listenToWorker(url)
	return p, nil
}

func (p *Port) listenToWorker(url string) {
	p.listen("message", func(event js.Value) { p.receive(event.Get("data")) })
	p.listen("error", func(event js.Value) {
		event.Call("preventDefault")
		reason := "its script " + url + " is missing or cannot run"
		if text := event.Get("message"); text.Truthy() {
			reason = text.String()
		}
		p.enqueue(arrival{message: wire.Bye{Reason: reason}})
	})
	p.listen("messageerror", func(js.Value) {
		p.enqueue(arrival{err: fmt.Errorf("worker %s: expected a message, received one that cannot be copied", url)})
	})
}

// Adopt returns the page's port to the worker that boot.js has started before the
// page's program ran, with everything that arrived from it since.
func Adopt() (*Port, error) {
	page := js.Global().Get("convlab")
	worker, early := page.Get("worker"), page.Get(mailbox)
	if !worker.Truthy() || !early.Truthy() {
		return nil, errors.New("worker: expected that boot.js has started it, received none: reload the page")
	}
	page.Set(mailbox, js.Null()) // boot.js then stops filling it
	p := newPort(worker)
	p.listenToWorker("worker.js")
	for i := range early.Length() {
		// An event cannot be dispatched twice, but a copy of it can.
		event := early.Index(i)
		worker.Call("dispatchEvent", event.Get("constructor").New(event.Get("type"), event))
	}
	return p, nil
}

// program is the property in which worker.js stores the compiled module that it runs.
const program = "program"

// StartNested starts another worker from within a worker, with the same script and
// under a name. It runs the module of this worker, which the browser has compiled
// and optimised already. It ends with this worker at the latest.
func StartNested(url, name string) (*Port, error) {
	module := js.Global().Get(program)
	if !module.Truthy() {
		return nil, errors.New("worker: expected that worker.js keeps the compiled program, received none")
	}
	p, err := start(url, name)
	if err != nil {
		return nil, err
	}
	p.target.Call("postMessage", module)
	return p, nil
}
