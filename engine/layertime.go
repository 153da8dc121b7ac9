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
func (s *Sequential) Times() []LayerTime { return append([]LayerTime(nil), s.times...) }

// ResetTimes starts the measurement again.
func (s *Sequential) ResetTimes() { clear(s.times) }
