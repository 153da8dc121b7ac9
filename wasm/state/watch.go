package state

import "convlab/engine/wire"

// How long a trainer may be silent and how often it is replaced without asking, in
// seconds of the page's clock.
const (
	// SlowTimeout is the silence after which the page says that it waits for the trainer.
	SlowTimeout = 5

	// DeadTimeout is the silence after which a trainer counts as dead, unless ten of
	// its steps take longer.
	DeadTimeout    = 15
	timeoutSteps   = 10
	maxReplaced    = 3 // in replacedWithin
	replacedWithin = 600

	// heldUp is the least time between two Ticks of a page that was itself held up, by
	// sleep or a busy machine. That time says nothing about the trainer.
	heldUp = 4 * Beat
)

// watch decides whether the trainer is slow or dead.
type watch struct {
	silence  float64   // seconds since its last message, without those in which the page was held up
	notified bool      // that it is slow
	step     float64   // how long the last one took, in seconds; 0: not measured
	longest  float64   // of all on this page
	unsure   bool      // the next Progress does not measure a step
	replaced []float64 // when one was replaced without asking
}

// pass counts the time until the next Tick, and reports whether the page was held
// up.
func (w *watch) pass(seconds float64) (held bool) {
	if seconds > heldUp {
		w.unsure = true
		return true
	}
	w.silence += seconds
	return false
}

// received ends the silence.
func (w *watch) received() { w.silence, w.notified = 0, false }

// timeout is the silence after which a working trainer counts as dead.
func (w *watch) timeout() float64 { return max(DeadTimeout, timeoutSteps*w.longest) }

// measure takes the longest step from two consecutive Progress messages. One
// arrives at the end of every step of a quarter of a second or longer: if the mean
// of the steps between two is long, it is the time of one. The start of another
// training and a page that was held up make it unsure. A step that is suddenly ten
// times as long was held up: only a second one in a row counts.
func (w *watch) measure(last, next wire.Progress) {
	steps := (next.Epoch-last.Epoch)*next.Steps + next.Step - last.Step
	seconds := next.Seconds - last.Seconds
	if steps > 0 && seconds > 0 && !w.unsure {
		step := seconds / float64(steps)
		if stalled := w.step > 0 && step > SlowTimeout && step > 10*w.step; !stalled {
			w.longest = max(w.longest, step)
		}
		w.step = step
	}
	w.unsure = false
}

// mayReplace reports whether a trainer that has died now is replaced without
// asking, and counts that.
func (w *watch) mayReplace(now float64) bool {
	for len(w.replaced) > 0 && now-w.replaced[0] > replacedWithin {
		w.replaced = w.replaced[1:]
	}
	if len(w.replaced) >= maxReplaced {
		return false
	}
	w.replaced = append(w.replaced, now)
	return true
}

// tick tells a trainer that is slow from one that is dead.
func (s *State) tick(now float64) []Command {
	w := &s.Worker.watch
	held := w.pass(now - s.clock)
	s.clock = now
	s.Pad.judge(now)
	var list []Command
	switch {
	case s.Worker.Status == Alive && w.silence > w.timeout():
		list = s.lost(silentReason)
	case s.Worker.Status == Alive && w.silence > SlowTimeout && !w.notified:
		w.notified = true
		s.Notices.add(Notice{Key: "slow"})
	case s.Worker.late() && !w.notified:
		w.notified = true
		s.Notices.add(Notice{Key: "late", Retry: true})
	}
	list = append(list, s.Pad.pictureLate(held, now, &s.Notices)...)
	return append(list, s.saveLater()...)
}

// silentReason is the reason for a trainer that gave none.
const silentReason = "silent"
