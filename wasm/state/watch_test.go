package state

import (
	"reflect"
	"testing"

	"convlab/engine/wire"
)

// dieAsking ends a trainer that was replaced too often, so the page asks before it starts another.
func dieAsking(s *State) {
	for len(s.Worker.watch.replaced) < maxReplaced {
		s.Worker.watch.replaced = append(s.Worker.watch.replaced, s.clock)
	}
	s.Update(wire.Bye{Reason: "panic"})
}

// pass lets seconds pass on a page that is not held up, and returns the commands.
func pass(s *State, seconds float64) (list []Command) {
	for end := s.clock + seconds; s.clock < end; {
		list = append(list, s.Update(Tick{s.clock + Beat})...)
	}
	return list
}

func TestASilentTrainerIsSlowAndThenDead(t *testing.T) {
	s := open(t, wire.Untrained)
	for range 2 { // a message ends the silence
		pass(s, SlowTimeout)
		if len(s.Notices) != 0 {
			t.Fatalf("after %v s of silence the page says %+v", s.Worker.watch.silence, s.Notices)
		}
		pass(s, Beat)
		if !says(s, "slow", "") || s.Worker.Status != Alive {
			t.Fatalf("after %v s of silence it is %s, the page says %+v", s.Worker.watch.silence, s.Worker.Status, s.Notices)
		}
		if s.Update(wire.Heartbeat{}); len(s.Notices) != 0 {
			t.Fatalf("it speaks again, and the page says %+v", s.Notices)
		}
	}
	if list := pass(s, DeadTimeout); len(list) != 0 || s.Worker.Status != Alive {
		t.Fatalf("dead before its time: %v", kindsOf(list))
	}
	if got := kindsOf(pass(s, Beat)); !reflect.DeepEqual(got, []string{"ReplaceWorker"}) || !says(s, "restarted", "") || says(s, "slow", "") {
		t.Fatalf("after %v s of silence: sent %v, says %+v", s.Worker.watch.silence, got, s.Notices)
	}
	s.Update(wire.Hello{})
	if pass(s, SlowTimeout+Beat); !says(s, "slow", "") {
		t.Error("the next one is not waited for")
	}
	s.Update(Dismiss{1})
	if pass(s, SlowTimeout); says(s, "slow", "") {
		t.Error("what was dismissed is said again in the same silence")
	}
}

// A long step does not count as a death. Time before a late tick does not count, since the page itself was held up.
func TestSilenceIsMeasuredByTheLongestStep(t *testing.T) {
	at := func(epoch, step int, seconds float64) wire.Progress {
		return wire.Progress{Phase: wire.Running, Epoch: epoch, Epochs: 5, Step: step, Steps: 10, Seconds: seconds}
	}
	resumed := wire.Network{Origin: wire.Yours}
	for name, c := range map[string]struct {
		events []Event
		want   float64
	}{
		"short steps":                {[]Event{at(0, 1, 1), at(0, 2, 2)}, DeadTimeout},
		"a long step":                {[]Event{at(0, 1, 1), at(0, 2, 5), at(0, 3, 6)}, 40},
		"several long steps":         {[]Event{at(0, 1, 1), at(0, 3, 9)}, 40},
		"a step that was held up":    {[]Event{at(0, 1, 1), at(0, 2, 1.1), at(0, 3, 9.1), at(0, 4, 9.2)}, DeadTimeout},
		"steps that become longer":   {[]Event{at(0, 1, 1), at(0, 2, 1.1), at(0, 3, 7.1), at(0, 4, 13.1)}, 60},
		"over the end of an epoch":   {[]Event{at(0, 9, 1), at(1, 1, 9)}, 40},
		"another run":                {[]Event{at(0, 9, 1), at(0, 1, 60)}, DeadTimeout},
		"a training that was before": {[]Event{at(0, 1, 1), resumed, at(0, 2, 9)}, DeadTimeout},
		"a page that slept":          {[]Event{at(0, 1, 1), Tick{3600}, at(0, 2, 3600)}, DeadTimeout},
	} {
		s := open(t, wire.Yours)
		for _, e := range c.events {
			if n, ok := e.(wire.Network); ok {
				n.Model, n.Training = s.Network.Model, s.Network.Training
				e = n
			}
			s.Update(e)
		}
		pass(s, c.want)
		if s.Worker.Status != Alive {
			t.Errorf("%s: dead before %v s", name, c.want)
		}
		if pass(s, Beat); s.Worker.Status == Alive {
			t.Errorf("%s: alive after %v s", name, s.Worker.watch.silence)
		}
	}
}

func TestTimeInWhichThePageWasHeldUpDoesNotCount(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(Tick{1})
	s.Update(Tick{3600}) // a sleep
	for range 20 {       // a busy machine
		s.Update(Tick{s.clock + heldUp + 0.1})
	}
	if s.Worker.Status != Alive || len(s.Notices) != 0 {
		t.Fatalf("it is %s, the page says %+v", s.Worker.Status, s.Notices)
	}
	s.Update(wire.Heartbeat{})
	for range DeadTimeout { // the timers of a hidden page
		s.Update(Tick{s.clock + 1})
	}
	if s.Worker.Status != Alive {
		t.Error("dead too soon")
	}
	if s.Update(Tick{s.clock + 1}); s.Worker.Status == Alive {
		t.Errorf("alive after %v s of silence", s.Worker.watch.silence)
	}
}

// A trainer is replaced three times in ten minutes without a click; then the page asks. It asks at once about a trainer that cannot
// start.
func TestATrainerIsStartedAgainThreeTimesInTenMinutes(t *testing.T) {
	s := open(t, wire.Yours)
	die := func(want Status) {
		t.Helper()
		s.Update(wire.Bye{Reason: "panic"})
		if s.Worker.Status != want || says(s, "restarted", "") != (want == Starting) || says(s, "worker", "") != (want == Dead) {
			t.Fatalf("at %v s: the trainer is %s, want %s; the page says %+v", s.clock, s.Worker.Status, want, s.Notices)
		}
	}
	start := func() { t.Helper(); s.Update(wire.Hello{}) }
	for range maxReplaced {
		die(Starting)
		start()
		s.Update(Tick{s.clock + 100})
	}
	die(Dead)
	only[ReplaceWorker](t, s.Update(Retry{}))
	start()
	s.Update(Tick{replacedWithin})
	die(Dead)
	only[ReplaceWorker](t, s.Update(Retry{}))
	start()
	s.Update(Tick{replacedWithin + 1}) // the first was longer ago
	die(Starting)
	die(Dead) // before it has started
	only[ReplaceWorker](t, s.Update(Retry{}))
	start()
	die(Dead)
}
