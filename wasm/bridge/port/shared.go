//go:build js && wasm

package port

import "syscall/js"

// sharedBuffer is the class of memory that is shared.
const sharedBuffer = "SharedArrayBuffer"

// atomicFunctions are the functions of Atomics that memory uses.
var atomicFunctions = []string{"exchange", "load", "notify", "store", "wait"}

// canShare reports whether memory can be shared with a worker, by trying what is
// used for it. A page may be cross-origin isolated without: WebKitGTK 2.50 says
// that it is, and has no SharedArrayBuffer.
func canShare() (can bool) {
	buffer, functions := js.Global().Get(sharedBuffer), js.Global().Get("Atomics")
	if buffer.Type() != js.TypeFunction || functions.Type() != js.TypeObject {
		return false
	}
	for _, name := range atomicFunctions {
		if functions.Get(name).Type() != js.TypeFunction {
			return false
		}
	}
	// Where a page is not isolated, posting is what throws.
	defer func() {
		if recover() != nil {
			can = false
		}
	}()
	channel := js.Global().Get("MessageChannel").New()
	defer channel.Get("port1").Call("close")
	channel.Get("port1").Call("postMessage", buffer.New(4))
	return true
}
