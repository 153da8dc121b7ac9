package state

import (
	"slices"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/wire"
)

// hook is a page with a thin stroke at the upper left of its pad.
func hook(t testing.TB) *State {
	t.Helper()
	s := New()
	s.Update(SetPen{Width: MinPen})
	s.Update(PenDown{Points: []drawing.Point{{X: 0.1, Y: 0.1}, {X: 0.3, Y: 0.1}, {X: 0.3, Y: 0.3}, {X: 0.15, Y: 0.4}}})
	s.Update(PenUp{})
	return s
}

func TestTheStepsShowWhatThePreparationGivesWithTheStepsBeforeThem(t *testing.T) {
	s := hook(t)
	for _, on := range []drawing.Steps{drawing.AllSteps(), {Crop: true, Scale: true}, {Width: true, Centre: true}, {Scale: true}, {}} {
		s.Update(SetSteps{Steps: on})
		list := s.Pad.StepPictures()
		for i, steps := range [4]drawing.Steps{
			{Crop: on.Crop}, {Crop: on.Crop, Width: on.Width}, {Crop: on.Crop, Width: on.Width, Scale: on.Scale}, on,
		} {
			var p drawing.Preparer
			if want := p.Prepare(s.Pad.Raster, steps); !slices.Equal(list[i], want.Pixels[:]) {
				t.Errorf("with %+v the picture after step %d is another than that of %+v", on, i+1, steps)
			}
		}
	}
}

func TestEachStepOfThePreparationChangesThePictureOfAThinPen(t *testing.T) {
	list := hook(t).Pad.StepPictures()
	for i := 1; i < len(list); i++ {
		if slices.Equal(list[i-1], list[i]) {
			t.Errorf("step %d changes nothing", i+1)
		}
	}
}

func TestATestPictureIsTheSameAfterEachStep(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Update(wire.Picture{Pixels: testDigit(), Label: 1})
	for i, picture := range s.Pad.StepPictures() {
		if !slices.Equal(picture, testDigit()) {
			t.Errorf("after step %d it is another", i+1)
		}
	}
}

// BenchmarkStepPictures is added to every frame in which the ink has changed.
func BenchmarkStepPictures(b *testing.B) {
	s := New()
	zigzag(s)
	for b.Loop() {
		s.Pad.StepPictures()
	}
}
