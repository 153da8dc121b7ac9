//go:build js && wasm

package port

import "syscall/js"

// Report writes what went wrong to the console of the browser, for whoever looks for the reason.
func Report(text string) { js.Global().Get("console").Call("error", text) }
