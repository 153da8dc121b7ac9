package parallel

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

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
	w.fate = badLine(d, 8)
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

func TestSilenceIsNotWaitedFor(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	warm(w, c)
	w.fate = func(*link, Message) fate { return fate{} } // nothing arrives any more
	r := newRun(t, brief(4), c)
	c.crew[0].status = idle // as if its Ready had come
	began := w.clock
	r.step()
	if waited := w.clock.Sub(began); waited > 2*grace {
		t.Errorf("a step waited %v for a silent worker, want at most some %v", waited, grace)
	}
	if c.size() != 2 {
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
	if c.size() != 1 || len(w.left) != 1 || !strings.Contains(w.left[0].Reason, "received none") {
		t.Errorf("after half a minute %d are there and %+v have left", c.size(), w.left)
	}
}

func TestALateAnswerFreesItsWorker(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	warm(w, c)
	r := newRun(t, brief(4), c)
	r.step()
	w.fate = func(*link, Message) fate { return fate{copies: 1, delay: time.Second} }
	r.step() // it is late for this one
	w.fate = promptly
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

// The page must be answered while the trainer waits.
func TestWaitingYields(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	warm(w, c)
	w.fate = func(*link, Message) fate { return fate{copies: 1, delay: 10 * slice} }
	r := newRun(t, brief(2), c)
	yields := 0
	c.local.OnYield = func() { yields++ }
	c.crew[0].status = idle
	r.step()
	if want := int(grace / slice); yields < want {
		t.Errorf("%d yields in a step that waited for %v, want at least %d", yields, grace, want)
	}
}
