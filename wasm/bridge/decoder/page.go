//go:build js && wasm

package decoder

import (
	"fmt"
	"syscall/js"

	"convlab/wasm/bridge/jsvalue"
)

// File is a File of the browser, such as dom.File.
type File interface{ JSValue() js.Value }

// Handlers are called with the worker's answers. After Read, Refused or Failed the
// worker has ended.
type Handlers struct {
	Began   func(build string)
	Read    func(ink []byte)
	Refused func(refusal, reason string) // the picture cannot be used
	Failed  func(reason string)          // the program did not run to its end
}

// Worker is a worker that reads a picture.
type Worker struct {
	worker   js.Value
	handlers Handlers
	message  js.Func
	failure  js.Func
	ended    bool
}

// Start starts a worker with the classic script at url and posts a file to it.
// The error is the browser's: a forbidden origin or policy.
func Start(url string, file File, handlers Handlers) (w *Worker, err error) {
	defer func() {
		if r := recover(); r != nil { // js panics when the constructor throws
			w, err = nil, fmt.Errorf("worker %s: expected it to start, received %v", url, r)
		}
	}()
	w = &Worker{worker: js.Global().Get("Worker").New(url, map[string]any{"name": name}), handlers: handlers}
	w.message = js.FuncOf(func(_ js.Value, args []js.Value) any {
		w.receive(args[0].Get("data"))
		return nil
	})
	w.failure = js.FuncOf(func(_ js.Value, args []js.Value) any {
		args[0].Call("preventDefault") // otherwise it would also be an error of this program
		reason := "its script " + url + " is missing or cannot run"
		if text := args[0].Get("message"); text.Truthy() {
			reason = text.String()
		}
		w.fail(reason)
		return nil
	})
	w.worker.Call("addEventListener", "message", w.message)
	w.worker.Call("addEventListener", "messageerror", w.message)
	w.worker.Call("addEventListener", "error", w.failure)
	w.worker.Call("postMessage", file.JSValue())
	return w, nil
}

// Close terminates the worker.
func (w *Worker) Close() {
	if w.ended {
		return
	}
	w.ended = true
	w.worker.Call("terminate")
	w.worker.Call("removeEventListener", "message", w.message)
	w.worker.Call("removeEventListener", "messageerror", w.message)
	w.message.Release()
	// The listener for errors stays: one may still arrive.
}

func (w *Worker) fail(reason string) {
	if !w.ended {
		w.Close()
		w.handlers.Failed(reason)
	}
}

// receive dispatches an answer: [head, payload], with head as JSON.
func (w *Worker) receive(data js.Value) {
	if w.ended {
		return
	}
	if data.Type() != js.TypeObject || data.Get("length").Type() != js.TypeNumber || data.Length() != 2 || data.Index(0).Type() != js.TypeString {
		w.fail("expected [head, payload] of the worker, received something else: reload the page")
		return
	}
	head := js.Global().Get("JSON").Call("parse", data.Index(0))
	body := head.Get("body")
	text := func(field string) string { return js.Global().Get("String").Invoke(body.Get(field)).String() }
	switch kind := head.Get("kind").String(); kind {
	case began:
		w.handlers.Began(text("build"))
	case read:
		ink := jsvalue.Bytes(data.Index(1))
		w.Close()
		w.handlers.Read(ink)
	case refused:
		w.Close()
		w.handlers.Refused(text("refusal"), text("reason"))
	case bye:
		w.fail(text("reason"))
	default:
		w.fail("expected an answer of the worker, received " + kind + ": reload the page")
	}
}
