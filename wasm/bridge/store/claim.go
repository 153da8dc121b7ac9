//go:build js && wasm

package store

import (
	"sync"
	"syscall/js"
)

// Lock is a name that one page of the origin at a time can have.
type Lock struct {
	Name string

	turn sync.Mutex // one claim after another
	mine bool
}

// Claim takes the name for this page until it goes, and reports whether this
// page has it: false when another one does. Where the browser knows no locks
// every page can.
func (l *Lock) Claim() bool {
	l.turn.Lock()
	defer l.turn.Unlock()
	l.mine = l.mine || claim(l.Name) // the browser refuses a second claim, whoever has the first
	return l.mine
}

func claim(name string) bool {
	locks := js.Global().Get("navigator").Get("locks")
	if !locks.Truthy() {
		return true
	}
	answer := make(chan bool, 1)
	given := js.FuncOf(func(_ js.Value, args []js.Value) any {
		if args[0].IsNull() {
			answer <- false
			return nil
		}
		answer <- true
		return forever()
	})
	refused := js.FuncOf(func(js.Value, []js.Value) any { // no locks for pages like this one
		answer <- true
		return nil
	})
	locks.Call("request", name, map[string]any{"ifAvailable": true}, given).Call("catch", refused)
	mine := <-answer
	if !mine {
		given.Release()
	}
	return mine
}

// forever is a promise that is not kept as long as the page lives: a lock goes
// with its promise.
func forever() js.Value {
	nothing := js.FuncOf(func(js.Value, []js.Value) any { return nil })
	defer nothing.Release()
	return js.Global().Get("Promise").New(nothing)
}

// Claimed reports whether a page has taken the name.
func (l *Lock) Claimed() bool {
	locks := js.Global().Get("navigator").Get("locks")
	if !locks.Truthy() {
		return false
	}
	answer := make(chan bool, 1)
	yes := js.FuncOf(func(_ js.Value, args []js.Value) any {
		held := args[0].Get("held")
		found := false
		for i := range held.Length() {
			found = found || held.Index(i).Get("name").String() == l.Name
		}
		answer <- found
		return nil
	})
	no := js.FuncOf(func(js.Value, []js.Value) any {
		answer <- false
		return nil
	})
	defer yes.Release()
	defer no.Release()
	locks.Call("query").Call("then", yes, no)
	return <-answer
}
