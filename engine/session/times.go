package session

import (
	"time"

	"convlab/engine"
	"convlab/engine/wire"
)

const (
	timesEvery = time.Second
	// A layer's time is known when it is layerTicks of the clock: the error of a
	// sum of n ticks is about the square root of n. Where all layers together took
	// wholeTicks, a layer of less is known, too: its share is below 1 %.
	layerTicks = 20
	wholeTicks = 100 * layerTicks
)

// tellTimes sends what each layer has cost: now and then, and when a training
// rests, however short it was. The measurement begins again when all layers
// together have taken wholeTicks, which is at once with a fine clock. Until the
// first time what is known is told; afterwards only whole measurements are, so
// that a layer that is known stays so.
func (s *Session) tellTimes(now time.Time, rests bool) {
	m := &s.run.meter
	if !rests && now.Sub(m.timed) < timesEvery || s.run.trainer.Time().Steps == 0 {
		return
	}
	m.timed = now
	net := s.current.net
	var sum time.Duration
	for _, l := range net.Times() {
		sum += l.Forward + l.Backward
	}
	whole := sum >= wholeTicks*net.ClockResolution()
	if m.whole && !whole {
		return
	}
	m.whole = whole
	times := wire.Times{Layers: []wire.LayerTime{}}
	for _, l := range net.Times() {
		images := float64(max(l.Images, 1))
		times.Layers = append(times.Layers, wire.LayerTime{
			Forward:  float64(l.Forward.Nanoseconds()) / 1000 / images,
			Backward: float64(l.Backward.Nanoseconds()) / 1000 / images,
			Measured: sum > 0 && (whole || l.Forward+l.Backward >= layerTicks*net.ClockResolution()),
		})
	}
	times.Step = s.stepTime()
	if whole {
		net.ResetTimes()
	}
	s.config.Emit(times)
}

// beginTimes starts the measurement of a run that is taken up.
func (s *Session) beginTimes() {
	s.current.net.SetClock(s.config.Now)
	s.current.net.ResetTimes()
	m := &s.run.meter
	m.timed, m.whole = s.config.Now(), false
}

// dropTimes forgets what has been measured and not been told.
func (s *Session) dropTimes() {
	s.current.net.ResetTimes()
	s.stepTime()
}

// stepTime returns where the time of the recent steps went, and starts again.
func (s *Session) stepTime() wire.StepTime {
	r := s.run
	t := r.trainer.Time().Plus(r.local.Time)
	r.trainer.ResetTime()
	r.local.Time = engine.StepTime{}
	millis := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 / float64(max(t.Steps, 1)) }
	return wire.StepTime{
		Total: millis(t.Total), Gather: millis(t.Gather), Layers: millis(t.Layers), Add: millis(t.Add), Exchange: millis(t.Exchange),
		Waiting: millis(t.Waiting), Yield: millis(t.Yield), Optimizer: millis(t.Optimizer),
	}
}
