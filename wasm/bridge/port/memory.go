//go:build js && wasm

package port

import (
	"fmt"
	"syscall/js"
	"time"
	"unsafe"
)

// Memory is a block of bytes that belongs to one end at a time; only its owner
// reads and writes. Where the browser allows it, both ends share the block and a
// number in it names the owner. Elsewhere the block is one ArrayBuffer that is
// transferred. The first MemoryHead bytes are reserved.
type Memory struct {
	// Note says what the memory is for, in a format of its creator's.
	Note string

	port    *Port
	id      int
	creator bool     // this end has created it
	bytes   js.Value // Uint8Array over all of it; null while the other end owns it
	head    js.Value // Int32Array over the head of shared memory; else null
	spun    bool     // Acquire has spun since the last Release
}

// MemoryHead is the length of the reserved part of a Memory, in bytes.
const MemoryHead = 64

// The numbers in the head of shared memory.
const (
	ownerIndex    = 0 // 0 for the creator, 1 for the other end
	sleepingIndex = 1 // 1 while the end that is not the creator waits for a message
)

// memoryKind is the first element of a message about memory, which is
// [memoryKind, id, buffer or null, note].
const memoryKind = "memory"

// NewMemory creates a block of size bytes that the other end owns. It replaces the
// previous block at both ends.
func (p *Port) NewMemory(size int, note string) *Memory {
	id := 1
	if p.memory != nil {
		id = p.memory.id + 1
	}
	m := &Memory{Note: note, port: p, id: id, creator: true}
	p.memory = m
	if canShare() {
		m.attach(js.Global().Get(sharedBuffer).New(size))
		m.atomics("store", ownerIndex, m.otherEnd())
		p.target.Call("postMessage", []any{memoryKind, id, m.bytes.Get("buffer"), note})
		return m
	}
	m.attach(js.Global().Get("ArrayBuffer").New(size))
	m.transfer()
	return m
}

// Memory returns the newest block that either end has created; nil if none.
func (p *Port) Memory() *Memory { return p.memory }

// receiveMemory takes a message about memory.
func (p *Port) receiveMemory(data js.Value) error {
	if data.Length() != 4 || data.Index(1).Type() != js.TypeNumber || data.Index(3).Type() != js.TypeString {
		return fmt.Errorf("port: expected [kind, id, buffer, note], received %d elements", data.Length())
	}
	id, buffer := data.Index(1).Int(), data.Index(2)
	if p.memory == nil || !p.memory.creator && p.memory.id != id {
		p.memory = &Memory{Note: data.Index(3).String(), port: p, id: id}
	}
	if p.memory.id == id && buffer.Truthy() { // else it is an old block, or only wakes this end up
		p.memory.attach(buffer)
	}
	p.signal()
	return nil
}

func (m *Memory) attach(buffer js.Value) {
	m.bytes, m.head = js.Global().Get("Uint8Array").New(buffer), js.Null()
	if shared := js.Global().Get(sharedBuffer); shared.Truthy() && buffer.InstanceOf(shared) {
		m.head = js.Global().Get("Int32Array").New(buffer, 0, MemoryHead/4)
	}
}

// Len returns the size in bytes. Only the owner may call it.
func (m *Memory) Len() int { return m.bytes.Length() }

func (m *Memory) thisEnd() int {
	if m.creator {
		return 0
	}
	return 1
}

func (m *Memory) otherEnd() int { return 1 - m.thisEnd() }

// jsAtomics is JavaScript's Atomics.
var jsAtomics = js.Global().Get("Atomics")

func (m *Memory) atomics(operation string, index, value int) int {
	return jsAtomics.Call(operation, m.head, index, value).Int()
}

// owned reports whether this end owns the memory.
func (m *Memory) owned() bool {
	if m.head.IsNull() {
		return !m.bytes.IsNull()
	}
	return m.atomics("load", ownerIndex, 0) == m.thisEnd()
}

// Release makes the other end the owner.
func (m *Memory) Release() {
	m.spun = false
	if m.head.IsNull() {
		m.transfer()
		return
	}
	m.atomics("store", ownerIndex, m.otherEnd())
	m.atomics("notify", ownerIndex, 1)
	if m.creator && m.atomics("exchange", sleepingIndex, 0) == 1 {
		m.port.target.Call("postMessage", []any{memoryKind, m.id, js.Null(), ""})
	}
}

// transfer posts memory that is not shared to the other end.
func (m *Memory) transfer() {
	buffer := m.bytes.Get("buffer")
	m.port.target.Call("postMessage", []any{memoryKind, m.id, buffer, m.Note}, []any{buffer})
	m.bytes = js.Null()
}

// spin polls for shared memory, once after each Release, and reports whether this
// end owns it.
func (m *Memory) spin(timeout time.Duration) bool {
	if m.spun {
		return false
	}
	m.spun = true
	for began := time.Now(); time.Since(began) < timeout; {
		if m.owned() {
			return true
		}
	}
	return false
}

// Acquire waits until this end owns the memory and reports whether it does, after
// the timeout at the latest. For shared memory it first polls for the time spin;
// the event loop does not run during the wait.
func (m *Memory) Acquire(timeout, spin time.Duration) bool {
	if m.owned() || timeout <= 0 {
		return m.owned()
	}
	if !m.head.IsNull() {
		if spin > 0 && m.spin(min(spin, timeout)) {
			return true
		}
		jsAtomics.Call("wait", m.head, ownerIndex, m.otherEnd(), timeout.Seconds()*1000)
		return m.owned()
	}
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	select {
	case <-m.port.arrived:
	case <-timer.C:
	}
	return m.owned()
}

// Wait waits until this end owns the memory or a message arrives. The event loop
// runs meanwhile. The creator must not call it.
func (m *Memory) Wait() {
	if !m.head.IsNull() {
		m.atomics("store", sleepingIndex, 1)
		if m.owned() { // Release came before the store: it posts no message
			m.atomics("store", sleepingIndex, 0)
			return
		}
	}
	<-m.port.arrived
}

// Write copies bytes into the memory. Only the owner may call it, as all of the
// following.
func (m *Memory) Write(at int, b []byte) { js.CopyBytesToJS(m.slice(at, len(b)), b) }

// Read copies bytes out of the memory.
func (m *Memory) Read(at int, b []byte) { js.CopyBytesToGo(b, m.slice(at, len(b))) }

// WriteFloats copies numbers into the memory, little-endian.
func (m *Memory) WriteFloats(at int, v []float32) { m.Write(at, asBytes(v)) }

// ReadFloats copies numbers out of the memory.
func (m *Memory) ReadFloats(at int, v []float32) { m.Read(at, asBytes(v)) }

func (m *Memory) slice(at, n int) js.Value { return m.bytes.Call("subarray", at, at+n) }

// asBytes returns the memory of v: WebAssembly is little-endian.
func asBytes(v []float32) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(v))), 4*len(v))
}

// sharedBuffer is the class of shared memory.
const sharedBuffer = "SharedArrayBuffer"

// atomicFunctions are the functions of Atomics that Memory uses.
var atomicFunctions = []string{"exchange", "load", "notify", "store", "wait"}

// canShare reports whether memory can be shared with a worker, by trying it. What
// the browser says of the page is not enough: WebKitGTK 2.50 calls it cross-origin
// isolated and has no SharedArrayBuffer.
func canShare() (can bool) {
	buffer, functions := js.Global().Get(sharedBuffer), js.Global().Get("Atomics")
	if buffer.Type() != js.TypeFunction || functions.Type() != js.TypeObject {
		return false
	}
	for _, name := range atomicFunctions {
		if functions.Get(name).Type() != js.TypeFunction {
			return false
		}
	}
	// On a page that is not isolated, posting the buffer throws.
	defer func() {
		if recover() != nil {
			can = false
		}
	}()
	channel := js.Global().Get("MessageChannel").New()
	defer channel.Get("port1").Call("close")
	channel.Get("port1").Call("postMessage", buffer.New(4))
	return true
}
