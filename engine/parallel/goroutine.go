package parallel

import (
	"fmt"
	"slices"
	"time"
)

// goroutine is the Link to a worker that is a goroutine of this process.
type goroutine struct {
	hello bool // not said yet
	job   *job // of the last Setup
}

// StartGoroutine starts a worker on a goroutine of its own, with the kernels and the
// build of this process: Config.Start of a program that has threads. Close waits
// until the goroutine has ended, which takes one task at most.
func StartGoroutine() Transport { return &goroutine{hello: true} }

// job is a worker of one Setup. Only one side uses its buffers at a time: the
// coordinator from Ready to Task and from a Result to the next Task.
type job struct {
	worker *Worker
	tasks  chan Task    // one at a time
	words  chan Message // one is under way at most
	ended  chan struct{}
	nodes  [][]float32 // of the last Result
}

func (g *goroutine) Setup(s Setup) {
	g.Close()
	j := &job{tasks: make(chan Task, 1), words: make(chan Message, 1), ended: make(chan struct{})}
	g.job = j
	go j.serve(s)
}

func (g *goroutine) Task(t Task, l Payload) {
	room, err := g.job.worker.Buffers(t)
	if err != nil {
		g.job.words <- Lost{Reason: err.Error()}
		return
	}
	copy(room.Pixels, l.Pixels)
	copy(room.Labels, l.Labels)
	copy(room.Weights, l.Weights)
	g.job.tasks <- t
}

func (g *goroutine) Receive(atMost time.Duration) Message {
	if g.hello {
		g.hello = false
		return Hello{}
	}
	if g.job == nil {
		return nil
	}
	select {
	case w := <-g.job.words:
		return w
	default:
	}
	if atMost <= 0 {
		return nil
	}
	late := time.NewTimer(atMost)
	defer late.Stop()
	select {
	case w := <-g.job.words:
		return w
	case <-late.C:
		return nil
	}
}

func (g *goroutine) Close() {
	if g.job != nil {
		close(g.job.tasks)
		<-g.job.ended
		g.job = nil
	}
}

// serve builds the worker and does tasks until there are no more.
func (j *job) serve(s Setup) {
	defer close(j.ended)
	defer func() {
		if r := recover(); r != nil {
			j.words <- Lost{Reason: fmt.Sprint(r)}
		}
	}()
	var err error
	if j.worker, err = NewWorker(s); err != nil {
		j.words <- Lost{Reason: err.Error()}
		return
	}
	j.words <- Ready{}
	for t := range j.tasks {
		r, err := j.worker.Execute(t, j.keep)
		if err != nil {
			j.words <- Lost{Reason: err.Error()}
			return
		}
		r.Gradient = func(node int, grad []float32) { copy(grad, j.nodes[node]) }
		j.words <- r
	}
}

// keep copies a node, which the worker overwrites with the next.
func (j *job) keep(node int, grad []float32) {
	for len(j.nodes) <= node {
		j.nodes = append(j.nodes, nil)
	}
	j.nodes[node] = append(slices.Grow(j.nodes[node][:0], len(grad)), grad...)
}
