package parallel

import (
	"fmt"
	"testing"
	"time"

	"convlab/engine"
)

// examined are so many pictures, in an order of their own.
func examined(n int) []int32 {
	images := make([]int32, n)
	for i := range images {
		images[i] = int32(i * 7 % n)
	}
	return images
}

// newExam begins an evaluation of the weights of r.
func newExam(r *run, n int) *engine.Evaluation {
	set, err := mnist()
	if err != nil {
		r.t.Fatal(err)
	}
	return engine.NewEvaluation(r.net, set, examined(n))
}

// wantExam examines the weights of r with c and compares what comes out with
// what one thread finds. It calls before, if there is one, before every piece.
func wantExam(r *run, c *Coordinator, n int, before func()) {
	r.t.Helper()
	e, want := newExam(r, n), newExam(r, n)
	for pieces := 0; ; pieces++ {
		if before != nil {
			before()
		}
		if c.Evaluate(e) {
			break
		}
		if pieces > 10*n {
			r.t.Fatalf("the exam does not end: %d of %d pictures are measured", e.Results().Count, n)
		}
	}
	want.Next(n)
	if got, want := fmt.Sprint(e.Results()), fmt.Sprint(want.Results()); got != want {
		r.t.Errorf("the exam found %s, want %s", got, want)
	}
}

func TestAnyCrewFindsTheSameInAnExam(t *testing.T) {
	for _, batch := range []int{1, 22, 100} { // less and more than a portion of an exam
		for _, workers := range []int{1, 2, 3, 8} {
			w := newWorld(t)
			c := w.coordinator(workers)
			warm(w, c)
			training := brief(4)
			training.BatchSize = batch
			r := newRunOf(t, small(), training, c)
			r.step()
			c.ready() // they have built the network
			for _, m := range c.crew {
				m.link.(*link).heard = 0
			}
			w.fate = results(4 * time.Microsecond) // some looks at the clock later, wherever those are
			wantExam(r, c, 1000, nil)
			for i, m := range c.crew[:min(len(c.crew), 3)] {
				// Who is asked has answered at one of the next looks.
				l := m.link.(*link)
				if did, want := l.did[OpPredict], 1000/(64*(workers-1)+32)/2; did < want || l.heard != did {
					t.Errorf("batches of %d, %d workers: worker %d read %d portions, of which %d count; want at least %d, and all", batch, workers, i, did, l.heard, want)
				}
			}
			r.end()
			wantExam(r, c, 10, nil)
		}
	}
}

// Words are late, doubled or lost, workers die and others come, and trainings go on in the middle of an exam that is dropped.
func TestNoFateChangesAnExam(t *testing.T) {
	for seed := range uint64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { t.Parallel(); examStory(t, seed) })
	}
}

func examStory(t *testing.T, seed uint64) {
	d, w := dice(seed), newWorld(t)
	w.fate = badLine(d, 10)
	c := w.coordinator(1 + d.IntN(5))
	c.config.Cores = c.size()
	r, want := newRun(t, brief(4), c), newRun(t, brief(4), nil)
	for !r.trainer.Done() {
		r.step()
		want.step()
		switch d.IntN(4) {
		case 0:
			wantExam(r, c, 300, func() { // in its middle
				switch d.IntN(8) {
				case 0:
					c.addWorker(w.start(build))
				case 1:
					c.ReserveCore(d.IntN(2) == 0)
				case 2:
					if d.IntN(3) == 0 {
						c.Begin(c.local) // everybody builds anew
					}
				case 3:
					if !r.trainer.Done() { // the exam is of the weights before it
						r.step()
						want.step()
					}
				}
			})
		case 1:
			e := newExam(r, 300)
			for range d.IntN(3) {
				c.Evaluate(e)
			}
		}
	}
	if got, want := engine.Checksum(r.net.Weights()), engine.Checksum(want.net.Weights()); got != want {
		t.Errorf("the weights are %s, want %s as without exams", got, want)
	}
}

// An exam ends, too, when a training of another network has begun in its middle.
func TestAnExamOutlastsItsTraining(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(3)
	warm(w, c)
	r := newRun(t, brief(4), c)
	r.step()
	c.ready()
	var other *run
	pieces := 0
	wantExam(r, c, 1000, func() {
		if pieces++; pieces == 3 {
			other = newRunOf(t, dense(), brief(4), c)
			c.ready() // they have built it
		}
	})
	for _, m := range c.crew {
		if did := m.link.(*link).did[OpPredict]; did != 2 {
			t.Errorf("a worker read %d portions, want the 2 of before the other training", did)
		}
	}
	other.step()
}

func TestASilentReaderIsNotWaitedFor(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	warm(w, c)
	r := newRun(t, brief(4), c)
	r.step()
	c.ready()
	w.fate = func(*link, Message) fate { return fate{} } // nothing arrives any more
	began := w.clock
	wantExam(r, c, 300, nil)
	if did := c.crew[0].link.(*link).did[OpPredict]; did != 1 {
		t.Errorf("a silent worker was asked for %d portions, want 1", did)
	}
	if waited := w.clock.Sub(began); waited < grace || waited > 2*grace {
		t.Errorf("an exam waited %v for a silent worker, want little more than %v", waited, grace)
	}
}

// A worker that is lost between two trainings, as in the last exam of one, has another in its place in the next.
func TestWhoIsLostAfterATrainingIsReplacedInTheNext(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	warm(w, c)
	c.config.Workers, c.config.Start = 2, func() Transport { return w.start(build) }
	c.leave(c.crew[0], Lost{Reason: "it died"})
	r := newRun(t, brief(4), c)
	for range 3 {
		r.step()
	}
	if c.size() != 2 || c.Workers() != 2 {
		t.Errorf("%d of %d computed the third step, want 2 of 2", c.Workers(), c.size())
	}
}
