//go:build js && wasm

package jsvalue

import (
	"errors"
	"syscall/js"
)

// Then calls resolved with the value of a promise, or rejected with its reason, once it is settled. A promise that is never settled
// keeps both.
func Then(promise js.Value, resolved, rejected func(js.Value)) {
	var yes, no js.Func
	once := func(f func(js.Value)) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any {
			yes.Release()
			no.Release()
			f(args[0])
			return nil
		})
	}
	yes, no = once(resolved), once(rejected)
	promise.Call("then", yes, no)
}

// Wait blocks the goroutine until a promise is settled. Its error is the Message of the reason for which the promise was rejected.
func Wait(promise js.Value) (value js.Value, err error) {
	settled := make(chan struct{})
	Then(promise, func(v js.Value) {
		value = v
		close(settled)
	}, func(reason js.Value) {
		err = errors.New(Message(reason))
		close(settled)
	})
	<-settled
	return value, err
}

// Bytes copies an ArrayBuffer.
func Bytes(buffer js.Value) []byte {
	array := js.Global().Get("Uint8Array").New(buffer)
	b := make([]byte, array.Length())
	js.CopyBytesToGo(b, array)
	return b
}

// Message is the message of an error, or the text of any other reason.
func Message(reason js.Value) string {
	if reason.Type() == js.TypeObject && reason.Get("message").Type() == js.TypeString {
		return reason.Get("message").String()
	}
	return reason.String()
}
