//go:build js && wasm

package port

import (
	"errors"
	"strconv"
	"syscall/js"
)

// program is where worker.js keeps the compiled module that it runs.
const program = "program"

// Hire starts another worker from within a worker, with the same script and
// under a name, which it finds in its Name. It runs the module of this worker:
// what the browser has compiled and optimised is there at once. It ends with
// this worker at the latest.
func Hire(url, name string) (*Port, error) {
	module := js.Global().Get(program)
	if !module.Truthy() {
		return nil, errors.New("worker: expected that worker.js keeps the compiled program, received none")
	}
	p, err := start(url, name)
	if err != nil {
		return nil, err
	}
	p.end.Call("postMessage", module)
	return p, nil
}

// Name is the name that this worker was started under; "" for the first.
func Name() string { return js.Global().Get("name").String() }

// Cores is how many threads the machine can run at a time, as far as the browser
// tells: 1 if it does not.
func Cores() int {
	if n := js.Global().Get("navigator").Get("hardwareConcurrency"); n.Type() == js.TypeNumber {
		return n.Int()
	}
	return 1
}

// Parameter is a number in the query of this worker's address; false without.
func Parameter(name string) (int, bool) {
	query := js.Global().Get("URLSearchParams").New(js.Global().Get("location").Get("search"))
	value := query.Call("get", name)
	if value.Type() != js.TypeString {
		return 0, false
	}
	n, err := strconv.Atoi(value.String())
	return n, err == nil
}
