//go:build js && wasm

package store

import (
	"errors"
	"fmt"
	"syscall/js"
	"time"
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

// settle waits until a request or a transaction has come to its good or bad
// end, by the names of their events, but not for ever: some browsers never
// answer. late is called for a good end that comes after all.
func (s *Store) settle(target js.Value, good, bad string, late func()) error {
	done := make(chan error, 1)
	over := false // nobody waits any more
	var yes, no js.Func
	release := func() { // not before the end: after the deadline the target still holds them
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
	target.Set("on"+good, yes)
	target.Set("on"+bad, no)
	patience := s.Patience
	if patience == 0 {
		patience = Patience
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		over = true
		return &Error{Name: "TimeoutError", Message: fmt.Sprintf("the browser's storage has not answered for %v", patience)}
	}
}
