//go:build js && wasm

package remote

import (
	"errors"
	"fmt"
	"syscall/js"
	"time"
)

// await blocks the goroutine until the promise is settled or patience ends.
func await(promise js.Value) (js.Value, error) {
	type settled struct {
		value js.Value
		err   error
	}
	done := make(chan settled, 1)
	var resolve, reject js.Func
	// The callbacks free themselves: after a timeout the promise still holds them.
	release := func() {
		resolve.Release()
		reject.Release()
	}
	resolve = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		done <- settled{value: args[0]}
		return nil
	})
	reject = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		done <- settled{err: errors.New(describe(args[0]))}
		return nil
	})
	promise.Call("then", resolve, reject)
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case s := <-done:
		return s.value, s.err
	case <-timer.C:
		return js.Value{}, fmt.Errorf("silence for %v", patience)
	}
}

func describe(reason js.Value) string {
	if reason.Type() == js.TypeObject && reason.Get("message").Type() == js.TypeString {
		return reason.Get("message").String()
	}
	return reason.String()
}
