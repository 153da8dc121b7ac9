package parallel

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Messages are late, doubled or lost, workers die and others join, by dice. The
// result is always the same.
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
	w.fate = unreliable(d, 8)
	model := small()
	if seed%2 == 1 {
		model = dense()
	}
	shards := 1 + d.IntN(16)
	c := w.coordinator(1 + d.IntN(8))
	wantAloneOf(t, model, brief(shards), c, func(int) {
		if d.IntN(3) == 0 {
			c.addWorker(w.start(build))
		}
	})
}

func TestASilentWorkerIsGivenUp(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	warm(w, c)
	w.fate = lost
	r := newRun(t, brief(4), c)
	c.workers[0].status = idle // as if its Ready had arrived
	began, limit := w.clock, newTimeouts(0).late
	r.step()
	if waited := w.clock.Sub(began); waited > 2*limit {
		t.Errorf("a step waited %v for a silent worker, want little more than %v", waited, limit)
	}
	if c.size() != 2 {
		t.Fatal("the worker was given up at once")
	}
	r.step()
	if c.Workers() != 1 {
		t.Error("a worker with a pending task was given another one")
	}
	for range 30 { // 250 ms of silence count between two checks
		w.clock = w.clock.Add(time.Second)
		c.ready()
	}
	if c.size() != 1 || len(w.lost) != 1 || !strings.Contains(w.lost[0].Reason, "received none") {
		t.Errorf("after half a minute there are %d participants, and %+v were lost", c.size(), w.lost)
	}
}

func TestALateAnswerFreesItsWorker(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	warm(w, c)
	r := newRun(t, brief(4), c)
	r.step()
	w.fate = late(time.Second)
	r.step()
	w.fate = prompt
	r.step()
	if c.Workers() != 1 {
		t.Errorf("%d computed a step while the other was late, want 1", c.Workers())
	}
	w.clock = w.clock.Add(time.Second)
	r.step()
	if c.Workers() != 2 || c.size() != 2 {
		t.Errorf("%d of %d computed a step after the late answer, want 2 of 2", c.Workers(), c.size())
	}
}

// The page must get answers while the trainer waits.
func TestWaitingYields(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	warm(w, c)
	limits := newTimeouts(0)
	w.fate = late(10 * limits.poll)
	r := newRun(t, brief(2), c)
	yields := 0
	c.local.OnYield = func() { yields++ }
	c.workers[0].status = idle
	r.step()
	if want := int(limits.late / limits.poll); yields < want {
		t.Errorf("%d yields in a step that waited for %v, want at least %d", yields, limits.late, want)
	}
}
