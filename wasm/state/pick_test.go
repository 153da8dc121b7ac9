package state

import (
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Map 5 of the first layer is a little brighter everywhere; elsewhere one number of map 2 is the largest of all.
func TestTheFirstDrawingPinsTheStrongestMap(t *testing.T) {
	s := open(t, wire.Yours)
	shapes, _ := s.Network.Model.Shapes()
	tell(s, func(layer, i int) float32 {
		switch channel := i % shapes[max(layer, 0)].C; {
		case layer == 0 && channel == 5:
			return 0.5
		case layer == 0 && i == 2:
			return 9
		}
		return 0.25
	})
	if want := (Pick{Layer: 0, Map: 5, On: true}); s.Selection.Hero != want {
		t.Errorf("pinned is %+v, want %+v", s.Selection.Hero, want)
	}
}

// The first layer of the note's convnet has 32 maps, the last of its 8 ten units.
func TestOnlyMapsThatThereAreCanBePicked(t *testing.T) {
	for _, p := range []Pick{{0, 0, true}, {0, 31, true}, {7, 9, true}} {
		if got := p.Within(spec.NoteConvnet()); got != p {
			t.Errorf("%+v became %+v", p, got)
		}
	}
	for _, p := range []Pick{{-1, 0, true}, {0, -1, true}, {0, 32, true}, {8, 0, true}, {7, 10, true}, {0, 0, false}} {
		if got := p.Within(spec.NoteConvnet()); got != (Pick{}) {
			t.Errorf("%+v is picked as %+v", p, got)
		}
	}
}

func TestAReadingIsNotTakenForOneOfTheOtherAxis(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(wire.Scores{Points: []wire.Score{{Set: wire.TestSet, Epoch: 1, Seconds: 60}}})
	s.Update(StepReading{})
	s.Update(SetAxis{Seconds})
	if s.Selection.Reading.On {
		t.Errorf("epoch %v is read as a second", s.Selection.Reading.X)
	}
}
