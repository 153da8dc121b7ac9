package engine

import (
	"testing"
	"time"

	"convlab/engine/spec"
)

// fakeClock goes on by one step at every reading, and by three at every fifth,
// and shows whole ticks.
type fakeClock struct {
	now        time.Time
	step, tick time.Duration
	readings   int
}

func (c *fakeClock) read() time.Time {
	c.now = c.now.Add(c.step)
	if c.readings++; c.readings%5 == 0 {
		c.now = c.now.Add(2 * c.step)
	}
	return c.now.Truncate(c.tick)
}

// The clock is read once before the layers and once after each, forward and
// backward: three layers forward, two backward.
func TestTheTickOfTheClockIsMeasured(t *testing.T) {
	for _, c := range []struct {
		name             string
		step, tick, want time.Duration
	}{
		{"fine", 300 * time.Microsecond, time.Nanosecond, 300 * time.Microsecond},
		{"coarse", 300 * time.Microsecond, 100 * time.Millisecond, 100 * time.Millisecond},
		{"stands still", 0, time.Millisecond, 0},
	} {
		net := must(New(spec.NoteDense(), 1))(t)
		clock := &fakeClock{now: time.UnixMilli(1767225600000), step: c.step, tick: c.tick}
		net.SetClock(clock.read)
		x, labels := pictures(t, 4)
		if net.ClockResolution() != 0 {
			t.Errorf("%s: a tick of %v before any reading", c.name, net.ClockResolution())
		}
		for range 200 {
			net.Forward(x, Pass{Training: true})
			net.Backward(labels, 1)
		}
		if got := net.ClockResolution(); got != c.want {
			t.Errorf("%s: the tick is %v, want %v", c.name, got, c.want)
		}
		net.ResetTimes()
		if got := net.ClockResolution(); got != c.want {
			t.Errorf("%s: ResetTimes makes the tick %v", c.name, got)
		}
	}
}
