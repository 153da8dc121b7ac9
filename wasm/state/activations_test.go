package state

import (
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// answer gives s what a worker would: numbers that rise through every layer.
func answer(s *State) {
	shapes, _ := s.Network.Model.Shapes()
	all := append([]spec.Shape{s.Network.Model.Input}, shapes...)
	n := 0
	for _, shape := range all {
		n += shape.Size()
	}
	numbers := make([]float32, n)
	for i := range numbers {
		numbers[i] = float32(i%97) / 97
	}
	s.Update(wire.Activations{ID: s.Prediction.asked, Shapes: all, Numbers: numbers, Ink: true})
}

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
	s.Update(wire.Activations{ID: s.Prediction.asked, Shapes: all, Numbers: numbers, Ink: true})
}

func TestEveryLayerShowsItsOwnNumbers(t *testing.T) {
	s := open(t, wire.Yours)
	tell(s, func(layer, _ int) float32 { return float32(layer) })
	shapes, _ := s.Network.Model.Shapes()
	for layer, shape := range shapes {
		numbers := s.Numbers(layer)
		if len(numbers) != shape.Size() {
			t.Errorf("layer %d has %d numbers, want %d", layer, len(numbers), shape.Size())
		}
		if i := slices.IndexFunc(numbers, func(v float32) bool { return v != float32(layer) }); i >= 0 {
			t.Errorf("number %d of layer %d is %v: it is another layer's", i, layer, numbers[i])
		}
	}
}

func TestAnEmptyPadShowsNoPrediction(t *testing.T) {
	s := open(t, wire.Pretrained)
	answer(s)
	if _, ok := s.Probabilities(); ok {
		t.Error("the empty pad was read as a digit")
	}
}
