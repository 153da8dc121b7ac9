package engine

import (
	"testing"
	"time"

	"convlab/engine/spec"
)

// fakeClock advances by one step at every reading, by three at every fifth, and
// shows whole ticks.
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
func TestTheResolutionOfTheClockIsMeasured(t *testing.T) {
	for _, c := range []struct {
		name             string
		step, tick, want time.Duration
	}{
		{"fine", 300 * time.Microsecond, time.Nanosecond, 300 * time.Microsecond},
		{"coarse", 300 * time.Microsecond, 100 * time.Millisecond, 100 * time.Millisecond},
		{"stopped", 0, time.Millisecond, 0},
	} {
		net := must(New(spec.NoteDense(), 1))(t)
		clock := &fakeClock{now: time.UnixMilli(1767225600000), step: c.step, tick: c.tick}
		net.SetClock(clock.read)
		x, labels := pictures(t, 4)
		if net.ClockResolution() != 0 {
			t.Errorf("%s: a resolution of %v before any reading", c.name, net.ClockResolution())
		}
		for range 200 {
			net.Forward(x, Pass{Training: true})
			net.Backward(labels, 1)
		}
		if got := net.ClockResolution(); got != c.want {
			t.Errorf("%s: the resolution is %v, want %v", c.name, got, c.want)
		}
		net.ResetTimes()
		if got := net.ClockResolution(); got != c.want {
			t.Errorf("%s: ResetTimes makes the resolution %v", c.name, got)
		}
	}
}

func TestTimesCountImagesAndBackwardEndsAtTheFirstWeights(t *testing.T) {
	net := must(New(spec.NoteDense(), 1))(t)
	x, labels := pictures(t, 32)
	for range 3 {
		net.Forward(x, Pass{Training: true})
		net.Backward(labels, 1)
	}
	times := net.Times()
	for i, l := range times {
		if l.Images != 96 {
			t.Errorf("layer %d: %d images, want 3 batches of 32", i, l.Images)
		}
	}
	if times[0].Backward != 0 {
		t.Error("Flatten comes before the first weights: Backward should end after it")
	}
	if times[1].Forward <= 0 || times[1].Backward <= 0 {
		t.Errorf("no time measured: %+v", times[1])
	}
	net.ResetTimes()
	if net.Times()[1] != (LayerTime{}) {
		t.Error("ResetTimes leaves times")
	}
}

func TestStepTimesAddUp(t *testing.T) {
	trainer, _ := run(t, tiny(), brief(spec.RMSprop))
	local := trainer.gradienter.(*Local)
	yields := 0
	local.OnYield = func() { yields++ }
	steps(t, trainer, 3)
	sum := trainer.Time().Plus(local.Time)
	parts := sum.Gather + sum.Layers + sum.Add + sum.Exchange + sum.Waiting + sum.Yield + sum.Optimizer
	if sum.Steps != 3 || sum.Layers == 0 || sum.Optimizer == 0 || parts > sum.Total {
		t.Errorf("3 steps took %+v, and their parts %v", sum, parts)
	}
	if want := 3 * (6 - 1); yields != want { // between six shards
		t.Errorf("%d yields, want %d", yields, want)
	}
	trainer.ResetTime()
	if trainer.Time() != (StepTime{}) {
		t.Error("ResetTime leaves something")
	}
}
