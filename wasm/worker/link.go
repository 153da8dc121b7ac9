//go:build js && wasm

package main

import (
	"encoding/json"
	"time"

	"convlab/engine/parallel"
	"convlab/engine/wire"
	"convlab/wasm/bridge/port"
)

// link is parallel.Transport over a line to a gradient worker and the memory that is
// handed to and fro on it. The first time it comes back it says Ready.
type link struct {
	line   *port.Port
	memory *port.Memory
	slab   parallel.MemoryMap
	asked  bool // something was given, and not come back
	built  bool // the first time is over
	last   parallel.Task
	task   []byte
	result [parallel.ResultBytes]byte
}

// hire starts a gradient worker; nil when that cannot be.
func hire() parallel.Transport {
	line, err := port.Hire(script, gradientName)
	if err != nil {
		return nil // one worker less
	}
	return &link{line: line}
}

func (l *link) Setup(s parallel.Setup) {
	note, err := json.Marshal(s)
	if err != nil {
		panic("worker: a built model cannot be written") // it has been checked
	}
	l.slab = parallel.NewMemoryMap(s)
	l.memory = l.line.NewMemory(l.slab.Size, string(note))
	l.asked, l.built = true, false
}

func (l *link) Task(t parallel.Task, load parallel.Payload) {
	l.last = t
	l.task = t.Append(l.task[:0])
	l.memory.Write(l.slab.Task, l.task)
	l.memory.Write(l.slab.Pixels, load.Pixels)
	l.memory.Write(l.slab.Labels, load.Labels)
	l.memory.WriteFloats(l.slab.Weights, load.Weights)
	l.memory.Give()
	l.asked = true
}

func (l *link) Receive(atMost time.Duration) parallel.Message {
	for range 2 { // what ends a wait may be a message
		m, err := l.line.Next()
		switch m := m.(type) {
		case wire.Hello:
			return parallel.Hello{Build: m.Build}
		case wire.Bye:
			return parallel.Lost{Reason: m.Reason}
		}
		if err != nil {
			return parallel.Lost{Reason: err.Error()}
		}
		if !l.asked {
			return nil
		}
		if l.memory.Take(atMost, awake) {
			return l.answer()
		}
		atMost = 0
	}
	return nil
}

// answer reads what has come back.
func (l *link) answer() parallel.Message {
	l.asked = false
	if !l.built {
		l.built = true
		return parallel.Ready{}
	}
	l.memory.Read(l.slab.Result, l.result[:])
	r, err := parallel.ParseResult(l.result[:])
	if err != nil {
		return parallel.Lost{Reason: err.Error()}
	}
	r.Gradient = func(node int, grad []float32) {
		l.memory.ReadFloats(l.slab.Node(l.last, node), grad)
	}
	return r
}

func (l *link) Close() { l.line.Close() }
