package state

import (
	"math"
	"slices"

	"convlab/engine/wire"
)

// Reading is where the pointer, or the keyboard, reads a value off a curve.
type Reading struct {
	On bool
	X  float64 // on the current Axis
}

// Along is the place of a score on the chosen axis.
func (n *Selection) Along(p wire.Score) float64 {
	if n.Axis == Seconds {
		return p.Seconds
	}
	return p.Epoch
}

// setAxis changes what the curves run along. The reading is a place on the axis before, so it ends.
func (n *Selection) setAxis(axis Axis) {
	n.Axis, n.Reading = axis, Reading{}
}

// Readings is where on the axis something was measured, and which of these
// places the reading is nearest to.
func (s *State) Readings() (places []float64, at int) {
	for _, p := range s.Run.Scores {
		places = append(places, s.Selection.Along(p))
	}
	slices.Sort(places)
	places = slices.Compact(places)
	for i, x := range places {
		if math.Abs(x-s.Selection.Reading.X) < math.Abs(places[at]-s.Selection.Reading.X) {
			at = i
		}
	}
	return places, at
}

// stepReading begins at the newest measurement.
func (s *State) stepReading(by int) {
	places, at := s.Readings()
	if len(places) == 0 {
		return
	}
	if !s.Selection.Reading.On {
		at, by = len(places)-1, 0
	}
	s.Selection.Reading = Reading{On: true, X: places[min(max(at+by, 0), len(places)-1)]}
}
