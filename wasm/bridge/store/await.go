//go:build js && wasm

package store

import (
	"errors"
	"syscall/js"
)

// Error is why the browser did not do it, in its own words.
type Error struct {
	Name    string // of the DOMException: "QuotaExceededError", "SecurityError", ...
	Message string
}

func (e *Error) Error() string { return e.Name + ": " + e.Message }

// IsQuota reports whether err says that there is no room.
func IsQuota(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Name == "QuotaExceededError"
}

// errorOf reads an exception, or whatever else was thrown.
func errorOf(v js.Value) error {
	if v.Type() != js.TypeObject {
		return &Error{Name: "Error", Message: "the browser gave no reason"}
	}
	return &Error{Name: v.Get("name").String(), Message: v.Get("message").String()}
}

// caught is deferred where JavaScript may throw: it makes an error of it.
func caught(err *error) {
	switch r := recover().(type) {
	case nil:
	case js.Error:
		*err = errorOf(r.Value)
	default:
		panic(r)
	}
}

// settle waits until a request or a transaction has come to its good or bad
// end, by the names of their events.
func settle(target js.Value, good, bad string) error {
	done := make(chan error, 1)
	yes := js.FuncOf(func(js.Value, []js.Value) any {
		done <- nil
		return nil
	})
	no := js.FuncOf(func(_ js.Value, args []js.Value) any {
		args[0].Call("preventDefault")
		done <- errorOf(target.Get("error"))
		return nil
	})
	target.Set("on"+good, yes)
	target.Set("on"+bad, no)
	err := <-done
	yes.Release()
	no.Release()
	return err
}
