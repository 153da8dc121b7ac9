//go:build js && wasm

package store

import (
	"sync"
	"syscall/js"

	"convlab/wasm/bridge/jsvalue"
)

// Lock is a Web Lock: one page of the origin at a time can hold it.
type Lock struct {
	Name string

	mutex sync.Mutex // one claim at a time
	mine  bool
}

// Claim takes the lock until this page is closed. It reports whether this page
// holds it: false if another one does. If the browser has no locks, every page
// gets it.
func (l *Lock) Claim() bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.mine = l.mine || claim(l.Name) // the browser refuses a second claim, also by the same page
	return l.mine
}

func claim(name string) bool {
	locks := js.Global().Get("navigator").Get("locks")
	if !locks.Truthy() {
		return true
	}
	answer := make(chan bool, 1)
	granted := js.FuncOf(func(_ js.Value, args []js.Value) any {
		if args[0].IsNull() {
			answer <- false
			return nil
		}
		answer <- true
		return forever()
	})
	refused := js.FuncOf(func(js.Value, []js.Value) any { // the browser forbids locks on this page
		answer <- true
		return nil
	})
	locks.Call("request", name, map[string]any{"ifAvailable": true}, granted).Call("catch", refused)
	mine := <-answer
	if !mine {
		granted.Release()
	}
	return mine
}

// forever returns a promise that never settles: a lock is released when its
// promise settles.
func forever() js.Value {
	nothing := js.FuncOf(func(js.Value, []js.Value) any { return nil })
	defer nothing.Release()
	return js.Global().Get("Promise").New(nothing)
}

// Claimed reports whether any page holds the lock.
func (l *Lock) Claimed() bool {
	locks := js.Global().Get("navigator").Get("locks")
	if !locks.Truthy() {
		return false
	}
	state, err := jsvalue.Wait(locks.Call("query"))
	if err != nil {
		return false
	}
	held := state.Get("held")
	for i := range held.Length() {
		if held.Index(i).Get("name").String() == l.Name {
			return true
		}
	}
	return false
}
