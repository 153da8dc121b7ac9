package parallel

import (
	"context"
	"errors"
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

// While somebody draws, the page gets the processor that a full crew would take.
func TestAFullCrewGivesThePageAProcessor(t *testing.T) {
	for _, m := range []struct{ workers, cores, want int }{
		{2, 2, 1}, {4, 4, 3}, {3, 4, 3}, // one was left anyway
		{1, 1, 1}, {2, 0, 2}, // how many there are is not known
	} {
		w := newWorld(t)
		c := w.coordinator(m.workers)
		c.config.Cores = m.cores
		warm(w, c)
		c.ReserveCore(true)
		wantAlone(t, 4, c)
		if c.Workers() != m.want {
			t.Errorf("%d workers on %d cores: %d computed while the page needed one, want %d", m.workers, m.cores, c.Workers(), m.want)
		}
		c.ReserveCore(false)
		if wantAlone(t, 4, c); c.Workers() != m.workers {
			t.Errorf("%d workers on %d cores: %d computed afterwards", m.workers, m.cores, c.Workers())
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
		w.fate = func(l *link, _ Message) fate {
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
		c.addWorker(victim)
		c.addWorker(w.start(build))
		wantAlone(t, 4, c)
		if died != 1 {
			t.Errorf("point %d: nobody died: this shows nothing", point)
		}
		if len(w.left) != 1 || c.size() != 2 {
			t.Errorf("point %d: %d have left and %d are there, want 1 and 2", point, len(w.left), c.size())
		}
	}
}

func TestAWorkerMayJoinAtAnyStep(t *testing.T) {
	for at := range steps {
		w := newWorld(t)
		c := w.coordinator(2)
		wantAlone(t, 16, c, func(step int) {
			if step == at {
				c.addWorker(w.start(build))
			}
		})
		if want := 3; at < steps-2 && c.Workers() != want {
			t.Errorf("joined at step %d: %d computed the last step, want %d", at, c.Workers(), want)
		}
	}
}

func TestAWorkerOfAnotherBuildIsNotUsed(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(1)
	stranger := w.start("another build")
	c.addWorker(stranger)
	wantAlone(t, 4, c)
	if stranger.tasks != 0 || !stranger.closed || c.size() != 1 {
		t.Errorf("the stranger got %d tasks and %d are in the crew", stranger.tasks, c.size())
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
	if c.size() != 1 {
		t.Errorf("%d are there after Close, want 1", c.size())
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

// A training goes on where another crew has left it, also in the middle of an
// epoch; and back where it stood itself, with workers that know a later place.
func TestATrainingGoesOnWithAnotherCrew(t *testing.T) {
	for _, crews := range [][2]int{{1, 4}, {4, 1}, {2, 8}, {3, 2}} {
		w := newWorld(t)
		first := w.coordinator(crews[0])
		warm(w, first)
		r := newRun(t, brief(4), first)
		for range steps/2 + 2 {
			r.step()
		}
		var state engine.State
		state.CopyFrom(r.trainer.State())

		second := w.coordinator(crews[1])
		warm(w, second)
		again := newRun(t, brief(4), second)
		want, _ := alone(t, 4)
		for range 2 {
			if err := again.trainer.Restore(state); err != nil {
				t.Fatal(err)
			}
			if got, _ := again.end(); got != want {
				t.Errorf("%d workers and then %d end at %s, want %s as of one", crews[0], crews[1], got, want)
			}
		}
		if second.Workers() != min(crews[1], 4) {
			t.Errorf("%d computed the last step, want %d", second.Workers(), min(crews[1], 4))
		}
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

// Workers are started when a training begins and when one has left, but not for
// ever: the world's supply may be bad.
func TestWorkersAreStartedAsWanted(t *testing.T) {
	for _, c := range []struct {
		name         string
		most, shards int
		bad          bool // those that are started die of their Hello
		last         bool // but for the last of the first ones, which dies of a Result
		none         bool // none can be started
		want, starts int
	}{
		{name: "one core", most: 1, shards: 4, want: 1},
		{name: "three", most: 3, shards: 4, want: 3, starts: 2},
		{name: "more than shards", most: 8, shards: 4, want: 4, starts: 3},
		{name: "none can be started", most: 3, shards: 4, none: true, want: 1, starts: 1},
		{name: "all die", most: 3, shards: 4, bad: true, want: 1, starts: 2 + 3}, // spares of 3 replace two, then one of two more
		{name: "more die than there are spares", most: 6, shards: 16, bad: true, want: 1, starts: 5 + 3},
		{name: "one dies when all spares are gone", most: 6, shards: 16, bad: true, last: true, want: 1, starts: 5 + 3},
	} {
		w, starts := newWorld(t), 0
		if c.bad {
			w.fate = func(_ *link, word Message) fate {
				_, result := word.(Result)
				if c.last && starts == c.most-1 && !result {
					return fate{copies: 1}
				}
				return fate{dies: true}
			}
		}
		crew := NewCoordinator(Config{
			Build: build, Workers: c.most,
			Now: func() time.Time { return w.clock },
			Start: func() Transport {
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
