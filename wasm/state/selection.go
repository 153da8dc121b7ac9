package state

import (
	"math"
	"slices"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Selection is what the user looks at.
type Selection struct {
	Hover      Pick // under the pointer
	FeatureMap Pick // pinned by a click
	Reading    Reading
	Unfolded   map[int]bool // layers whose maps an earlier release showed in full; files keep them
	Scale      Scale
	Magma      bool // instead of ink
	Axis       Axis
	Tab        Panel // of the workbench
	Bench      Bench
	Sheet      bool // the workbench is open on a phone
	Offset     int  // columns that are scrolled out at the left

	chosenOnce  bool // chooseFirst has chosen
	benchChosen bool // the user has opened or folded the workbench, now or in an earlier visit, or a link has opened it
	tabLinked   bool // a link has opened the tab
	pending     Pick // of a note whose network has not arrived
}

// Pick names one map: of layer Layer of the model, Map counted from 0. The
// zero value picks nothing.
type Pick struct {
	Layer int  `json:"Layer"` // these names are in the notes of trainings
	Map   int  `json:"Map"`
	On    bool `json:"On"`
}

// Within is the pick if the model has that map, else none.
func (p Pick) Within(m spec.Model) Pick {
	shapes, err := m.Shapes()
	if err == nil && p.On && p.Layer >= 0 && p.Layer < len(shapes) && p.Map >= 0 && p.Map < shapes[p.Layer].C {
		return p
	}
	return Pick{}
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

// Axis is what the curves run along.
type Axis string

// The axes.
const (
	Epochs  Axis = "epochs"
	Seconds Axis = "seconds"
)

// Events about what the user looks at.
type (
	// PointAt is the pointer over a map, over a place in the charts, or over neither.
	PointAt struct {
		Map     Pick
		Reading Reading
	}
	// PointClick is a click there.
	PointClick PointAt
	PointAway  struct{}
	// Unpin chooses no map.
	Unpin struct{}
	// StepReading moves by so many measurements along the curves.
	StepReading struct{ By int }
	// StepPick chooses another map by keyboard, so many maps and layers further.
	StepPick struct{ Maps, Layers int }

	SetScale struct{ Scale Scale }
	SetMagma struct{ On bool }
	// SetOffset scrolls the columns sideways.
	SetOffset struct{ Offset int }
	SetAxis   struct{ Axis Axis }
)

// update handles an event about what the user looks at: maps of the model shown, and curves with scores.
func (s *Selection) update(e Event, shown spec.Model, scores []wire.Score) {
	switch e := e.(type) {
	case PointAt:
		s.pointAt(e, shown)
	case PointClick:
		s.pointAt(PointAt(e), shown)
		switch { // it pins the map under the pointer, or lets the pinned one go
		case !s.Hover.On:
		case s.Hover == s.FeatureMap:
			s.FeatureMap = Pick{}
		default:
			s.FeatureMap = s.Hover
		}
	case PointAway:
		s.Hover, s.Reading = Pick{}, Reading{}
	case Unpin:
		s.FeatureMap = Pick{}
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

func (s *Selection) pointAt(at PointAt, shown spec.Model) {
	s.Hover, s.Reading = at.Map.Within(shown), at.Reading
}

// stepPick chooses another map by keyboard. Without a chosen one it starts at the first.
func (s *Selection) stepPick(maps, layers int, m spec.Model) {
	shapes, err := m.Shapes()
	if err != nil {
		return
	}
	if !s.FeatureMap.On {
		s.FeatureMap = Pick{On: true}
		return
	}
	p := s.FeatureMap
	p.Layer = min(max(p.Layer+layers, 0), len(shapes)-1)
	p.Map = min(max(p.Map+maps, 0), shapes[p.Layer].C-1)
	s.FeatureMap = p
}

// Along is the place of a score on the chosen axis.
func (s *Selection) Along(p wire.Score) float64 {
	if s.Axis == Seconds {
		return p.Seconds
	}
	return p.Epoch
}

// Readings is where on the axis something was measured, and which of these
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
