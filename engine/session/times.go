package session

import (
	"time"

	"convlab/engine"
	"convlab/engine/wire"
)

const (
	timesInterval = time.Second
	// A layer's time is measured once it is layerTicks of the clock: the error of a
	// sum of n ticks is about the square root of n. When all layers together have
	// taken completeTicks, a layer with less counts as measured, too: its share is
	// below 1 %.
	layerTicks    = 20
	completeTicks = 100 * layerTicks
)

// times is the state of a run's reports of Times.
type times struct {
	reported time.Time // the last one
	complete bool      // all its layers were measured
}

// reportTimes reports what each layer costs: now and then, and when a training
// stops, however short it was. The measurement begins again when all layers
// together have taken completeTicks, which is at once with a fine clock. After the
// first complete report only complete ones follow, so that a layer that is
// measured remains so.
func (s *Session) reportTimes(now time.Time, stops bool) {
	r := s.run()
	if !stops && now.Sub(r.times.reported) < timesInterval || r.trainer.Time().Steps == 0 {
		return
	}
	r.times.reported = now
	net := s.current.net
	var sum time.Duration
	for _, l := range net.Times() {
		sum += l.Forward + l.Backward
	}
	complete := sum >= completeTicks*net.ClockResolution()
	if r.times.complete && !complete {
		return
	}
	r.times.complete = complete
	report := wire.Times{Layers: []wire.LayerTime{}}
	for _, l := range net.Times() {
		images := float64(max(l.Images, 1))
		report.Layers = append(report.Layers, wire.LayerTime{
			Forward:  float64(l.Forward.Nanoseconds()) / 1000 / images,
			Backward: float64(l.Backward.Nanoseconds()) / 1000 / images,
			Measured: sum > 0 && (complete || l.Forward+l.Backward >= layerTicks*net.ClockResolution()),
		})
	}
	report.Step = r.takeStepTime()
	if complete {
		net.ResetTimes()
	}
	s.config.Emit(report)
}

// beginTimes begins the measurement of a run that becomes the current one.
func (s *Session) beginTimes() {
	s.current.net.SetClock(s.config.Now)
	s.current.net.ResetTimes()
	s.run().times = times{reported: s.config.Now()}
}

// dropTimes drops what was measured and not reported.
func (s *Session) dropTimes() {
	s.current.net.ResetTimes()
	s.run().takeStepTime()
}

// takeStepTime returns where the time of the recent steps went, and starts again.
func (r *run) takeStepTime() wire.StepTime {
	t := r.trainer.Time().Plus(r.local.Time)
	r.trainer.ResetTime()
	r.local.Time = engine.StepTime{}
	millis := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 / float64(max(t.Steps, 1)) }
	return wire.StepTime{
		Total: millis(t.Total), Gather: millis(t.Gather), Layers: millis(t.Layers), Add: millis(t.Add), Exchange: millis(t.Exchange),
		Waiting: millis(t.Waiting), Yield: millis(t.Yield), Optimizer: millis(t.Optimizer),
	}
}
