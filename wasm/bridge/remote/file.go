//go:build js && wasm

// Package remote brings files from the server of the page, and inflates them.
package remote

import (
	"fmt"
	"syscall/js"
	"time"
)

// patience is how long the next bytes of a file may take. A connection that is
// silent for so long is given up, so that the page can offer to try again.
const patience = 30 * time.Second

// early is the object in which worker.js keeps the promises of what it began
// to fetch before the program had started.
const early = "early"

// File is one file beside the page.
type File struct {
	URL   string             // relative to the page's folder
	Fresh bool               // past the browser's cache: the last copy was cut or altered
	Got   func(received int) // told after each piece with the bytes so far; may be nil
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
		piece, err := await(reader.Call("read"))
		if err != nil {
			reader.Call("cancel").Call("catch", js.Global().Get("Boolean")) // nobody waits for how that ends
			return nil, fmt.Errorf("%s: expected the whole file, received %d bytes: %w", f.URL, len(file), err)
		}
		if piece.Get("done").Bool() {
			return file, nil
		}
		bytes := piece.Get("value")
		at := len(file)
		file = append(file, make([]byte, bytes.Length())...)
		js.CopyBytesToGo(file[at:], bytes)
		if f.Got != nil {
			f.Got(len(file))
		}
	}
}

// begin returns the promise of a response, the one that worker.js has begun if
// there is one. It is good for one use.
func (f File) begin() js.Value {
	kept := js.Global().Get(early)
	if kept.Type() == js.TypeObject {
		promise := kept.Get(f.URL)
		kept.Delete(f.URL)
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
