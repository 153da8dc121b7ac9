package parallel

import (
	"fmt"
	"slices"
	"time"
)

// goroutine is the Transport to a worker on a goroutine of this process.
type goroutine struct {
	greeted bool // Hello was received
	job     *job // of the last Setup
}

// StartGoroutine starts a worker on a goroutine of its own. It is a Config.Start
// for programs with threads; Config.Build is then empty. Close waits until the
// goroutine has ended, which takes one task at most.
func StartGoroutine() Transport { return &goroutine{} }

// job is a worker for one Setup. Only one side uses its buffers at a time: the
// coordinator from Ready to Task and from a Result to the next Task.
type job struct {
	worker   *Worker
	tasks    chan Task    // one at a time
	messages chan Message // at most one under way
	ended    chan struct{}
	nodes    [][]float32 // of the last Result
}

func (g *goroutine) Setup(s Setup) {
	g.Close()
	g.job = &job{tasks: make(chan Task, 1), messages: make(chan Message, 1), ended: make(chan struct{})}
	go g.job.serve(s)
}

func (g *goroutine) Task(t Task, p Payload) {
	buffers, err := g.job.worker.Buffers(t)
	if err != nil {
		g.job.messages <- Lost{Reason: err.Error()}
		return
	}
	copy(buffers.Pixels, p.Pixels)
	copy(buffers.Labels, p.Labels)
	copy(buffers.Weights, p.Weights)
	g.job.tasks <- t
}

func (g *goroutine) Receive(timeout time.Duration) Message {
	if !g.greeted {
		g.greeted = true
		return Hello{}
	}
	if g.job == nil {
		return nil
	}
	select {
	case m := <-g.job.messages:
		return m
	default:
	}
	if timeout <= 0 {
		return nil
	}
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	select {
	case m := <-g.job.messages:
		return m
	case <-timer.C:
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

// serve builds the worker and executes tasks until tasks is closed.
func (j *job) serve(s Setup) {
	defer close(j.ended)
	defer func() {
		if r := recover(); r != nil {
			j.messages <- Lost{Reason: fmt.Sprint(r)}
		}
	}()
	var err error
	if j.worker, err = NewWorker(s); err != nil {
		j.messages <- Lost{Reason: err.Error()}
		return
	}
	j.messages <- Ready{}
	for t := range j.tasks {
		r, err := j.worker.Execute(t, j.copyNode)
		if err != nil {
			j.messages <- Lost{Reason: err.Error()}
			return
		}
		r.Gradient = func(node int, grad []float32) { copy(grad, j.nodes[node]) }
		j.messages <- r
	}
}

// copyNode copies a node's numbers, which the worker overwrites with the next.
func (j *job) copyNode(node int, numbers []float32) {
	for len(j.nodes) <= node {
		j.nodes = append(j.nodes, nil)
	}
	j.nodes[node] = append(slices.Grow(j.nodes[node][:0], len(numbers)), numbers...)
}
