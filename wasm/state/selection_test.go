package state

import (
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestAReadingBelongsToItsAxis(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(wire.Scores{Points: []wire.Score{{Set: wire.TestSet, Epoch: 1, Seconds: 60}}})
	s.Update(StepReading{})
	s.Update(SetAxis{Seconds})
	if s.Selection.Reading.On {
		t.Errorf("epoch %v is read as a second", s.Selection.Reading.X)
	}
}

// answer answers for the worker with numbers that rise through every layer.
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

// answerWith answers for the worker. number returns number i of a layer's output; layer -1 is the picture.
func answerWith(s *State, number func(layer, i int) float32) {
	shapes, _ := s.Network.Model.Shapes()
	all := append([]spec.Shape{s.Network.Model.Input}, shapes...)
	var numbers []float32
	for layer, shape := range all {
		for i := range shape.Size() {
			numbers = append(numbers, number(layer-1, i))
		}
	}
	s.Update(wire.Activations{ID: s.Prediction.asked, Shapes: all, Numbers: numbers, Ink: true})
}

func TestEveryLayerShowsItsOwnNumbers(t *testing.T) {
	s := open(t, wire.Yours)
	answerWith(s, func(layer, _ int) float32 { return float32(layer) })
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
