package state

import (
	"slices"

	"convlab/engine/spec"
)

// LayerStatus says whether the numbers of a layer are known at the moment, and if not, why.
type LayerStatus uint8

// The states of a layer.
const (
	LayerKnown   LayerStatus = iota // its numbers are known
	LayerBlank                      // nothing is on the pad, or no answer has come
	LayerToLearn                    // its weights must be learned
	LayerWaits                      // a layer before it must be learned
)

// LayerStatus is the status of a layer of Model; -1 is the picture, which is always known.
func (s *State) LayerStatus(layer int) LayerStatus {
	learn := s.Network.Learn
	switch {
	case layer < 0:
		return LayerKnown
	case slices.Contains(learn, layer):
		return LayerToLearn
	case len(learn) > 0 && layer > learn[0]:
		return LayerWaits
	case s.Numbers(layer) == nil:
		return LayerBlank
	}
	return LayerKnown
}

// LastHidden is the last hidden Dense layer, whose units the answer reads; -1: there is none.
func (s *State) LastHidden() int {
	layers := s.Model().Layers
	for i := len(layers) - 2; i >= 0; i-- {
		switch layers[i].(type) {
		case spec.Dropout:
		case spec.Dense:
			return i
		default:
			return -1
		}
	}
	return -1
}

// UnitScores are the contributions of the route's last hidden unit to the ten scores, or nil where there is none, or none is known.
func (s *State) UnitScores() []float32 {
	if s.LastHidden() < 0 || !s.Route.Answered() || s.Route.Outdated() || s.LayerStatus(len(s.Model().Layers)-1) != LayerKnown {
		return nil
	}
	return s.Route.Explanation.UnitScores
}

// Truth is the digit that an untouched test picture shows; -1: the pad has no such picture.
func (s *State) Truth() int {
	if s.Pad.Digit == nil || len(s.Pad.Drawing.Strokes) > 0 {
		return -1
	}
	return s.Pad.Digit.Label
}
