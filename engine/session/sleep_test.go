package session_test

import (
	"testing"
	"time"

	"convlab/engine/wire"
)

// trainWithGap makes a training of a thousand pictures with a clock that ticks
// once a look, and in its second epoch puts a gap into a step or a test. It
// returns the most that was told to be left after the gap, and what was told at
// the end.
func trainWithGap(t *testing.T, tick, gap time.Duration, phase wire.Phase) (left float64, end wire.Progress) {
	t.Helper()
	training := short()
	training.Epochs = 4
	r := opened(t, training)
	r.add("test-tenth")
	r.tick = tick
	looks, put := 0, false
	r.look = func() {
		if p := last[wire.Progress](r); p.Epoch >= 1 && p.Phase == phase && !put {
			if looks++; looks == 45 { // in the middle of a step, or in the third piece of a test
				r.clock, put = r.clock.Add(gap), true
			}
		}
	}
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for r.Work() {
		if put {
			left = max(left, last[wire.Progress](r).SecondsLeft)
		}
	}
	r.wantPhase(wire.Finished)
	if !put || left == 0 {
		t.Fatalf("no gap was put (%v), or nothing was told after it", put)
	}
	return left, last[wire.Progress](r)
}

func TestSleepIsNoTraining(t *testing.T) {
	_, awake := trainWithGap(t, time.Millisecond, 0, wire.Running)
	for _, phase := range []wire.Phase{wire.Running, wire.Testing} {
		left, end := trainWithGap(t, time.Millisecond, 8*time.Hour, phase)
		if end.Seconds < 0.9*awake.Seconds || end.Seconds > 1.1*awake.Seconds {
			t.Errorf("asleep while %s: %.3f s of training, %.3f without", phase, end.Seconds, awake.Seconds)
		}
		if left > 10*awake.Seconds {
			t.Errorf("asleep while %s: %.0f s are left, the whole training takes %.3f", phase, left, awake.Seconds)
		}
		if end.ImagesPerSecond < 0.9*awake.ImagesPerSecond || end.ImagesPerSecond > 1.1*awake.ImagesPerSecond {
			t.Errorf("asleep while %s: %.0f images/s, %.0f without", phase, end.ImagesPerSecond, awake.ImagesPerSecond)
		}
	}
}

// A machine may be busy for a while, and where a step takes a second it may be
// for longer.
func TestASlowStepIsTraining(t *testing.T) {
	for _, c := range []struct {
		tick, gap time.Duration
		counts    bool
	}{
		{time.Millisecond, 4900 * time.Millisecond, true},
		{time.Millisecond, 5100 * time.Millisecond, false},
		{100 * time.Millisecond, 7 * time.Second, true}, // a step has some ten looks
		{100 * time.Millisecond, 15 * time.Second, false},
	} {
		_, awake := trainWithGap(t, c.tick, 0, wire.Running)
		_, end := trainWithGap(t, c.tick, c.gap, wire.Running)
		usual := awake.Seconds / 40 // a step
		if grew := end.Seconds - awake.Seconds; c.counts && grew < 0.9*c.gap.Seconds() || !c.counts && grew > 2*usual {
			t.Errorf("a step of %.3f s and a gap of %v: %.3f s more training", usual, c.gap, grew)
		}
	}
}

// What a layer took while the machine slept would spoil its share.
func TestLayersAreNotTimedAsleep(t *testing.T) {
	training := short()
	training.BatchSize = 10
	r := opened(t, training)
	looks := 0
	r.look = func() {
		if looks++; looks == 700 {
			r.clock = r.clock.Add(8 * time.Hour)
		}
	}
	r.do(wire.Train{Until: wire.UntilEnd})
	if looks < 700 {
		t.Fatalf("the clock was read %d times", looks)
	}
	for i, m := range every[wire.Times](r) {
		for k, share := range shares(m) {
			if share > 0.6 {
				t.Errorf("message %d: layer %d has %.2f of the time", i, k, share)
			}
		}
	}
}
