package state

import (
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// The worker's network comes from JSON, which has the default values.
func TestTimesAreThoseOfTheNetworkThatWasMeasured(t *testing.T) {
	s := New()
	m, err := spec.ParseModel(must(s.Draft.Model().MarshalJSON()))
	if err != nil {
		t.Fatal(err)
	}
	s.Update(wire.Network{Model: m, Training: spec.Note(64), Origin: wire.Yours})
	layers := make([]wire.LayerTime, len(m.Layers))
	for i := range layers {
		layers[i] = wire.LayerTime{Forward: 1, Backward: 2, Measured: true}
	}
	s.Update(wire.Times{Layers: layers})
	if times, total := s.LayerTimes(s.Draft.Model()); len(times) != len(layers) || times[0].Micros != 3 || total != 3*float64(len(layers)) {
		t.Errorf("%v with a sum of %v, want 3 for each of %d layers", times, total, len(layers))
	}
	s.Update(SetField{"blocks[0].filters", "16"})
	if _, total := s.LayerTimes(s.Draft.Model()); total != 0 {
		t.Errorf("a network that was not measured takes %v", total)
	}
}

// With a coarse clock some layers are measured before others.
func TestALayerThatIsNotMeasuredHasNoShare(t *testing.T) {
	s := New()
	m := s.Draft.Model()
	s.Update(wire.Network{Model: m, Training: spec.Note(64), Origin: wire.Yours})
	layers := make([]wire.LayerTime, len(m.Layers))
	layers[0], layers[1] = wire.LayerTime{Forward: 5, Backward: 2}, wire.LayerTime{Forward: 1, Backward: 2}
	s.Update(wire.Times{Layers: layers})
	if costs, total := s.LayerTimes(m); costs != nil || total != 0 {
		t.Errorf("nothing is measured: %+v, %v", costs, total)
	}
	layers[0].Measured = true
	s.Update(wire.Times{Layers: layers})
	costs, total := s.LayerTimes(m)
	if want := (Cost{true, 7, 0.7}); total != 10 || costs[0] != want {
		t.Errorf("the first layer is %+v of %v, want %+v of 10", costs[0], total, want)
	}
	if costs[1] != (Cost{}) {
		t.Errorf("the second layer is %+v, want nothing known", costs[1])
	}
}

func must(text []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return text
}
