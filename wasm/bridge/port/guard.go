//go:build js && wasm

package port

import (
	"fmt"
	"os"

	"convlab/engine/wire"
)

// Guard is deferred first in every goroutine of a worker: it sends a panic to
// the page as the worker's last message and ends the program. Without it the
// page would only see silence.
func (p *Port) Guard() {
	r := recover()
	if r == nil {
		return
	}
	// Bye holds only text, which Marshal cannot refuse.
	_ = p.Send(wire.Bye{Reason: fmt.Sprint("panic: ", r)})
	os.Exit(2) // the code of Go's own panics
}
