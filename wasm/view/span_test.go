package view

import (
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/scene"
)

// tell answers with numbers of a choice: of gives number i of what layer made, -1 being the picture.
func tell(s *State, of func(layer, i int) float32) {
	shapes, _ := s.Network.Model.Shapes()
	all := append([]spec.Shape{s.Network.Model.Input}, shapes...)
	var numbers []float32
	for layer, shape := range all {
		for i := range shape.Size() {
			numbers = append(numbers, of(layer-1, i))
		}
	}
	s.Update(wire.Activations{ID: s.asked, Shapes: all, Numbers: numbers, Ink: true})
}

func TestEveryLayerShowsItsOwnNumbers(t *testing.T) {
	s := open(t, wire.Yours)
	tell(s, func(layer, _ int) float32 { return float32(layer) })
	shapes, _ := s.Network.Model.Shapes()
	for layer, shape := range shapes {
		numbers := s.numbers(layer)
		if len(numbers) != shape.Size() {
			t.Errorf("layer %d has %d numbers, want %d", layer, len(numbers), shape.Size())
		}
		if i := slices.IndexFunc(numbers, func(v float32) bool { return v != float32(layer) }); i >= 0 {
			t.Errorf("number %d of layer %d is %v: it is another layer's", i, layer, numbers[i])
		}
	}
}

// Two channels, NHWC: the first is 1, -4, 2, the second 3, 5, 0.
func TestAScaleHoldsItsNumbersAndASignedOneIsCentred(t *testing.T) {
	numbers := []float32{1, 3, -4, 5, 2, 0}
	for _, c := range []struct {
		what      string
		maps      int
		low, high []float32
		ramp      scene.Ramp
	}{
		{"one for all", 1, []float32{-5}, []float32{5}, scene.Diverging},
		{"one for each map", 2, []float32{-4, -5}, []float32{4, 5}, scene.Diverging}, // signed maps beside each other share their colours
	} {
		r := rangeOf(numbers, c.maps)
		if !slices.Equal(r.low, c.low) || !slices.Equal(r.high, c.high) || r.ramp != c.ramp {
			t.Errorf("%s: %v to %v by ramp %d, want %v to %v by %d", c.what, r.low, r.high, r.ramp, c.low, c.high, c.ramp)
		}
	}
	if r := rangeOf([]float32{1, 3}, 1); r.low[0] != 0 || r.high[0] != 3 || r.ramp != scene.Sequential {
		t.Errorf("without a sign it runs from %v to %v by ramp %d, want 0 to 3 by %d", r.low[0], r.high[0], r.ramp, scene.Sequential)
	}
}

func TestActivationsAreColoured(t *testing.T) {
	if r := rangeOf([]float32{0, 2}, 1); r.ramp != scene.Sequential {
		t.Errorf("activations got ramp %d, want Sequential", r.ramp)
	}
}
