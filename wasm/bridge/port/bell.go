//go:build js && wasm

package port

import (
	"fmt"
	"syscall/js"
)

// bell is a number in shared memory that counts what one end has posted, so that
// the other knows without a turn of its event loop whether anything is on its
// way. Where memory cannot be shared there is none.
type bell struct {
	count js.Value // Int32Array of one number; undefined: no bell
	heard int      // messages received since it was hung
}

// bellKind is the first element of the message that hangs a bell:
// [bellKind, buffer].
const bellKind = "bell"

// hang makes the bell of what this end will post.
func (p *Port) hang() {
	if !canShare() {
		return
	}
	buffer := js.Global().Get(sharedBuffer).New(4)
	p.ours.count = js.Global().Get("Int32Array").New(buffer)
	p.end.Call("postMessage", []any{bellKind, buffer})
}

// receiveBell takes the other end's bell.
func (p *Port) receiveBell(data js.Value) error {
	shared := js.Global().Get(sharedBuffer)
	if !shared.Truthy() || !data.Index(1).InstanceOf(shared) {
		return fmt.Errorf("port: expected a SharedArrayBuffer for a bell, received %s: page and worker must be of one build", data.Index(1).Type())
	}
	p.theirs = bell{count: js.Global().Get("Int32Array").New(data.Index(1))}
	return nil
}

// ring counts a message that was posted.
func (b *bell) ring() {
	if !b.count.IsUndefined() {
		jsAtomics.Call("add", b.count, 0, 1)
	}
}

// Rung reports whether the other end has posted what was not received yet. It is
// not known where there is no bell.
func (p *Port) Rung() (rung, known bool) {
	b := p.theirs
	if b.count.IsUndefined() {
		return false, false
	}
	return jsAtomics.Call("load", b.count, 0).Int() != b.heard, true
}
