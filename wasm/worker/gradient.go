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
	// gradientName is the name under which worker.js runs as a gradient worker.
	gradientName = "gradient"
	// linger is how long a gradient worker stays awake for the next task: longer
	// than it takes from one step to the next.
	linger = 20 * time.Millisecond
)

// computeGradients is the program of a gradient worker.
func computeGradients(line *port.Port) {
	if err := line.Send(wire.Hello{Build: build, Vector: kernel.Vector()}); err != nil {
		panic(err)
	}
	var g *gradienter
	for {
		m := line.Memory()
		switch {
		case m == nil:
			<-line.Arrived()
		case !m.Take(linger, awake):
			m.Rest()
		default:
			if g == nil || g.memory != m {
				g = newGradienter(m)
			} else {
				g.work()
			}
			m.Give()
		}
	}
}

// gradienter is a worker of one training and its memory. What goes wrong is a
// panic: it ends this worker, and others compute what it was to do.
type gradienter struct {
	memory *port.Memory
	worker *parallel.Worker
	slab   parallel.MemoryMap
	head   [parallel.TaskBytes]byte
	result []byte
}

func newGradienter(m *port.Memory) *gradienter {
	var s parallel.Setup
	if err := json.Unmarshal([]byte(m.Note), &s); err != nil {
		panic(err)
	}
	w, err := parallel.NewWorker(s)
	if err != nil {
		panic(err)
	}
	return &gradienter{memory: m, worker: w, slab: parallel.NewMemoryMap(s)}
}

// awake is how long an end looks for the memory before it sleeps: a sleeper is
// 0.2 ms late, and a step has two or three of them.
const awake = 2 * time.Millisecond

// work does the task in the memory and leaves the result there.
func (g *gradienter) work() {
	g.memory.Read(g.slab.Task, g.head[:])
	t, err := parallel.ParseTask(g.head[:])
	if err != nil {
		panic(err)
	}
	load, err := g.worker.Buffers(t)
	if err != nil {
		panic(err)
	}
	g.memory.Read(g.slab.Pixels, load.Pixels)
	g.memory.Read(g.slab.Labels, load.Labels)
	g.memory.ReadFloats(g.slab.Weights, load.Weights)
	r, err := g.worker.Execute(t, func(node int, grad []float32) {
		g.memory.WriteFloats(g.slab.Node(t, node), grad)
	})
	if err != nil {
		panic(err)
	}
	g.result = r.Append(g.result[:0])
	g.memory.Write(g.slab.Result, g.result)
}
