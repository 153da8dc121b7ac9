//go:build js && wasm

package store

import (
	"errors"
	"fmt"
	"syscall/js"
	"time"
)

// Error is the browser's reason for a failed operation.
type Error struct {
	Name    string // of the DOMException: "QuotaExceededError", "SecurityError", ...
	Message string
}

func (e *Error) Error() string { return e.Name + ": " + e.Message }

// IsQuota reports whether err means that the storage is full.
func IsQuota(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Name == "QuotaExceededError"
}

// errorOf converts an exception, or any other value that was thrown.
func errorOf(v js.Value) error {
	if v.Type() != js.TypeObject {
		return &Error{Name: "Error", Message: "the browser gave no reason"}
	}
	return &Error{Name: v.Get("name").String(), Message: v.Get("message").String()}
}

// settle waits for one of two events of a request or a transaction, success or
// failure, until the timeout ends: some browsers never answer. It calls late if
// success arrives after the timeout.
func (s *Store) settle(target js.Value, success, failure string, late func()) error {
	done := make(chan error, 1)
	over := false // the timeout has ended
	var yes, no js.Func
	release := func() { // by the callbacks themselves: after a timeout the target still holds them
		yes.Release()
		no.Release()
	}
	yes = js.FuncOf(func(js.Value, []js.Value) any {
		release()
		done <- nil
		if over {
			late()
		}
		return nil
	})
	no = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		args[0].Call("preventDefault")
		done <- errorOf(target.Get("error"))
		return nil
	})
	target.Set("on"+success, yes)
	target.Set("on"+failure, no)
	timeout := s.Timeout
	if timeout == 0 {
		timeout = Timeout
	}
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		over = true
		return &Error{Name: "TimeoutError", Message: fmt.Sprintf("the browser's storage has not answered for %v", timeout)}
	}
}
