//go:build js && wasm

package port

import (
	"fmt"
	"syscall/js"
	"time"
	"unsafe"
)

// Memory is a block that two ends hand to and fro: whoever has it reads and
// writes. Where the browser lets them, both ends share it and a turn is a number
// in it; elsewhere it changes hands as an ArrayBuffer, the same one all the
// time. Its first MemoryHead bytes belong to the Memory.
type Memory struct {
	// Note says what the memory is for, in words of whoever made it.
	Note string

	port  *Port
	id    int
	maker bool     // this end made it
	bytes js.Value // Uint8Array over all of it; null while the other end has it
	turns js.Value // Int32Array over shared memory; else null
	spun  bool     // nobody looks for it again and again any more
}

// MemoryHead is the part of a Memory that is not the user's, in bytes.
const MemoryHead = 64

// The numbers at the head of shared memory.
const (
	turnOf  = 0 // which end has it
	resting = 1 // 1 while the other end than the maker waits for a message
)

// memoryKind is the first element of a message about memory, which is
// [memoryKind, id, buffer or null, note].
const memoryKind = "memory"

// NewMemory makes a block of size bytes and hands it to the other end. It takes
// the place of the one before, which the other end will not see again.
func (p *Port) NewMemory(size int, note string) *Memory {
	id := 1
	if p.memory != nil {
		id = p.memory.id + 1
	}
	m := &Memory{Note: note, port: p, id: id, maker: true}
	p.memory = m
	if canShare() {
		m.attach(js.Global().Get(sharedBuffer).New(size))
		m.atomics("store", turnOf, m.other())
		p.end.Call("postMessage", []any{memoryKind, id, m.bytes.Get("buffer"), note})
		return m
	}
	m.attach(js.Global().Get("ArrayBuffer").New(size))
	m.post()
	return m
}

// Memory returns the newest block that the other end has made; nil before.
func (p *Port) Memory() *Memory { return p.memory }

// receiveMemory takes a message about memory.
func (p *Port) receiveMemory(data js.Value) error {
	if data.Length() != 4 || data.Index(1).Type() != js.TypeNumber || data.Index(3).Type() != js.TypeString {
		return fmt.Errorf("port: expected [kind, id, buffer, note], received %d elements", data.Length())
	}
	id, buffer := data.Index(1).Int(), data.Index(2)
	if p.memory == nil || !p.memory.maker && p.memory.id != id {
		p.memory = &Memory{Note: data.Index(3).String(), port: p, id: id}
	}
	if p.memory.id == id && buffer.Truthy() { // else it is an old one, or a call to wake up
		p.memory.attach(buffer)
	}
	p.signal()
	return nil
}

func (m *Memory) attach(buffer js.Value) {
	m.bytes, m.turns = js.Global().Get("Uint8Array").New(buffer), js.Null()
	if shared := js.Global().Get(sharedBuffer); shared.Truthy() && buffer.InstanceOf(shared) {
		m.turns = js.Global().Get("Int32Array").New(buffer, 0, MemoryHead/4)
	}
}

// Len is the size in bytes. The memory must be here.
func (m *Memory) Len() int { return m.bytes.Length() }

func (m *Memory) me() int {
	if m.maker {
		return 0
	}
	return 1
}

func (m *Memory) other() int { return 1 - m.me() }

// jsAtomics is where numbers in shared memory are worked on.
var jsAtomics = js.Global().Get("Atomics")

func (m *Memory) atomics(operation string, at, value int) int {
	return jsAtomics.Call(operation, m.turns, at, value).Int()
}

func (m *Memory) here() bool {
	if m.turns.IsNull() {
		return !m.bytes.IsNull()
	}
	return m.atomics("load", turnOf, 0) == m.me()
}

// Give hands the memory to the other end.
func (m *Memory) Give() {
	m.spun = false
	if m.turns.IsNull() {
		m.post()
		return
	}
	m.atomics("store", turnOf, m.other())
	m.atomics("notify", turnOf, 1)
	if m.maker && m.atomics("exchange", resting, 0) == 1 {
		m.port.end.Call("postMessage", []any{memoryKind, m.id, js.Null(), ""})
	}
}

// post hands unshared memory over.
func (m *Memory) post() {
	buffer := m.bytes.Get("buffer")
	m.port.end.Call("postMessage", []any{memoryKind, m.id, buffer, m.Note}, []any{buffer})
	m.bytes = js.Null()
}

// spin looks for shared memory, once for each time that it was given away, and
// reports whether it has come.
func (m *Memory) spin(atMost time.Duration) bool {
	if m.spun {
		return false
	}
	m.spun = true
	for began := time.Now(); time.Since(began) < atMost; {
		if m.here() {
			return true
		}
	}
	return false
}

// Take reports whether the memory is here. If not, it waits for it, at most so
// long, of which it is awake at first: it then looks for shared memory again and
// again. While it waits for shared memory the event loop stands still.
func (m *Memory) Take(atMost, awake time.Duration) bool {
	if m.here() || atMost <= 0 {
		return m.here()
	}
	if !m.turns.IsNull() {
		if awake > 0 && m.spin(min(awake, atMost)) {
			return true
		}
		jsAtomics.Call("wait", m.turns, turnOf, m.other(), atMost.Seconds()*1000)
		return m.here()
	}
	timer := time.NewTimer(atMost)
	defer timer.Stop()
	select {
	case <-m.port.arrived:
	case <-timer.C:
	}
	return m.here()
}

// Rest waits until the memory is here, or any message is, and lets the event
// loop turn meanwhile. It is for the end that has not made the memory.
func (m *Memory) Rest() {
	if !m.turns.IsNull() {
		m.atomics("store", resting, 1)
		if m.here() { // it came between: nobody will call
			m.atomics("store", resting, 0)
			return
		}
	}
	<-m.port.arrived
}

// Write copies bytes into the memory, which must be here.
func (m *Memory) Write(at int, b []byte) { js.CopyBytesToJS(m.part(at, len(b)), b) }

// Read copies bytes out of the memory, which must be here.
func (m *Memory) Read(at int, b []byte) { js.CopyBytesToGo(b, m.part(at, len(b))) }

// WriteFloats copies numbers into the memory, little-endian.
func (m *Memory) WriteFloats(at int, v []float32) { m.Write(at, asBytes(v)) }

// ReadFloats copies numbers out of the memory.
func (m *Memory) ReadFloats(at int, v []float32) { m.Read(at, asBytes(v)) }

func (m *Memory) part(at, n int) js.Value { return m.bytes.Call("subarray", at, at+n) }

// asBytes is the memory of v: WebAssembly is little-endian.
func asBytes(v []float32) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(v))), 4*len(v))
}
