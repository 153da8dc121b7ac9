package parallel

import (
	"testing"
	"time"
)

const ms = time.Millisecond

// tuned makes steps that take so long together and alone. It counts those made
// alone.
func tuned(t *tuner, steps int, together, alone time.Duration) (count int) {
	now := t.began
	for i := range steps {
		t.step(now)
		took := together
		if t.alone {
			took, count = alone, count+1
		}
		if i%9 == 0 {
			took += time.Second // another program had the core
		}
		now = now.Add(took)
	}
	return count
}

const (
	trialSteps = rounds * roundSteps
	half       = trialSteps / 2 // of a trial is made alone
)

func TestTheFasterWayIsTaken(t *testing.T) {
	for _, c := range []struct {
		name            string
		together, alone time.Duration
		want            int // made alone of an interval
	}{
		{"together", 4 * ms, 5 * ms, 0},
		{"alone", 6 * ms, 5 * ms, interval},
		{"about the same", 95 * ms, 100 * ms, 0},
		{"about the same, too", 100 * ms, 95 * ms, 0}, // together is the first choice
	} {
		tuner := tuner{began: time.Unix(0, 0)}
		if n := tuned(&tuner, warmup, 50*ms, ms); n != 0 {
			t.Errorf("%s: %d steps of the warmup were made alone, want none", c.name, n)
		}
		for trial := range 3 {
			if n := tuned(&tuner, trialSteps+interval, c.together, c.alone); n != half+c.want {
				t.Errorf("%s, trial %d: %d steps were made alone, want %d", c.name, trial, n, half+c.want)
			}
		}
	}
}

func TestTheTunerFollowsTheMachine(t *testing.T) {
	tuner := tuner{began: time.Unix(0, 0)}
	tuned(&tuner, warmup, 4*ms, 5*ms)
	for n, c := range []struct {
		together, alone time.Duration
		want            int
	}{{4 * ms, 5 * ms, 0}, {6 * ms, 5 * ms, interval}, {95 * ms, 100 * ms, interval}, {4 * ms, 5 * ms, 0}} {
		if got := tuned(&tuner, trialSteps+interval, c.together, c.alone); got != half+c.want {
			t.Errorf("interval %d: %d steps were made alone, want %d", n, got, half+c.want)
		}
	}
}

// A load that ends in the middle of a trial slows both ways down alike.
func TestAPassingLoadDoesNotDecideATrial(t *testing.T) {
	tuner := tuner{began: time.Unix(0, 0)}
	tuned(&tuner, warmup, 4*ms, 5*ms)
	tuned(&tuner, half, 9*ms, 11*ms)
	tuned(&tuner, half, 4*ms, 5*ms)
	if n := tuned(&tuner, interval, 4*ms, 5*ms); n != 0 {
		t.Errorf("%d steps of the interval were made alone, want none", n)
	}
}

// The clock decides who computes, not what is computed.
func TestATunedTrainingGivesTheSameBits(t *testing.T) {
	w := newWorld(t)
	c := w.coordinator(2)
	c.config.Tune = true
	warm(w, c)
	training := brief(4)
	training.Epochs = 40 // 200 steps: one trial
	alone := 0
	wantAloneOf(t, dense(), training, c, func(int) {
		if c.used == 1 {
			alone++
		}
	})
	if alone < half || alone > 200-warmup-half {
		t.Errorf("%d steps of 200 were made alone, want those of the trial, and those after it at most", alone)
	}
}
