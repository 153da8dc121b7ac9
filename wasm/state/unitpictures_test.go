package state

import (
	"slices"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// denseRoute answers the last Predict of s, whose network is the note's dense one, with what three of its units add.
func denseRoute(t *testing.T, s *State, first, second, third int) {
	t.Helper()
	answer(s)
	s.Update(denseExplanation(t, s, first, second, third))
}

// denseExplanation is what the worker answers to the last Predict of s.
func denseExplanation(t *testing.T, s *State, first, second, third int) wire.Explanation {
	t.Helper()
	m := s.Network.Model
	e := wire.Explanation{
		ID: s.Prediction.asked, Layer: 1, Route: make([]spec.Cell, len(m.Layers)+1), Logits: make([]float32, 10), UnitScores: make([]float32, 10),
		Contributions: make([]float32, 512), Unit: &wire.Unit{Weights: make([]float32, 784), Products: make([]float32, 784)},
	}
	e.Contributions[first], e.Contributions[second], e.Contributions[third] = 3, -2, 1
	if !e.Fits(m) {
		t.Fatal("the explanation does not fit")
	}
	return e
}

func densePage(t *testing.T) *State {
	t.Helper()
	s := open(t, wire.Pretrained)
	s.Update(wire.Network{Model: spec.NoteDense(), Training: spec.Note(128), Origin: wire.Pretrained})
	s.Update(PenDown{Points: []drawing.Point{{X: 0.4, Y: 0.4}}})
	s.Update(PenUp{})
	denseRoute(t, s, 5, 300, 2)
	return s
}

func TestTheUnitsThatAddMostStayWhileThePenMoves(t *testing.T) {
	s := densePage(t)
	if got := s.Route.MostUnits; len(got) != 8 || !slices.Equal(got[:3], []int{5, 300, 2}) {
		t.Fatalf("most add %v, want 5, 300, 2 and five others", got)
	}
	s.Update(PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}})
	denseRoute(t, s, 7, 8, 9)
	if got := s.Route.MostUnits; got[0] != 5 || got[1] != 300 {
		t.Errorf("while the pen is down they change to %v", got)
	}
	s.Update(PenUp{})
	denseRoute(t, s, 7, 8, 9)
	if got := s.Route.MostUnits; !slices.Equal(got[:3], []int{7, 8, 9}) {
		t.Errorf("after the pen they are %v, want 7, 8, 9 first", got)
	}
}

func TestAConvnetHasNoUnitsOverThePicture(t *testing.T) {
	if s := drawn(t); s.Route.MostUnits != nil {
		t.Errorf("they are %v", s.Route.MostUnits)
	}
}

func TestTheScaleOfWeightsLeavesOutTheLargest(t *testing.T) {
	weights := make([]float32, 101)
	for i := range weights {
		weights[i] = float32(i) * 0.01 * float32(1-2*(i%2))
	}
	if got := scaleOf(weights); got < 0.9699 || got > 0.9701 {
		t.Errorf("of weights up to 1 it is %v, want 0.97", got)
	}
	for name, list := range map[string][]float32{"none": nil, "zeros": make([]float32, 9)} {
		if got := scaleOf(list); got != 1 {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := scaleOf([]float32{0, 0, 0, -0.5}); got != 0.5 {
		t.Errorf("where nearly all are 0 it is %v, want 0.5", got)
	}
}

func TestPicturesOfUnitsAreCountedAcrossNetworks(t *testing.T) {
	s := densePage(t)
	p := wire.UnitPictures{Layer: 1, Units: []int{0}, Weights: make([]float32, 784)}
	s.Update(p)
	s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Pretrained})
	if u := s.Route.Units; u.Taken != 1 || u.Weights != nil {
		t.Errorf("of another network there are %d weights, number %d", len(u.Weights), u.Taken)
	}
	s.Update(wire.Network{Model: spec.NoteDense(), Training: spec.Note(128), Origin: wire.Pretrained})
	if s.Update(p); s.Route.Units.Taken != 2 {
		t.Errorf("the second pictures have number %d", s.Route.Units.Taken)
	}
}

// Its versions of the weights count from 1, as did those of the worker before.
func TestANewWorkerIsAskedForThePicturesOfItsUnits(t *testing.T) {
	s := densePage(t)
	answer(s)
	p := wire.UnitPictures{Version: s.Route.Explanation.Version, Layer: 1, Units: []int{0}, Weights: make([]float32, 784)}
	s.Update(p)
	if got := question(t, s.Update(SetSteps{})).Pictures; got != wire.PicturesNone {
		t.Fatalf("of weights that are known it asks for %q", got)
	}
	s.Update(wire.Bye{Reason: "out of memory"})
	s.Update(WorkerStarted{})
	if s.Update(wire.Hello{}); len(s.Route.Units.Weights) > 0 || s.Route.Units.Taken != 1 {
		t.Errorf("there are %d weights of the worker before, number %d", len(s.Route.Units.Weights), s.Route.Units.Taken)
	}
	list := s.Update(wire.Network{Model: spec.NoteDense(), Training: spec.Note(128), Origin: wire.Pretrained})
	if got := question(t, list).Pictures; got != wire.PicturesAll {
		t.Errorf("it asks the new worker for %q", got)
	}
	if s.Update(p); s.Route.Units.Taken != 2 || len(s.Route.Units.Weights) == 0 {
		t.Errorf("the new worker's pictures have number %d", s.Route.Units.Taken)
	}
}
