package view

import (
	"testing"

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
	if want := (Pick{Layer: 0, Map: 5, On: true}); s.Hero != want {
		t.Errorf("pinned is %+v, want %+v", s.Hero, want)
	}
}
