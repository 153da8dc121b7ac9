package session_test

import (
	"testing"
	"time"

	"convlab/engine/wire"
)

// trainWithGap trains with a clock that advances by tick whenever it is read, and
// by gap once in the second epoch, during a step or an evaluation. It returns the
// largest SecondsLeft after the gap and the last Progress.
func trainWithGap(t *testing.T, tick, gap time.Duration, phase wire.Phase) (left float64, end wire.Progress) {
	t.Helper()
	training := short()
	training.Epochs = 4
	h := opened(t, training)
	h.add("test-tenth")
	h.tick = tick
	reads, made := 0, false
	h.onClock = func() {
		if p := last[wire.Progress](h); p.Epoch >= 1 && p.Phase == phase && !made {
			if reads++; reads == 45 { // during a step, or the third step of an evaluation
				h.clock, made = h.clock.Add(gap), true
			}
		}
	}
	h.Handle(wire.Train{Until: wire.UntilEnd})
	for h.Work() {
		if made {
			left = max(left, last[wire.Progress](h).SecondsLeft)
		}
	}
	h.wantPhase(wire.Finished)
	if !made || left == 0 {
		t.Fatalf("there was no gap (%v), or no Progress after it", made)
	}
	return left, last[wire.Progress](h)
}

func TestSleepIsNotTrainingTime(t *testing.T) {
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

// A machine may be busy for some seconds, and where a step takes a second for
// longer.
func TestASlowStepIsTrainingTime(t *testing.T) {
	for _, c := range []struct {
		tick, gap time.Duration
		counts    bool
	}{
		{time.Millisecond, 4900 * time.Millisecond, true},
		{time.Millisecond, 5100 * time.Millisecond, false},
		{100 * time.Millisecond, 7 * time.Second, true}, // a step reads the clock about ten times
		{100 * time.Millisecond, 15 * time.Second, false},
	} {
		_, awake := trainWithGap(t, c.tick, 0, wire.Running)
		_, end := trainWithGap(t, c.tick, c.gap, wire.Running)
		mean := awake.Seconds / 40 // of a step
		if grew := end.Seconds - awake.Seconds; c.counts && grew < 0.9*c.gap.Seconds() || !c.counts && grew > 2*mean {
			t.Errorf("a step of %.3f s and a gap of %v: %.3f s more training", mean, c.gap, grew)
		}
	}
}

// Some browsers' clocks do not advance for milliseconds. No speed is known then.
func TestAStoppedClockGivesNoSpeed(t *testing.T) {
	h := opened(t, short())
	h.tick = 0
	h.run(wire.Train{Until: wire.UntilEnd})
	h.wantTrained(20)
	if p := last[wire.Progress](h); p.ImagesPerSecond != 0 || p.SecondsLeft != 0 {
		t.Errorf("the progress is %+v", p)
	}
}
