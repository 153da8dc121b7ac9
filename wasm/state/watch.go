package state

import "convlab/engine/wire"

// How long a trainer may be silent and how often it is started again without a
// question, in seconds of the page's clock.
const (
	// Slow is after how much silence the page says that it waits for the trainer.
	Slow = 5

	// Silence is after how much silence a trainer counts as dead, unless ten of its
	// steps take longer.
	Silence     = 15
	silentSteps = 10
	maxRestarts = 3 // in restartsIn
	restartsIn  = 600

	// heldUp is the time between two Ticks from which on the page itself was held up,
	// by a sleep or a busy machine. That time says nothing about the trainer.
	heldUp = 4 * Beat
)

// watch is what decides whether the trainer is slow or dead.
type watch struct {
	silent  float64   // seconds without a word from it, without those in which the page was held up
	said    bool      // that it is slow
	step    float64   // how long the last one took, in seconds; 0: not measured
	longest float64   // of all on this page
	unsure  bool      // the next Progress does not tell how long a step took
	again   []float64 // when one was started again without a question
}

// pass lets time pass until the next Tick, and reports whether the page was held
// up.
func (w *watch) pass(seconds float64) (held bool) {
	if seconds > heldUp {
		w.unsure = true
		return true
	}
	w.silent += seconds
	return false
}

// heard ends the silence.
func (w *watch) heard() { w.silent, w.said = 0, false }

// patience is how much silence a trainer may keep that is at work.
func (w *watch) patience() float64 { return max(Silence, silentSteps*w.longest) }

// measure takes the longest step from two Progress in a row. One comes at the end
// of every step that takes a quarter of a second or longer: where the mean of
// the steps between two is long, it is the time of one. What begins another
// training or holds the page up makes it unsure, and one that is suddenly ten
// times as long was held up: only a second in a row is believed.
func (w *watch) measure(last, next wire.Progress) {
	steps := (next.Epoch-last.Epoch)*next.Steps + next.Step - last.Step
	seconds := next.Seconds - last.Seconds
	if steps > 0 && seconds > 0 && !w.unsure {
		step := seconds / float64(steps)
		if stalled := w.step > 0 && step > Slow && step > 10*w.step; !stalled {
			w.longest = max(w.longest, step)
		}
		w.step = step
	}
	w.unsure = false
}

// restarts reports whether a trainer that has died now is started again without
// a question, and counts that.
func (w *watch) restarts(now float64) bool {
	for len(w.again) > 0 && now-w.again[0] > restartsIn {
		w.again = w.again[1:]
	}
	if len(w.again) >= maxRestarts {
		return false
	}
	w.again = append(w.again, now)
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
	case s.Worker.Status == Alive && w.silent > w.patience():
		list = s.lost(silentReason)
	case s.Worker.Status == Alive && w.silent > Slow && !w.said:
		w.said = true
		s.Notices.add(Notice{Key: "slow"})
	case s.Worker.Status == Starting && w.silent > Late && !w.said:
		w.said = true
		s.Notices.add(Notice{Key: "late", Retry: true})
	}
	list = append(list, s.Pad.pictureLate(held, now, &s.Notices)...)
	return append(list, s.saveLater()...)
}

// silentReason is the reason of a trainer that has given none.
const silentReason = "silent"
