//go:build js && wasm

package decoder

import (
	"fmt"
	"syscall/js"
)

// File is a file of the browser's, as package dom has it.
type File interface{ JSValue() js.Value }

// Answers hear of a worker. After one of Read, Refused and Failed it has ended.
type Answers struct {
	Began   func(build string)
	Read    func(ink []byte)
	Refused func(refusal, reason string) // the picture is not one that is read
	Failed  func(reason string)          // the program could not run to its end
}

// Worker is a worker that reads a picture.
type Worker struct {
	end     js.Value
	answers Answers
	message js.Func
	failure js.Func
	ended   bool
}

// Start starts a worker with the classic script at url, and gives it a file.
// The error is the browser's: a forbidden origin or policy.
func Start(url string, file File, answers Answers) (w *Worker, err error) {
	defer func() {
		if r := recover(); r != nil { // js panics when the constructor throws
			w, err = nil, fmt.Errorf("worker %s: expected it to start, received %v", url, r)
		}
	}()
	w = &Worker{end: js.Global().Get("Worker").New(url, map[string]any{"name": name}), answers: answers}
	w.message = js.FuncOf(func(_ js.Value, args []js.Value) any {
		w.receive(args[0].Get("data"))
		return nil
	})
	w.failure = js.FuncOf(func(_ js.Value, args []js.Value) any {
		args[0].Call("preventDefault") // an error that nobody hears would be one of this program
		reason := "its script " + url + " is missing or cannot run"
		if text := args[0].Get("message"); text.Truthy() {
			reason = text.String()
		}
		w.fail(reason)
		return nil
	})
	w.end.Call("addEventListener", "message", w.message)
	w.end.Call("addEventListener", "messageerror", w.message)
	w.end.Call("addEventListener", "error", w.failure)
	w.end.Call("postMessage", file.JSValue())
	return w, nil
}

// Close ends the worker, whatever it is doing.
func (w *Worker) Close() {
	if w.ended {
		return
	}
	w.ended = true
	w.end.Call("terminate")
	w.end.Call("removeEventListener", "message", w.message)
	w.end.Call("removeEventListener", "messageerror", w.message)
	w.message.Release()
	// An error may still be on its way, and is to be heard.
}

func (w *Worker) fail(reason string) {
	if !w.ended {
		w.Close()
		w.answers.Failed(reason)
	}
}

// receive hands an answer on: [head, payload], with head as JSON.
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
		w.answers.Began(text("build"))
	case read:
		bytes := js.Global().Get("Uint8Array").New(data.Index(1))
		ink := make([]byte, bytes.Length())
		js.CopyBytesToGo(ink, bytes)
		w.Close()
		w.answers.Read(ink)
	case refused:
		w.Close()
		w.answers.Refused(text("refusal"), text("reason"))
	case bye:
		w.fail(text("reason"))
	default:
		w.fail("expected an answer of the worker, received " + kind + ": reload the page")
	}
}
