//go:build js && wasm

package port

import (
	"errors"
	"syscall/js"
)

// Early returns the page's end of the worker that boot.js has started before
// the page's program could run, with everything that came from it since.
func Early() (*Port, error) {
	page := js.Global().Get("convlab")
	end, kept := page.Get("worker"), page.Get(mailbox)
	if !end.Truthy() || !kept.Truthy() {
		return nil, errors.New("worker: expected that boot.js has started it, received none: reload the page")
	}
	page.Set(mailbox, js.Null()) // boot.js keeps no more
	p := newPort(end)
	p.attend("worker.js")
	for i := range kept.Length() {
		// An event cannot be dispatched twice; one of the same kind that reads its fields from it can.
		event := kept.Index(i)
		end.Call("dispatchEvent", event.Get("constructor").New(event.Get("type"), event))
	}
	return p, nil
}
