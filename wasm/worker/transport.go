//go:build js && wasm

package main

import (
	"encoding/json"
	"time"

	"convlab/engine/parallel"
	"convlab/engine/wire"
	"convlab/wasm/bridge/port"
)

// newCoordinator returns a coordinator that starts as many gradient workers as the
// machine has room for. "?workers=2" in this worker's address sets their number;
// they are then used even where one thread is faster.
func newCoordinator() *parallel.Coordinator {
	cores := port.Cores()
	workers := parallel.DefaultWorkers(cores)
	n, given := port.Parameter("workers")
	if given {
		workers = min(max(n, 1), parallel.MaxWorkers)
	}
	return parallel.NewCoordinator(parallel.Config{
		Build: build, Now: time.Now, Workers: workers, Cores: cores, Tune: !given, Start: startGradientWorker,
		// The training continues without the worker: only the console shows the loss.
		OnLost: func(l parallel.Lost) { port.LogError("a gradient worker was lost: " + l.Reason) },
	})
}

// transport is the parallel.Transport to a gradient worker, over a port and its
// memory. The worker releases the memory once when it is ready, and then after
// every task.
type transport struct {
	port    *port.Port
	memory  *port.Memory
	offsets parallel.MemoryMap
	asked   bool // the worker owns the memory
	ready   bool // the worker has built the network
	task    parallel.Task
	head    []byte // of task
	result  [parallel.ResultBytes]byte
}

// startGradientWorker returns nil if no worker can be started.
func startGradientWorker() parallel.Transport {
	p, err := port.StartNested(script, gradientName)
	if err != nil {
		return nil
	}
	return &transport{port: p}
}

func (t *transport) Setup(s parallel.Setup) {
	note, err := json.Marshal(s)
	if err != nil {
		panic("worker: a valid model cannot be written as JSON")
	}
	t.offsets = parallel.NewMemoryMap(s)
	t.memory = t.port.NewMemory(t.offsets.Size, string(note))
	t.asked, t.ready = true, false
}

func (t *transport) Task(task parallel.Task, p parallel.Payload) {
	t.task = task
	t.head = task.Append(t.head[:0])
	t.memory.Write(t.offsets.Task, t.head)
	t.memory.Write(t.offsets.Pixels, p.Pixels)
	t.memory.Write(t.offsets.Labels, p.Labels)
	t.memory.WriteFloats(t.offsets.Weights, p.Weights)
	t.memory.Release()
	t.asked = true
}

func (t *transport) Receive(timeout time.Duration) parallel.Message {
	for range 2 { // a message may end the first wait
		m, err := t.port.Next()
		switch m := m.(type) {
		case wire.Hello:
			return parallel.Hello{Build: m.Build}
		case wire.Bye:
			return parallel.Lost{Reason: m.Reason}
		}
		if err != nil {
			return parallel.Lost{Reason: err.Error()}
		}
		if !t.asked {
			return nil
		}
		if t.memory.Acquire(timeout, spinTime) {
			return t.answer()
		}
		timeout = 0
	}
	return nil
}

// answer reads the memory that the worker has released.
func (t *transport) answer() parallel.Message {
	t.asked = false
	if !t.ready {
		t.ready = true
		return parallel.Ready{}
	}
	t.memory.Read(t.offsets.Result, t.result[:])
	r, err := parallel.ParseResult(t.result[:])
	if err != nil {
		return parallel.Lost{Reason: err.Error()}
	}
	r.Gradient = func(node int, grad []float32) {
		t.memory.ReadFloats(t.offsets.Node(t.task, node), grad)
	}
	return r
}

func (t *transport) Close() { t.port.Close() }
