package parallel

import (
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"gonum.org/v1/gonum/blas/blas32"

	"convlab/engine/kernel"
)

func TestMain(m *testing.M) {
	blas32.Use(kernel.BLAS{})
	os.Exit(m.Run())
}

const build = "a build"

// world simulates transports and workers. A worker's message arrives when, and if,
// the world's fate says so. The clock advances only while the coordinator waits.
type world struct {
	t     *testing.T
	clock time.Time
	fate  func(f *fakeTransport, m Message) fate
	lost  []Lost
}

// fate says what happens to a worker's message.
type fate struct {
	delay  time.Duration
	copies int  // how often it arrives
	dies   bool // the worker dies after sending it
}

// prompt delivers every message at once.
func prompt(*fakeTransport, Message) fate { return fate{copies: 1} }

// lost delivers nothing.
func lost(*fakeTransport, Message) fate { return fate{} }

// late delivers every message after a delay.
func late(delay time.Duration) func(*fakeTransport, Message) fate {
	return func(*fakeTransport, Message) fate { return fate{copies: 1, delay: delay} }
}

// lateResults delays only answers to tasks.
func lateResults(delay time.Duration) func(*fakeTransport, Message) fate {
	return func(_ *fakeTransport, m Message) fate {
		if _, ok := m.(Result); ok {
			return fate{copies: 1, delay: delay}
		}
		return fate{copies: 1}
	}
}

// dice returns the random source of a seed.
func dice(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

// unreliable loses, doubles or delays some messages in outOf, and lets workers die.
func unreliable(d *rand.Rand, outOf int) func(*fakeTransport, Message) fate {
	return func(*fakeTransport, Message) fate {
		f := fate{copies: 1}
		switch d.IntN(outOf) {
		case 0:
			f.copies = 0
		case 1:
			f.copies = 2
		case 2:
			f.delay = time.Duration(d.Int64N(int64(50 * time.Millisecond)))
		case 3:
			f.delay = time.Duration(d.Int64N(int64(10 * time.Second)))
		case 4:
			f.dies = d.IntN(3) == 0
		}
		return f
	}
}

func newWorld(t *testing.T) *world { return &world{t: t, clock: time.Unix(0, 0), fate: prompt} }

func (w *world) coordinator(workers int) *Coordinator {
	c := NewCoordinator(Config{
		Build:  build,
		Now:    func() time.Time { w.clock = w.clock.Add(time.Microsecond); return w.clock },
		OnLost: func(l Lost) { w.lost = append(w.lost, l) },
	})
	for range workers - 1 {
		c.addWorker(w.start(build))
	}
	return c
}

// start starts a worker, which sends Hello.
func (w *world) start(build string) *fakeTransport {
	f := &fakeTransport{world: w}
	f.send(Hello{Build: build})
	return f
}

// fakeTransport is a simulated worker and the Transport to it.
type fakeTransport struct {
	world    *world
	worker   *Worker
	arrivals []arrival
	tasks    [OpPredict + 1]int // received, of each operation
	read     int                // gradients that the coordinator has read
	dead     bool
	closed   bool
}

type arrival struct {
	at      time.Time
	message Message
}

// send sends a message of the worker.
func (f *fakeTransport) send(m Message) {
	if f.dead || f.closed {
		return
	}
	fate := f.world.fate(f, m)
	for range fate.copies {
		f.arrivals = append(f.arrivals, arrival{f.world.clock.Add(fate.delay), m})
	}
	slices.SortStableFunc(f.arrivals, func(a, b arrival) int { return a.at.Compare(b.at) })
	if fate.dies {
		f.dead = true
		f.arrivals = append(f.arrivals, arrival{f.world.clock.Add(fate.delay), Lost{Reason: "it died"}})
	}
}

func (f *fakeTransport) Setup(s Setup) {
	if f.closed {
		f.world.t.Error("a worker that was given up received a setup")
	}
	f.arrivals = nil
	if f.dead {
		return
	}
	w, err := NewWorker(s)
	if err != nil {
		f.world.t.Error(err)
		return
	}
	f.worker = w
	f.send(Ready{})
}

// Task executes a task at once; only the answer is delayed. Task and result go
// through their bytes, as in a browser.
func (f *fakeTransport) Task(t Task, p Payload) {
	f.tasks[t.Op]++
	if f.dead {
		return
	}
	if f.closed {
		f.world.t.Error("a worker that was given up received a task")
	}
	got, err := ParseTask(t.Append(nil))
	if err != nil {
		f.world.t.Error(err)
	}
	buffers, err := f.worker.Buffers(got)
	if err != nil {
		f.world.t.Error(err)
		return
	}
	if copy(buffers.Pixels, p.Pixels) != len(p.Pixels) || copy(buffers.Labels, p.Labels) != len(p.Labels) ||
		copy(buffers.Weights, p.Weights) != len(p.Weights) || len(buffers.Pixels) != len(p.Pixels) {
		f.world.t.Errorf("a payload of %d pixels does not fit buffers of %d", len(p.Pixels), len(buffers.Pixels))
	}
	var nodes [][]float32
	r, err := f.worker.Execute(got, func(_ int, numbers []float32) { nodes = append(nodes, slices.Clone(numbers)) })
	if err != nil {
		f.dead = true
		f.arrivals = append(f.arrivals, arrival{f.world.clock, Lost{Reason: err.Error()}})
		return
	}
	if r, err = ParseResult(r.Append(nil)); err != nil {
		f.world.t.Error(err)
	}
	r.Gradient = func(node int, grad []float32) { f.read++; copy(grad, nodes[node]) }
	f.send(r)
}

func (f *fakeTransport) Receive(timeout time.Duration) Message {
	until := f.world.clock.Add(timeout)
	if len(f.arrivals) == 0 || f.arrivals[0].at.After(until) {
		f.world.clock = until
		return nil
	}
	a := f.arrivals[0]
	f.arrivals = f.arrivals[1:]
	if a.at.After(f.world.clock) {
		f.world.clock = a.at
	}
	return a.message
}

func (f *fakeTransport) Close() { f.closed = true }
