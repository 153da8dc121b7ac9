//go:build js && wasm

package decoder

import (
	"fmt"
	"syscall/js"
)

// Result is what a worker comes to: ink, or why there is none.
type Result struct {
	Ink             []byte
	Refusal, Reason string
}

// Serve is the program of a worker: it reads the file that the page has posted,
// or posts first, answers and returns. web/worker.js then ends the worker, and
// tells the page of a panic.
func Serve(build string, result func(data []byte) Result) {
	answer(began, map[string]any{"build": build}, nil)
	data, err := bytesOf(firstMessage())
	if err != nil {
		answer(bye, map[string]any{"reason": err.Error()}, nil)
		return
	}
	if r := result(data); r.Refusal != "" {
		answer(refused, map[string]any{"refusal": r.Refusal, "reason": r.Reason}, nil)
	} else {
		answer(read, map[string]any{}, r.Ink)
	}
}

func answer(kind string, body map[string]any, payload []byte) {
	head := js.Global().Get("JSON").Call("stringify", map[string]any{"kind": kind, "body": body})
	bytes := js.Global().Get("Uint8Array").New(len(payload))
	js.CopyBytesToJS(bytes, payload)
	buffer := bytes.Get("buffer")
	js.Global().Call("postMessage", []any{head, buffer}, []any{buffer})
}

// firstMessage waits for what the page posts, which worker.js keeps in an array
// until the program listens.
func firstMessage() js.Value {
	if kept := js.Global().Get("mailbox"); kept.Length() > 0 {
		return kept.Index(0)
	}
	come := make(chan js.Value, 1)
	hear := js.FuncOf(func(_ js.Value, args []js.Value) any {
		come <- args[0].Get("data")
		return nil
	})
	defer hear.Release()
	js.Global().Call("addEventListener", "message", hear, map[string]any{"once": true})
	return <-come
}

// bytesOf reads a file to its end. The one-file form of the page posts its bytes
// instead (web/cmd/dist/forms/onefile.js); a Response takes either.
func bytesOf(file js.Value) ([]byte, error) {
	type outcome struct {
		data []byte
		err  error
	}
	done := make(chan outcome, 1)
	yes := js.FuncOf(func(_ js.Value, args []js.Value) any {
		bytes := js.Global().Get("Uint8Array").New(args[0])
		data := make([]byte, bytes.Length())
		js.CopyBytesToGo(data, bytes)
		done <- outcome{data: data}
		return nil
	})
	no := js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- outcome{err: fmt.Errorf("expected a file that can be read, received: %s", args[0].Get("message").String())}
		return nil
	})
	defer yes.Release()
	defer no.Release()
	js.Global().Get("Response").New(file).Call("arrayBuffer").Call("then", yes, no)
	o := <-done
	return o.data, o.err
}
