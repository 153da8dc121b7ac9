package session

import "time"

// speedTime is how far back the speed of training is measured.
const speedTime = 3 * time.Second

// stopwatch measures how fast a run trains. Its time runs from the first step
// after a stop to the last one before the next. Evaluations, pauses and the
// machine's sleep do not count.
type stopwatch struct {
	before time.Duration // spent before the run was restored from a file
	total  time.Duration // spent since
	images int           // trained on in that time
	last   time.Time     // end of the last step; zero after a stop
	laps   []lap         // the recent steps, and one before
}

// lap is what had been measured at the end of a step.
type lap struct {
	total  time.Duration
	images int
}

// start begins the time of a step, unless it has been running since the last.
func (w *stopwatch) start(now time.Time) {
	if w.last.IsZero() {
		w.last = now
		if len(w.laps) == 0 {
			w.laps = append(w.laps, lap{})
		}
	}
}

// add ends a step of so many images. It reports whether the machine slept
// meanwhile: then the step does not count.
func (w *stopwatch) add(now time.Time, images int) (slept bool) {
	took := now.Sub(w.last)
	w.last = now
	if len(w.laps) > 1 && asleep(took, w.mean()) {
		return true
	}
	w.total += took
	w.images += images
	w.laps = append(w.laps, lap{w.total, w.images})
	old := 0
	for old+1 < len(w.laps) && w.laps[old+1].total <= w.total-speedTime {
		old++
	}
	w.laps = w.laps[old:]
	return false
}

// mean is the mean time of the recent steps, of which there is one at least.
func (w *stopwatch) mean() time.Duration {
	return (w.laps[len(w.laps)-1].total - w.laps[0].total) / time.Duration(len(w.laps)-1)
}

// asleep reports whether a gap in work whose pieces take so long in the mean must
// have been the sleep of the machine or of the tab.
func asleep(gap, mean time.Duration) bool {
	const least, times = 5 * time.Second, 10
	return gap > least && gap > times*mean
}

// seconds is all the time spent training.
func (w *stopwatch) seconds() float64 { return (w.before + w.total).Seconds() }

// stop ends the time until the next start.
func (w *stopwatch) stop() { w.last = time.Time{} }

// speed is images a second over the recent steps; 0: not measured.
func (w *stopwatch) speed() float64 {
	if len(w.laps) < 2 {
		return 0
	}
	first, last := w.laps[0], w.laps[len(w.laps)-1]
	if last.total == first.total {
		return 0
	}
	return float64(last.images-first.images) / (last.total - first.total).Seconds()
}
