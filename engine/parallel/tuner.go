package parallel

import (
	"slices"
	"time"
)

const (
	// warmup is how many steps all workers make before the first trial: the
	// browser still compiles then, and what is tried first would look slower.
	warmup = 100
	// A trial takes turns of so many steps, with all workers and alone, so that
	// what comes and goes does not slow down one of them only. The first step of
	// a turn does not count: workers have to wake up.
	turns, turnSteps = 8, 6
	// interval is how many steps then follow in the faster way.
	interval = 2000
)

// tuner finds out whether all workers together are faster than the coordinator
// alone, which depends on the network and on what else the machine does. It
// changes its mind when the other way is a tenth faster. Which way a step is
// made changes no bit.
type tuner struct {
	alone  bool // how the next step is to be made
	faster bool // alone, by the last trial
	steps  int  // since the warmup began, and then since the last trial did
	began  time.Time
	times  [2][]time.Duration // of the steps of the trial: together and alone
}

// step notes that a step begins.
func (t *tuner) step(now time.Time) {
	const trial = turns * turnSteps
	n := t.steps - warmup // in the trial
	if 0 < n && n <= trial && (n-1)%turnSteps > 0 {
		way := (n - 1) / turnSteps % 2
		t.times[way] = append(t.times[way], now.Sub(t.began))
	}
	if n == trial {
		t.judge()
	}
	if n == trial+interval {
		t.steps, n = warmup, 0
	}
	t.alone = t.faster
	if 0 <= n && n < trial {
		t.alone = n/turnSteps%2 == 1
	}
	t.steps++
	t.began = now
}

// judge ends a trial.
func (t *tuner) judge() {
	together, alone := median(t.times[0]), median(t.times[1])
	if t.faster {
		t.faster = 10*together > 9*alone
	} else {
		t.faster = 10*alone < 9*together
	}
	t.times[0], t.times[1] = t.times[0][:0], t.times[1][:0]
}

// median sorts times and returns the one in the middle.
func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}
