package state

import (
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/wire"
)

func TestUndoTakesTheLastStroke(t *testing.T) {
	s := open(t, wire.Yours)
	for _, x := range []float32{0.25, 0.5, 0.75} { // on a link's grid, where samples are moved to
		s.Update(PenDown{[]drawing.Point{{X: x, Y: 0.5}}})
		s.Update(PenUp{})
	}
	s.Update(Undo{})
	strokes := s.Pad.Drawing.Strokes
	if len(strokes) != 2 || strokes[0].Points[0].X != 0.25 || strokes[1].Points[0].X != 0.5 {
		t.Errorf("left are %+v, want the strokes at 0.25 and 0.5", strokes)
	}
}

// A key or a click that puts a test picture on the pad takes no drawing away for good, and neither does the next one.
func TestUndoBringsBackWhatATestPictureTookThePlaceOf(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(PenDown{[]drawing.Point{{X: 0.25, Y: 0.5}}})
	s.Update(PenUp{})
	for index := range 2 {
		s.Update(wire.Picture{Index: index, Pixels: make([]float32, 784)})
	}
	if s.Pad.Digit == nil || len(s.Pad.Drawing.Strokes) > 0 {
		t.Fatalf("the pad has %d strokes and the picture %v, want the picture alone", len(s.Pad.Drawing.Strokes), s.Pad.Digit)
	}
	s.Update(Undo{})
	s.Update(Undo{})
	if s.Pad.Digit != nil || len(s.Pad.Drawing.Strokes) != 1 {
		t.Errorf("after Undo twice there are %d strokes, want the one of before", len(s.Pad.Drawing.Strokes))
	}
}
