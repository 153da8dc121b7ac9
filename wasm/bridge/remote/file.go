//go:build js && wasm

// Package remote fetches files from the page's server and unpacks them.
package remote

import (
	"errors"
	"fmt"
	"syscall/js"
	"time"

	"convlab/wasm/bridge/jsvalue"
)

// timeout limits the wait for the next bytes of a file. Then the connection is
// given up, so that the page can offer to try again.
const timeout = 30 * time.Second

// early is the object in which worker.js stores the promises of the files that it
// began to fetch before the program started.
const early = "early"

// File is a file on the page's server.
type File struct {
	URL   string             // relative to the page's folder
	Fresh bool               // past the browser's cache: the last copy was truncated or altered
	Got   func(received int) // is called after each chunk with the bytes so far; may be nil
}

// Fetch returns the file's bytes. The error names the file and says what was
// received instead.
func (f File) Fetch() ([]byte, error) {
	response, err := await(f.begin())
	if err != nil {
		return nil, fmt.Errorf("%s: expected an answer of the server, received none: %w", f.URL, err)
	}
	if !response.Get("ok").Bool() {
		return nil, fmt.Errorf("%s: expected HTTP 200, received %d", f.URL, response.Get("status").Int())
	}
	reader := response.Get("body").Call("getReader")
	var file []byte
	for {
		chunk, err := await(reader.Call("read"))
		if err != nil {
			reader.Call("cancel").Call("catch", js.Global().Get("Boolean")) // its outcome does not matter
			return nil, fmt.Errorf("%s: expected the whole file, received %d bytes: %w", f.URL, len(file), err)
		}
		if chunk.Get("done").Bool() {
			return file, nil
		}
		bytes := chunk.Get("value")
		at := len(file)
		file = append(file, make([]byte, bytes.Length())...)
		js.CopyBytesToGo(file[at:], bytes)
		if f.Got != nil {
			f.Got(len(file))
		}
	}
}

// begin returns the promise of a response: that of worker.js if there is one, which
// can be used once, or a new one.
func (f File) begin() js.Value {
	promises := js.Global().Get(early)
	if promises.Type() == js.TypeObject {
		promise := promises.Get(f.URL)
		promises.Delete(f.URL)
		if promise.Truthy() && !f.Fresh {
			return promise
		}
	}
	cache := "default"
	if f.Fresh {
		cache = "reload"
	}
	return js.Global().Call("fetch", f.URL, map[string]any{"cache": cache})
}

// Inflate unpacks gzip with the browser's DecompressionStream. It reads from a
// Response, since in a worker of a page from the disk WebKitGTK 2.50 reads no Blob,
// not even the worker's own (NotReadableError).
func Inflate(file []byte) ([]byte, error) {
	packed := js.Global().Get("Uint8Array").New(len(file))
	js.CopyBytesToJS(packed, file)
	response := js.Global().Get("Response")
	stream := response.New(packed).Get("body").
		Call("pipeThrough", js.Global().Get("DecompressionStream").New("gzip"))
	buffer, err := await(response.New(stream).Call("arrayBuffer"))
	if err != nil {
		// The browser's error says less: "Failed to fetch".
		return nil, fmt.Errorf("expected a whole gzip file, received %d bytes that do not unpack: it was cut or altered, fetch it again", len(file))
	}
	return jsvalue.Bytes(buffer), nil
}

// await blocks the goroutine until the promise is settled or the timeout ends.
func await(promise js.Value) (js.Value, error) {
	type settled struct {
		value js.Value
		err   error
	}
	done := make(chan settled, 1)
	jsvalue.Then(promise,
		func(value js.Value) { done <- settled{value: value} },
		func(reason js.Value) { done <- settled{err: errors.New(jsvalue.Message(reason))} })
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	select {
	case s := <-done:
		return s.value, s.err
	case <-timer.C:
		return js.Value{}, fmt.Errorf("nothing arrived within %v", timeout)
	}
}
