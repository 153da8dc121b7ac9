//go:build js && wasm

package thrown

import "syscall/js"

// By calls f and returns what JavaScript has thrown in it, nil when it threw
// nothing. A panic of Go goes on.
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
