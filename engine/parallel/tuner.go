package parallel

import (
	"slices"
	"time"
)

const (
	// warmup is the number of steps before the first trial, made with all workers.
	// The browser is still compiling then, so the way tried first would look slower.
	warmup = 100
	// A trial alternates between rounds with all workers and rounds alone, so that
	// a passing load on the machine slows both down. The first step of a round does
	// not count, since the workers have to wake up.
	rounds, roundSteps = 8, 6
	// interval is the number of steps from one trial to the next.
	interval = 2000
)

// tuner measures whether all workers are faster than the coordinator alone, which
// depends on the network and on what else the machine does. It switches when the
// other way is at least a tenth faster. The choice does not change any bit.
type tuner struct {
	alone       bool // the way of the next step
	aloneFaster bool // in the last trial
	steps       int  // since the warmup or, after it, the last trial began
	began       time.Time
	times       [2][]time.Duration // of the trial's steps: with all workers, alone
}

// step notes that a step begins.
func (t *tuner) step(now time.Time) {
	const trial = rounds * roundSteps
	n := t.steps - warmup // in the trial
	if 0 < n && n <= trial && (n-1)%roundSteps > 0 {
		way := (n - 1) / roundSteps % 2
		t.times[way] = append(t.times[way], now.Sub(t.began))
	}
	if n == trial {
		t.judge()
	}
	if n == trial+interval {
		t.steps, n = warmup, 0
	}
	t.alone = t.aloneFaster
	if 0 <= n && n < trial {
		t.alone = n/roundSteps%2 == 1
	}
	t.steps++
	t.began = now
}

// judge ends a trial.
func (t *tuner) judge() {
	together, alone := median(t.times[0]), median(t.times[1])
	if t.aloneFaster {
		t.aloneFaster = 10*together > 9*alone
	} else {
		t.aloneFaster = 10*alone < 9*together
	}
	t.times[0], t.times[1] = t.times[0][:0], t.times[1][:0]
}

// median sorts times and returns the middle one.
func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}
