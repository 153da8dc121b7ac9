package parallel

import (
	"strings"
	"testing"
	"time"
)

// A worker dies of each of its messages in turn: Hello, Ready and every Result.
func TestAWorkerMayDieAtAnyPoint(t *testing.T) {
	for point := range steps + 1 {
		w := newWorld(t)
		sent, died := map[*fakeTransport]int{}, 0
		var victim *fakeTransport
		w.fate = func(f *fakeTransport, _ Message) fate {
			sent[f]++
			if f == victim && sent[f] == point+1 {
				died++
				return fate{copies: point % 2, dies: true} // its last message arrives or not
			}
			return fate{copies: 1}
		}
		c := w.coordinator(1)
		victim = &fakeTransport{world: w}
		victim.send(Hello{Build: build})
		c.addWorker(victim)
		c.addWorker(w.start(build))
		wantAlone(t, 4, c)
		if died != 1 {
			t.Errorf("point %d: no worker died: this shows nothing", point)
		}
		if len(w.lost) != 1 || c.size() != 2 {
			t.Errorf("point %d: %d were lost and %d are left, want 1 and 2", point, len(w.lost), c.size())
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
	other := w.start("another build")
	c.addWorker(other)
	wantAlone(t, 4, c)
	if other.tasks[OpGradient] != 0 || !other.closed || c.size() != 1 {
		t.Errorf("the worker got %d tasks, and there are %d participants", other.tasks[OpGradient], c.size())
	}
	if len(w.lost) != 1 || !strings.Contains(w.lost[0].Reason, "another build") {
		t.Errorf("lost are %+v", w.lost)
	}
}

// Workers are started when a training begins and when one has died, but only a
// limited number: all of them may die.
func TestMissingWorkersAreStarted(t *testing.T) {
	for _, c := range []struct {
		name            string
		workers, shards int
		bad             bool // those that are started die of their Hello
		last            bool // except the last of the first ones, which dies of a Result
		none            bool // none can be started
		want, starts    int
	}{
		{name: "one core", workers: 1, shards: 4, want: 1},
		{name: "three", workers: 3, shards: 4, want: 3, starts: 2},
		{name: "more than shards", workers: 8, shards: 4, want: 4, starts: 3},
		{name: "none can be started", workers: 3, shards: 4, none: true, want: 1, starts: 1},
		{name: "all die", workers: 3, shards: 4, bad: true, want: 1, starts: 2 + 3}, // 3 restarts: of both, then of one
		{name: "more die than may be restarted", workers: 6, shards: 16, bad: true, want: 1, starts: 5 + 3},
		{name: "one dies when all restarts are used", workers: 6, shards: 16, bad: true, last: true, want: 1, starts: 5 + 3},
	} {
		w, starts := newWorld(t), 0
		if c.bad {
			w.fate = func(_ *fakeTransport, m Message) fate {
				_, result := m.(Result)
				if c.last && starts == c.workers-1 && !result {
					return fate{copies: 1}
				}
				return fate{dies: true}
			}
		}
		coordinator := NewCoordinator(Config{
			Build: build, Workers: c.workers,
			Now: func() time.Time { return w.clock },
			Start: func() Transport {
				starts++
				if c.none {
					return nil
				}
				return w.start(build)
			},
		})
		wantAlone(t, c.shards, coordinator)
		if coordinator.Workers() != c.want || starts != c.starts {
			t.Errorf("%s: %d computed the last step and %d were started, want %d and %d", c.name, coordinator.Workers(), starts, c.want, c.starts)
		}
	}
}

// A worker that dies between two trainings, for example in the last evaluation of
// the first, is replaced in the second.
func TestADeadWorkerIsReplacedInTheNextTraining(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	warm(w, c)
	c.config.Workers, c.config.Start = 2, func() Transport { return w.start(build) }
	c.giveUp(c.workers[0], Lost{Reason: "it died"})
	r := newRun(t, brief(4), c)
	for range 3 {
		r.step()
	}
	if c.size() != 2 || c.Workers() != 2 {
		t.Errorf("%d of %d computed the third step, want 2 of 2", c.Workers(), c.size())
	}
}
