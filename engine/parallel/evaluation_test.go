package parallel

import (
	"fmt"
	"testing"
	"time"

	"convlab/engine"
)

// newEvaluation returns an evaluation of the weights of r on n images, in an
// order of their own.
func newEvaluation(r *run, n int) *engine.Evaluation {
	set, err := mnist()
	if err != nil {
		r.t.Fatal(err)
	}
	images := make([]int32, n)
	for i := range images {
		images[i] = int32(i * 7 % n)
	}
	return engine.NewEvaluation(r.net, set, images)
}

// wantEvaluation evaluates the weights of r with c and compares the results with
// those of one thread. It calls before, if not nil, before every call of Evaluate.
func wantEvaluation(r *run, c *Coordinator, n int, before func()) {
	r.t.Helper()
	e, want := newEvaluation(r, n), newEvaluation(r, n)
	for calls := 0; ; calls++ {
		if before != nil {
			before()
		}
		if c.Evaluate(e) {
			break
		}
		if calls > 10*n {
			r.t.Fatalf("the evaluation does not end: %d of %d images are measured", e.Results().Count, n)
		}
	}
	want.Next(n)
	if got, want := fmt.Sprint(e.Results()), fmt.Sprint(want.Results()); got != want {
		r.t.Errorf("the results are %s, want %s", got, want)
	}
}

func TestAnyNumberOfWorkersGivesTheSameResults(t *testing.T) {
	for _, batch := range []int{1, 22, 100} { // less and more than a batch of an evaluation
		for _, workers := range []int{1, 2, 3, 8} {
			w := newWorld(t)
			c := w.coordinator(workers)
			warm(w, c)
			training := brief(4)
			training.BatchSize = batch
			r := newRunOf(t, small(), training, c)
			r.step()
			c.ready() // they have built the network
			for _, s := range c.workers {
				s.transport.(*fakeTransport).read = 0
			}
			w.fate = lateResults(4 * time.Microsecond) // some readings of the clock later
			wantEvaluation(r, c, 1000, nil)
			for i, s := range c.workers[:min(len(c.workers), 3)] {
				f := s.transport.(*fakeTransport)
				if got, want := f.tasks[OpPredict], 1000/(64*(workers-1)+32)/2; got < want || f.read != got {
					t.Errorf("training batches of %d, %d workers: worker %d predicted %d batches, of which %d count; want at least %d, and all", batch, workers, i, got, f.read, want)
				}
			}
			r.end()
			wantEvaluation(r, c, 10, nil)
		}
	}
}

// Messages are late, doubled or lost, workers die and others join, and trainings
// continue in the middle of an evaluation that is dropped.
func TestNoFateChangesAnEvaluation(t *testing.T) {
	for seed := range uint64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { t.Parallel(); evaluationStory(t, seed) })
	}
}

func evaluationStory(t *testing.T, seed uint64) {
	d, w := dice(seed), newWorld(t)
	w.fate = unreliable(d, 10)
	c := w.coordinator(1 + d.IntN(5))
	c.config.Cores = c.size()
	r, want := newRun(t, brief(4), c), newRun(t, brief(4), nil)
	for !r.trainer.Done() {
		r.step()
		want.step()
		switch d.IntN(4) {
		case 0:
			wantEvaluation(r, c, 300, func() { // in its middle
				switch d.IntN(8) {
				case 0:
					c.addWorker(w.start(build))
				case 1:
					c.ReserveCore(d.IntN(2) == 0)
				case 2:
					if d.IntN(3) == 0 {
						c.Begin(c.local) // all workers build the network again
					}
				case 3:
					if !r.trainer.Done() { // the evaluation keeps the weights before it
						r.step()
						want.step()
					}
				}
			})
		case 1:
			e := newEvaluation(r, 300)
			for range d.IntN(3) {
				c.Evaluate(e)
			}
		}
	}
	if got, want := engine.Checksum(r.net.Weights()), engine.Checksum(want.net.Weights()); got != want {
		t.Errorf("the weights are %s, want %s as without evaluations", got, want)
	}
}

// An evaluation also ends if a training of another network begins in its middle.
func TestAnEvaluationOutlastsItsTraining(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(3)
	warm(w, c)
	r := newRun(t, brief(4), c)
	r.step()
	c.ready()
	var other *run
	calls := 0
	wantEvaluation(r, c, 1000, func() {
		if calls++; calls == 3 {
			other = newRunOf(t, dense(), brief(4), c)
			c.ready() // they have built it
		}
	})
	for _, s := range c.workers {
		if got := s.transport.(*fakeTransport).tasks[OpPredict]; got != 2 {
			t.Errorf("a worker predicted %d batches, want the 2 before the other training", got)
		}
	}
	other.step()
}

func TestAnEvaluationDoesNotWaitForASilentWorker(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	warm(w, c)
	r := newRun(t, brief(4), c)
	r.step()
	c.ready()
	w.fate = lost
	began, limit := w.clock, newTimeouts(0).late
	wantEvaluation(r, c, 300, nil)
	if got := c.workers[0].transport.(*fakeTransport).tasks[OpPredict]; got != 1 {
		t.Errorf("a silent worker was asked for %d batches, want 1", got)
	}
	if waited := w.clock.Sub(began); waited < limit || waited > 2*limit {
		t.Errorf("an evaluation waited %v for a silent worker, want little more than %v", waited, limit)
	}
}
