package view

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
