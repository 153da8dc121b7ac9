package parallel

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"convlab/engine"
)

// steps is how many a run of brief has: two epochs of 22, 22, 22, 22 and 12 images.
const steps = 10

func TestAnyNumberOfWorkersGivesTheSameBits(t *testing.T) {
	for _, shards := range []int{1, 4, 5, 16} {
		for _, workers := range []int{1, 2, 3, 4, 8} {
			w := newWorld(t)
			c := w.coordinator(workers)
			warm(w, c)
			wantAlone(t, shards, c)
			if want := min(workers, shards); c.Workers() != want {
				t.Errorf("%d shards, %d workers: %d computed the last step, want %d", shards, workers, c.Workers(), want)
			}
		}
	}
}

// warm lets everybody say Hello and get ready: it makes a run of its own.
func warm(w *world, c *Coordinator) {
	w.t.Helper()
	r := newRun(w.t, brief(4), c)
	for range 3 {
		r.step()
	}
}

// A worker dies of each of its words in turn: Hello, Ready and every Result.
func TestAWorkerMayDieAtAnyPoint(t *testing.T) {
	for point := range steps + 1 {
		w := newWorld(t)
		said, died := map[*link]int{}, 0
		var victim *link
		w.fate = func(l *link, _ Word) fate {
			said[l]++
			if l == victim && said[l] == point+1 {
				died++
				return fate{copies: point % 2, dies: true} // its last word arrives or not
			}
			return fate{copies: 1}
		}
		c := w.coordinator(1)
		victim = &link{world: w}
		victim.say(Hello{Build: build})
		c.Join(victim)
		c.Join(w.start(build))
		wantAlone(t, 4, c)
		if died != 1 {
			t.Errorf("point %d: nobody died: this shows nothing", point)
		}
		if len(w.left) != 1 || c.Size() != 2 {
			t.Errorf("point %d: %d have left and %d are there, want 1 and 2", point, len(w.left), c.Size())
		}
	}
}

func TestAWorkerMayJoinAtAnyStep(t *testing.T) {
	for at := range steps {
		w := newWorld(t)
		c := w.coordinator(2)
		wantAlone(t, 16, c, func(step int) {
			if step == at {
				c.Join(w.start(build))
			}
		})
		if want := 3; at < steps-2 && c.Workers() != want {
			t.Errorf("joined at step %d: %d computed the last step, want %d", at, c.Workers(), want)
		}
	}
}

// All that a bad line can do, by dice: words are late, doubled or lost, workers
// die and others come. Every seed is another story with the same end.
func TestNoFateChangesTheBits(t *testing.T) {
	for seed := range uint64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { t.Parallel(); story(t, seed) })
	}
}

func FuzzFate(f *testing.F) {
	f.Add(uint64(1000))
	f.Fuzz(func(t *testing.T, seed uint64) { story(t, seed) })
}

func story(t *testing.T, seed uint64) {
	d, w := dice(seed), newWorld(t)
	w.fate = func(_ *link, word Word) fate {
		f := fate{copies: 1}
		switch d.IntN(8) {
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
	shards := 1 + d.IntN(16)
	c := w.coordinator(1 + d.IntN(8))
	wantAlone(t, shards, c, func(int) {
		if d.IntN(3) == 0 {
			c.Join(w.start(build))
		}
	})
}

func TestSilenceIsNotWaitedFor(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	warm(w, c)
	w.fate = func(*link, Word) fate { return fate{} } // nothing arrives any more
	r := newRun(t, brief(4), c)
	c.crew[0].status = idle // as if its Ready had come
	began := w.clock
	r.step()
	if waited := w.clock.Sub(began); waited > 2*grace {
		t.Errorf("a step waited %v for a silent worker, want at most some %v", waited, grace)
	}
	if c.Size() != 2 {
		t.Fatal("the worker was given up at once")
	}
	r.step()
	if c.Workers() != 1 {
		t.Error("a worker that owes an answer was given another task")
	}
	for range 30 { // 250 ms of silence count between two looks
		w.clock = w.clock.Add(time.Second)
		c.ready()
	}
	if c.Size() != 1 || len(w.left) != 1 || !strings.Contains(w.left[0].Reason, "received none") {
		t.Errorf("after half a minute %d are there and %+v have left", c.Size(), w.left)
	}
}

func TestALateAnswerFreesItsWorker(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	warm(w, c)
	r := newRun(t, brief(4), c)
	r.step()
	w.fate = func(*link, Word) fate { return fate{copies: 1, delay: time.Second} }
	r.step() // it is late for this one
	w.fate = promptly
	r.step()
	if c.Workers() != 1 {
		t.Errorf("%d computed a step while the other was late, want 1", c.Workers())
	}
	w.clock = w.clock.Add(time.Second)
	r.step()
	if c.Workers() != 2 || c.Size() != 2 {
		t.Errorf("%d of %d computed a step after the late answer, want 2 of 2", c.Workers(), c.Size())
	}
}

func TestAWorkerOfAnotherBuildIsNotUsed(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(1)
	stranger := w.start("another build")
	c.Join(stranger)
	wantAlone(t, 4, c)
	if stranger.tasks != 0 || !stranger.closed || c.Size() != 1 {
		t.Errorf("the stranger got %d tasks and %d are in the crew", stranger.tasks, c.Size())
	}
	if len(w.left) != 1 || !strings.Contains(w.left[0].Reason, "another build") {
		t.Errorf("those who left are %+v", w.left)
	}
}

// One crew serves one training after another, of other sizes.
func TestTheCrewGoesOnWithTheNextTraining(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(4)
	for _, shards := range []int{16, 4, 5} {
		wantAlone(t, shards, c)
		if want := min(4, shards); c.Workers() != want {
			t.Errorf("%d shards: %d computed the last step, want %d", shards, c.Workers(), want)
		}
	}
	c.Close()
	if c.Size() != 1 {
		t.Errorf("%d are there after Close, want 1", c.Size())
	}
	wantAlone(t, 4, c)
}

// A step that was cancelled leaves answers behind that belong to nobody.
func TestACancelledStepLeavesNoTrace(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(3)
	warm(w, c)
	r := newRun(t, brief(4), c)
	r.step()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.trainer.Step(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("got error %v, want that of the context", err)
	}
	got, _ := r.end()
	if want, _ := alone(t, 4); got != want {
		t.Error("a cancelled step changed the weights")
	}
}

// What is not finite is noticed by the Trainer, whoever computed it.
func TestDivergenceIsNoticed(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(4)
	warm(w, c)
	r := newRun(t, brief(4), c)
	r.step()
	weights := r.net.Weights()
	weights[len(weights)-1] = float32(math.NaN())
	_, err := r.trainer.Step(t.Context())
	if d := new(engine.Divergence); !errors.As(err, &d) {
		t.Errorf("got error %v, want a divergence", err)
	}
}

func TestAStepBeforeBeginIsAnError(t *testing.T) {
	if _, err := newWorld(t).coordinator(2).Gradient(t.Context(), engine.Step{}, nil); err == nil {
		t.Error("got no error")
	}
}

// The page must be answered while the trainer waits.
func TestWaitingYields(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	warm(w, c)
	w.fate = func(*link, Word) fate { return fate{copies: 1, delay: 10 * slice} }
	r := newRun(t, brief(2), c)
	yields := 0
	c.local.Between = func() { yields++ }
	c.crew[0].status = idle
	r.step()
	if want := int(grace / slice); yields < want {
		t.Errorf("%d yields in a step that waited for %v, want at least %d", yields, grace, want)
	}
}

// Workers are started when a training begins and when one has left, but not for
// ever: the world's supply may be bad.
func TestWorkersAreStartedAsWanted(t *testing.T) {
	for _, c := range []struct {
		name         string
		most, shards int
		bad          bool // those that are started die of their Hello
		none         bool // none can be started
		want, starts int
	}{
		{name: "one core", most: 1, shards: 4, want: 1},
		{name: "three", most: 3, shards: 4, want: 3, starts: 2},
		{name: "more than shards", most: 8, shards: 4, want: 4, starts: 3},
		{name: "none can be started", most: 3, shards: 4, none: true, want: 1, starts: 1},
		{name: "all die", most: 3, shards: 4, bad: true, want: 1, starts: 2 + 2}, // spares of 3 replace two, not two more
	} {
		w, starts := newWorld(t), 0
		if c.bad {
			w.fate = func(*link, Word) fate { return fate{dies: true} }
		}
		crew := NewCoordinator(Config{
			Build: build, Most: c.most,
			Now: func() time.Time { return w.clock },
			Start: func() Link {
				starts++
				if c.none {
					return nil
				}
				return w.start(build)
			},
		})
		wantAlone(t, c.shards, crew)
		if crew.Workers() != c.want || starts != c.starts {
			t.Errorf("%s: %d computed the last step and %d were started, want %d and %d", c.name, crew.Workers(), starts, c.want, c.starts)
		}
	}
}
