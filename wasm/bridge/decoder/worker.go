//go:build js && wasm

package decoder

import (
	"fmt"
	"syscall/js"

	"convlab/wasm/bridge/jsvalue"
)

// name is the name of the worker, by which web/worker.js chooses the program.
const name = "picture"

// The kinds of answers. web/worker.js sends the last one, too.
const (
	began   = "Began"   // build: the program runs
	read    = "Read"    // the payload is the ink
	refused = "Refused" // refusal, reason
	bye     = "Bye"     // reason
)

// Result is the ink of a picture, or why it was refused.
type Result struct {
	Ink             []byte
	Refusal, Reason string
}

// Serve is the program of a worker. It waits for the file that the page posts,
// answers and returns. Then web/worker.js ends the worker; it reports a panic to
// the page.
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

// firstMessage waits for the first message of the page. worker.js has put it into
// an array if it arrived before the program started.
func firstMessage() js.Value {
	if mailbox := js.Global().Get("mailbox"); mailbox.Length() > 0 {
		return mailbox.Index(0)
	}
	arrived := make(chan js.Value, 1)
	receive := js.FuncOf(func(_ js.Value, args []js.Value) any {
		arrived <- args[0].Get("data")
		return nil
	})
	defer receive.Release()
	js.Global().Call("addEventListener", "message", receive, map[string]any{"once": true})
	return <-arrived
}

// bytesOf reads a whole file. The one-file form of the page posts bytes instead of
// a File (web/cmd/dist/forms/onefile.js); a Response accepts both.
func bytesOf(file js.Value) ([]byte, error) {
	buffer, err := jsvalue.Wait(js.Global().Get("Response").New(file).Call("arrayBuffer"))
	if err != nil {
		return nil, fmt.Errorf("expected a file that can be read, received: %w", err)
	}
	return jsvalue.Bytes(buffer), nil
}
