//go:build js && wasm

package thrown

import "syscall/js"

// By calls f and returns the exception that JavaScript threw in it, or nil. A panic
// of Go is not caught.
func By(f func()) (e *js.Error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case js.Error:
			e = &r
		default:
			panic(r)
		}
	}()
	f()
	return nil
}
