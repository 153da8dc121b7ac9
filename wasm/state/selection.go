package state

import (
	"math"
	"slices"

	"convlab/engine/wire"
)

// Selection is what the user looks at.
type Selection struct {
	Reading Reading
	Scale   Scale
	Magma   bool // instead of ink
	Axis    Axis
	Tab     Panel // of the workbench
	Bench   Bench
	Sheet   bool // the workbench is open on a phone
	Offset  int  // columns that are scrolled out at the left

	benchChosen bool // the user has opened or folded the workbench, now or in an earlier visit, or a link has opened it
	tabLinked   bool // a link has opened the tab
}

// Reading is where the pointer, or the keyboard, reads a value off a curve.
type Reading struct {
	On bool
	X  float64 // on the current Axis
}

// Scale says which numbers share one colour scale.
type Scale string

// The scales: the same map looks dead or alive depending on it.
const (
	PerMap   Scale = "map"
	PerLayer Scale = "layer"
	Shared   Scale = "shared"
)

func (s Scale) known() bool { return s == PerMap || s == PerLayer || s == Shared }

// Axis is the horizontal axis of the curves.
type Axis string

// The axes.
const (
	Epochs  Axis = "epochs"
	Seconds Axis = "seconds"
)

// Events about what the user looks at.
type (
	// SetReading reads the curves where the pointer is; the zero Reading is none.
	SetReading struct{ Reading Reading }
	// StepReading moves by so many measurements along the curves.
	StepReading struct{ By int }

	SetScale struct{ Scale Scale }
	SetMagma struct{ On bool }
	// SetOffset scrolls the columns sideways.
	SetOffset struct{ Offset int }
	SetAxis   struct{ Axis Axis }
)

// update handles an event about what the user looks at.
func (s *Selection) update(e Event, scores []wire.Score) {
	switch e := e.(type) {
	case SetReading:
		s.Reading = e.Reading
	case SetScale:
		s.Scale = e.Scale
	case SetMagma:
		s.Magma = e.On
	case SetOffset:
		s.Offset = max(e.Offset, 0)
	case SetAxis: // the reading is a place on the axis before, so it ends
		s.Axis, s.Reading = e.Axis, Reading{}
	case StepReading:
		s.stepReading(e.By, scores)
	}
}

// Along is the place of a score on the chosen axis.
func (s *Selection) Along(p wire.Score) float64 {
	if s.Axis == Seconds {
		return p.Seconds
	}
	return p.Epoch
}

// Readings lists the places on the axis with a measurement, and which of these
// places the reading is nearest to.
func (s *Selection) Readings(scores []wire.Score) (places []float64, at int) {
	for _, p := range scores {
		places = append(places, s.Along(p))
	}
	slices.Sort(places)
	places = slices.Compact(places)
	for i, x := range places {
		if math.Abs(x-s.Reading.X) < math.Abs(places[at]-s.Reading.X) {
			at = i
		}
	}
	return places, at
}

// stepReading begins at the newest measurement.
func (s *Selection) stepReading(by int, scores []wire.Score) {
	places, at := s.Readings(scores)
	if len(places) == 0 {
		return
	}
	if !s.Reading.On {
		at, by = len(places)-1, 0
	}
	s.Reading = Reading{On: true, X: places[min(max(at+by, 0), len(places)-1)]}
}
