package engine

import "time"

// LayerTime is what one layer has cost since ResetTimes, measured with the
// clock around every call. It never flows back into the computation.
type LayerTime struct {
	Forward  time.Duration
	Backward time.Duration // gradients of weights and input; 0 before the first layer that learns
	Images   int           // that went forward
}

// Times returns a copy of what each layer has cost since ResetTimes.
func (s *Sequential) Times() []LayerTime { return append([]LayerTime(nil), s.times.layers...) }

// ResetTimes starts the measurement again.
func (s *Sequential) ResetTimes() { clear(s.times.layers) }

// SetClock has the layers timed by now, which is time.Now without it.
func (s *Sequential) SetClock(now func() time.Time) { s.times.now = now }

// Tick returns the shortest time that has passed between two consecutive
// readings of the clock that differ; 0: none did yet. It is the clock's
// resolution or, where every layer takes longer than that, an upper bound of it.
// Browsers round their clocks to something between 5 µs and 100 ms.
func (s *Sequential) Tick() time.Duration { return s.times.tick }

// stopwatch times layers. A network whose layers are computed in several places
// has one.
type stopwatch struct {
	now    func() time.Time
	layers []LayerTime
	tick   time.Duration
}

func newStopwatch(layers int) *stopwatch {
	return &stopwatch{now: time.Now, layers: make([]LayerTime, layers)}
}

// since returns the time since start, the reading before this one, and what time it is.
func (w *stopwatch) since(start time.Time) (took time.Duration, now time.Time) {
	now = w.now()
	took = now.Sub(start)
	if took > 0 && (w.tick == 0 || took < w.tick) {
		w.tick = took
	}
	return took, now
}
