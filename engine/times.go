package engine

import "time"

// StepTime is the time of optimiser steps on the trainer's thread, by activity.
// Sequential.Times splits Layers by layer; the rest of Total is bookkeeping.
// No result depends on it.
type StepTime struct {
	Steps     int
	Total     time.Duration // of whole steps
	Gather    time.Duration // reading and augmenting pictures
	Layers    time.Duration // forward and backward through all layers
	Add       time.Duration // clearing gradients and reducing them
	Exchange  time.Duration // sending tasks to other workers and reading their results
	Waiting   time.Duration // for other workers
	Yield     time.Duration // in Local.OnYield
	Optimizer time.Duration // checking for divergence and updating the weights
}

// Plus returns the sum of two records of the same steps, field by field.
func (t StepTime) Plus(u StepTime) StepTime {
	return StepTime{
		Steps: t.Steps + u.Steps, Total: t.Total + u.Total,
		Gather: t.Gather + u.Gather, Layers: t.Layers + u.Layers, Add: t.Add + u.Add,
		Exchange: t.Exchange + u.Exchange, Waiting: t.Waiting + u.Waiting,
		Yield: t.Yield + u.Yield, Optimizer: t.Optimizer + u.Optimizer,
	}
}

// LayerTime is the time one layer has taken since ResetTimes. No result depends
// on it.
type LayerTime struct {
	Forward  time.Duration
	Backward time.Duration // gradients of weights and input; 0 before the first layer with weights
	Images   int           // that went forward
}

// Times returns a copy of each layer's time since ResetTimes.
func (s *Sequential) Times() []LayerTime { return append([]LayerTime(nil), s.times.layers...) }

// ResetTimes sets all layers' times to zero.
func (s *Sequential) ResetTimes() { clear(s.times.layers) }

// SetClock replaces the clock that times the layers, time.Now by default.
func (s *Sequential) SetClock(now func() time.Time) { s.times.now = now }

// ClockResolution returns the shortest time seen between two consecutive
// readings of the clock that differ, or 0 before there are two. That is the
// clock's resolution or, where every layer takes longer, an upper bound of it.
// Browsers round their clocks to between 5 µs and 100 ms.
func (s *Sequential) ClockResolution() time.Duration { return s.times.resolution }

// stopwatch times the layers of a network.
type stopwatch struct {
	now        func() time.Time
	layers     []LayerTime
	resolution time.Duration
}

func newStopwatch(layers int) *stopwatch {
	return &stopwatch{now: time.Now, layers: make([]LayerTime, layers)}
}

// lap reads the clock. It returns the time since start, the reading before this
// one, and the new reading.
func (w *stopwatch) lap(start time.Time) (took time.Duration, now time.Time) {
	now = w.now()
	took = now.Sub(start)
	if took > 0 && (w.resolution == 0 || took < w.resolution) {
		w.resolution = took
	}
	return took, now
}
