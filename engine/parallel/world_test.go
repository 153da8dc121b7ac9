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

// world is a transport that obeys a test: what workers say arrives when, and
// if, fate says so. Its clock moves only while somebody waits.
type world struct {
	t     *testing.T
	clock time.Time
	// fate is asked for every word of a worker: after how long it arrives, how
	// often, and whether the worker dies of saying it.
	fate func(l *link, w Message) fate
	left []Lost
}

type fate struct {
	delay  time.Duration
	copies int
	dies   bool
}

// promptly is the fate of every word in a good world.
func promptly(*link, Message) fate { return fate{copies: 1} }

// results is a world in which only answers to tasks are late.
func results(delay time.Duration) func(*link, Message) fate {
	return func(_ *link, w Message) fate {
		if _, ok := w.(Result); ok {
			return fate{copies: 1, delay: delay}
		}
		return fate{copies: 1}
	}
}

func newWorld(t *testing.T) *world { return &world{t: t, clock: time.Unix(0, 0), fate: promptly} }

func (w *world) coordinator(workers int) *Coordinator {
	c := NewCoordinator(Config{
		Build:  build,
		Now:    func() time.Time { w.clock = w.clock.Add(time.Microsecond); return w.clock },
		OnLost: func(l Lost) { w.left = append(w.left, l) },
	})
	for range workers - 1 {
		c.addWorker(w.start(build))
	}
	return c
}

// start starts a worker, whose Hello is on its way.
func (w *world) start(build string) *link {
	l := &link{world: w}
	l.say(Hello{Build: build})
	return l
}

// link is the line to one simulated worker, and the worker.
type link struct {
	world  *world
	worker *Worker
	words  []arrival
	tasks  int                // received
	did    [OpPredict + 1]int // of each kind
	heard  int                // answers that the coordinator has read
	dead   bool
	closed bool
}

type arrival struct {
	at   time.Time
	word Message
}

func (l *link) say(w Message) {
	if l.dead || l.closed {
		return
	}
	f := l.world.fate(l, w)
	for range f.copies {
		l.words = append(l.words, arrival{l.world.clock.Add(f.delay), w})
	}
	slices.SortStableFunc(l.words, func(a, b arrival) int { return a.at.Compare(b.at) })
	if f.dies {
		l.dead = true
		l.words = append(l.words, arrival{l.world.clock.Add(f.delay), Lost{Reason: "it died"}})
	}
}

func (l *link) Setup(s Setup) {
	if l.closed {
		l.world.t.Error("a worker that was given up is told of a training")
	}
	l.words = nil
	if l.dead {
		return
	}
	w, err := NewWorker(s)
	if err != nil {
		l.world.t.Error(err)
		return
	}
	l.worker = w
	l.say(Ready{})
}

// Task does a task at once; only the answer takes its time. Everything goes
// through bytes, as in a browser.
func (l *link) Task(t Task, load Payload) {
	l.tasks++
	l.did[t.Op]++
	if l.dead {
		return
	}
	if l.closed {
		l.world.t.Error("a worker that was given up is given a task")
	}
	got, err := ParseTask(t.Append(nil))
	if err != nil {
		l.world.t.Error(err)
	}
	room, err := l.worker.Buffers(got)
	if err != nil {
		l.world.t.Error(err)
		return
	}
	if copy(room.Pixels, load.Pixels) != len(load.Pixels) || copy(room.Labels, load.Labels) != len(load.Labels) ||
		copy(room.Weights, load.Weights) != len(load.Weights) || len(room.Pixels) != len(load.Pixels) {
		l.world.t.Errorf("a load of %d pixels does not fit a room of %d", len(load.Pixels), len(room.Pixels))
	}
	var gradients [][]float32
	r, err := l.worker.Execute(got, func(_ int, grad []float32) { gradients = append(gradients, slices.Clone(grad)) })
	if err != nil {
		l.dead = true
		l.words = append(l.words, arrival{l.world.clock, Lost{Reason: err.Error()}})
		return
	}
	if r, err = ParseResult(r.Append(nil)); err != nil {
		l.world.t.Error(err)
	}
	r.Gradient = func(node int, grad []float32) { l.heard++; copy(grad, gradients[node]) }
	l.say(r)
}

func (l *link) Receive(atMost time.Duration) Message {
	until := l.world.clock.Add(atMost)
	if len(l.words) == 0 || l.words[0].at.After(until) {
		l.world.clock = until
		return nil
	}
	w := l.words[0]
	l.words = l.words[1:]
	if w.at.After(l.world.clock) {
		l.world.clock = w.at
	}
	return w.word
}

func (l *link) Close() { l.closed = true }

// dice is a fate by a seed.
func dice(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

// badLine is all that a bad line can do, to some words in so many: they are late, doubled or lost, and workers die of saying them.
func badLine(d *rand.Rand, outOf int) func(*link, Message) fate {
	return func(*link, Message) fate {
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
