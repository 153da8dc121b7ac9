package state

import (
	"slices"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// ends are the first units of the order in the mosaic and the last one.
func ends(s *State) []int {
	_, units := s.SortedUnits()
	if len(units) == 0 {
		return nil
	}
	return append(slices.Clone(units[:2]), units[len(units)-1])
}

// sorted is densePage with sorted units: 5 adds 3, 2 adds 1, and 300 takes 2 away.
func sorted(t *testing.T) *State {
	t.Helper()
	s := densePage(t)
	s.Update(SortUnits{On: true})
	s.Update(MoveUnits{Still: true})
	if got := ends(s); !slices.Equal(got, []int{5, 2, 300}) {
		t.Fatalf("the order begins and ends with %v, want 5, 2 and 300", got)
	}
	return s
}

func TestUnitsAreSortedOnRequestFromTheOneThatAddsMost(t *testing.T) {
	s := densePage(t)
	if _, units := s.SortedUnits(); units != nil {
		t.Errorf("before, the order is %v", units[:9])
	}
	s = sorted(t)
	if _, units := s.SortedUnits(); len(units) != 512 || !slices.IsSorted(units[2:511]) {
		t.Error("units that add nothing are not by number")
	}
	s.Update(SortUnits{})
	if _, units := s.SortedUnits(); units != nil {
		t.Errorf("after another request the order is %v", units[:9])
	}
}

func TestTheOrderOfUnitsStaysWhileThePenIsDown(t *testing.T) {
	s := sorted(t)
	s.Update(PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}})
	denseRoute(t, s, 7, 8, 9)
	if got := ends(s); !slices.Equal(got, []int{5, 2, 300}) || s.Route.Order.Motion.On {
		t.Errorf("while the pen is down it is %v", got)
	}
	s.Update(PenUp{})
	if got := ends(s); !slices.Equal(got, []int{5, 2, 300}) {
		t.Errorf("before the answer to the whole stroke it is %v", got)
	}
	denseRoute(t, s, 7, 8, 9)
	if got := ends(s); !slices.Equal(got, []int{7, 9, 8}) || !s.Route.Order.Motion.On {
		t.Errorf("after the pen it is %v, want 7, 9 and 8", got)
	}
}

// They would move twice, one way and then another.
func TestUnitsAreNotSortedByTheAnswerToHalfAStroke(t *testing.T) {
	s := sorted(t)
	s.Update(PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}})
	half := denseExplanation(t, s, 1, 2, 3)
	s.Update(PenUp{})
	answer(s) // asks about the whole stroke
	if s.Update(half); s.Route.Order.Motion.On {
		t.Errorf("the order becomes %v", ends(s))
	}
	denseRoute(t, s, 7, 8, 9)
	if got := ends(s); !slices.Equal(got, []int{7, 9, 8}) {
		t.Errorf("after the last answer it is %v, want 7, 9 and 8", got)
	}
}

// The route of the first answer after an empty pad is new, so nothing is asked when the pen is lifted.
func TestTheOrderOfUnitsFollowsAStrokeOnAnEmptyPadWhenThePenIsLifted(t *testing.T) {
	s := sorted(t)
	s.Update(Clear{})
	shapes, _ := s.Network.Model.Shapes()
	blank := wire.Activations{Shapes: append([]spec.Shape{s.Network.Model.Input}, shapes...), Numbers: make([]float32, 784+784+512+10)}
	s.Update(blank)
	s.Update(denseExplanation(t, s, 4, 4, 4))
	if got := ends(s); !s.Route.blank || !slices.Equal(got, []int{5, 2, 300}) {
		t.Fatalf("on an empty pad (%v) it is %v", s.Route.blank, got)
	}
	s.Update(PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}})
	denseRoute(t, s, 7, 8, 9)
	if got := ends(s); !slices.Equal(got, []int{5, 2, 300}) {
		t.Errorf("while the pen is down it is %v", got)
	}
	s.Update(PenUp{})
	if got := ends(s); !slices.Equal(got, []int{7, 9, 8}) {
		t.Errorf("after the pen it is %v, want 7, 9 and 8", got)
	}
}

func TestTheOrderOfUnitsStaysWhileWeightsChange(t *testing.T) {
	s := sorted(t)
	s.Update(wire.Progress{Phase: wire.Running, Epoch: 1})
	denseRoute(t, s, 7, 8, 9)
	if got := ends(s); !slices.Equal(got, []int{5, 2, 300}) {
		t.Errorf("while training it is %v", got)
	}
}

func TestUnitsMoveToTheirPlacesInTwoFifthsOfASecond(t *testing.T) {
	s := densePage(t)
	motion := &s.Route.Order.Motion
	for _, on := range []bool{true, false} {
		s.Update(SortUnits{On: on})
		if before := motion.Before; !motion.On || (before == nil) != on {
			t.Fatalf("sorted is %v: they move: %v, from %d places", on, motion.On, len(before))
		}
		for _, step := range []struct {
			now  float64
			part float32
		}{{7, 0}, {7.1, 0.25}, {7.3, 0.75}} {
			s.Update(MoveUnits{Now: step.now})
			if got := motion.Part; got < step.part-0.001 || got > step.part+0.001 || !motion.On {
				t.Errorf("at %v s they have made %v of their way, want %v", step.now, got, step.part)
			}
		}
		if s.Update(MoveUnits{Now: 7.41}); motion.On {
			t.Errorf("after 0.41 s they have made %v of their way", motion.Part)
		}
	}
	s.Update(SortUnits{On: true})
	if s.Update(MoveUnits{Now: 8, Still: true}); motion.On {
		t.Error("they move although motion is not wanted")
	}
	s.Update(SortUnits{On: true})
	if motion.On {
		t.Error("they move although their order is the same")
	}
}

func TestTheNextUnitIsTheNextOfTheOrderThatIsShown(t *testing.T) {
	s := sorted(t)
	for _, step := range []struct{ from, by, to int }{{5, 1, 2}, {2, -1, 5}, {5, -1, 5}, {300, 1, 300}, {511, 1, 300}} {
		s.Update(ChooseNumber{Layer: 1, Cell: spec.Cell{Channel: step.from}})
		s.Update(MoveNumber{Maps: step.by})
		if got := s.Route.Chosen().Cell.Channel; got != step.to {
			t.Errorf("%d after unit %d is %d, want %d", step.by, step.from, got, step.to)
		}
	}
	s.Update(SortUnits{})
	s.Update(ChooseNumber{Layer: 1, Cell: spec.Cell{Channel: 5}})
	if s.Update(MoveNumber{Maps: 1}); s.Route.Chosen().Cell.Channel != 6 {
		t.Errorf("by number, unit %d is after 5", s.Route.Chosen().Cell.Channel)
	}
}

func TestAnotherNetworkIsSortedByItsOwnAnswer(t *testing.T) {
	s := sorted(t)
	s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Pretrained})
	s.Update(wire.Network{Model: spec.NoteDense(), Training: spec.Note(128), Origin: wire.Pretrained})
	if _, units := s.SortedUnits(); units != nil || !s.Route.Order.Sorted {
		t.Errorf("before its answer it has the order %v", units)
	}
	denseRoute(t, s, 7, 8, 9)
	if got := ends(s); !slices.Equal(got, []int{7, 9, 8}) {
		t.Errorf("after its answer it is %v", got)
	}
}

// The second layer has as many units, and it is theirs that add to the scores.
func TestUnitsThatTheAnswerDoesNotReadAreNotSorted(t *testing.T) {
	m := spec.NoteDense()
	m.Layers = slices.Insert(m.Layers, 1, m.Layers[1])
	r := Route{Explanation: wire.Explanation{Contributions: make([]float32, 512)}}
	if r.unitContributions(m) != nil {
		t.Error("of two hidden layers the first adds to the scores")
	}
	if r.unitContributions(spec.NoteDense()) == nil {
		t.Error("the only hidden layer does not add to the scores")
	}
}
