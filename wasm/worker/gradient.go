//go:build js && wasm

package main

import (
	"encoding/json"
	"time"

	"convlab/engine/kernel"
	"convlab/engine/parallel"
	"convlab/engine/wire"
	"convlab/wasm/bridge/port"
)

const (
	// linger is the time for which a gradient worker blocks for the next task before it
	// lets its event loop run: longer than the pause between two steps.
	linger = 20 * time.Millisecond
	// spinTime is the time for which an end polls for the memory before it sleeps. A sleeping
	// thread wakes 0.2 ms late, and a step has two or three waits.
	spinTime = 2 * time.Millisecond
)

// computeGradients is the program of a gradient worker.
func computeGradients(trainer *port.Port) {
	if err := trainer.Send(wire.Hello{Build: build, Vector: kernel.Vector()}); err != nil {
		panic(err)
	}
	var g *gradientWorker
	for {
		m := trainer.Memory()
		switch {
		case m == nil:
			<-trainer.Arrived()
		case !m.Acquire(linger, spinTime):
			m.Wait()
		default:
			if g == nil || g.memory != m {
				g = newGradientWorker(m)
			} else {
				g.work()
			}
			m.Release()
		}
	}
}

// gradientWorker executes the tasks of one training in its memory. It panics on
// errors: that ends this worker, and others compute its share.
type gradientWorker struct {
	memory  *port.Memory
	worker  *parallel.Worker
	offsets parallel.MemoryMap
	task    [parallel.TaskBytes]byte
	result  []byte
}

// newGradientWorker builds the network of the Setup in the memory's note.
func newGradientWorker(m *port.Memory) *gradientWorker {
	var s parallel.Setup
	if err := json.Unmarshal([]byte(m.Note), &s); err != nil {
		panic(err)
	}
	w, err := parallel.NewWorker(s)
	if err != nil {
		panic(err)
	}
	return &gradientWorker{memory: m, worker: w, offsets: parallel.NewMemoryMap(s)}
}

// work executes the task in the memory and writes the result there.
func (g *gradientWorker) work() {
	g.memory.Read(g.offsets.Task, g.task[:])
	t, err := parallel.ParseTask(g.task[:])
	if err != nil {
		panic(err)
	}
	buffers, err := g.worker.Buffers(t)
	if err != nil {
		panic(err)
	}
	g.memory.Read(g.offsets.Pixels, buffers.Pixels)
	g.memory.Read(g.offsets.Labels, buffers.Labels)
	g.memory.ReadFloats(g.offsets.Weights, buffers.Weights)
	r, err := g.worker.Execute(t, func(node int, numbers []float32) {
		g.memory.WriteFloats(g.offsets.Node(t, node), numbers)
	})
	if err != nil {
		panic(err)
	}
	g.result = r.Append(g.result[:0])
	g.memory.Write(g.offsets.Result, g.result)
}
