package parallel

import (
	"context"
	"errors"
	"math"
	"testing"

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

// While the page needs a core, workers that occupy all of them give one back.
func TestACoreIsReservedForThePage(t *testing.T) {
	for _, m := range []struct{ workers, cores, want int }{
		{2, 2, 1}, {4, 4, 3}, {3, 4, 3}, // one was free anyway
		{1, 1, 1}, {2, 0, 2}, // the number of cores is unknown
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

// warm makes some steps of a run of its own, until all workers are ready.
func warm(w *world, c *Coordinator) {
	w.t.Helper()
	r := newRun(w.t, brief(4), c)
	for range 3 {
		r.step()
	}
}

// The same workers serve several trainings, of other sizes.
func TestWorkersContinueWithTheNextTraining(t *testing.T) {
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
		t.Errorf("there are %d participants after Close, want 1", c.size())
	}
	wantAlone(t, 4, c)
}

// The answers of a cancelled step still arrive, and are ignored.
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

// A training continues with another number of workers, also in the middle of an
// epoch. It can also go back to an earlier step, whose weights its workers no
// longer have.
func TestATrainingContinuesWithOtherWorkers(t *testing.T) {
	for _, workers := range [][2]int{{1, 4}, {4, 1}, {2, 8}, {3, 2}} {
		w := newWorld(t)
		first := w.coordinator(workers[0])
		warm(w, first)
		r := newRun(t, brief(4), first)
		for range steps/2 + 2 {
			r.step()
		}
		var state engine.State
		state.CopyFrom(r.trainer.State())

		second := w.coordinator(workers[1])
		warm(w, second)
		again := newRun(t, brief(4), second)
		want, _ := alone(t, 4)
		for range 2 {
			if err := again.trainer.Restore(state); err != nil {
				t.Fatal(err)
			}
			if got, _ := again.end(); got != want {
				t.Errorf("%d workers and then %d end at %s, want %s as of one", workers[0], workers[1], got, want)
			}
		}
		if second.Workers() != min(workers[1], 4) {
			t.Errorf("%d computed the last step, want %d", second.Workers(), min(workers[1], 4))
		}
	}
}

// The Trainer notices numbers that are not finite, whichever worker computed them.
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
