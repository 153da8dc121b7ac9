package state

import (
	"reflect"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestThePadAsksWhileThePenMovesAndOneQuestionAtATime(t *testing.T) {
	s := open(t, wire.Pretrained)
	answer(s) // of the prediction that the new network requested
	first := s.Update(PenDown{[]drawing.Point{{X: 0.5, Y: 0.2}}})
	if !reflect.DeepEqual(kindsOf(first), []string{"Predict"}) {
		t.Fatalf("pen down sent %v, want Predict", kindsOf(first))
	}
	if got := s.Update(PenMove{[]drawing.Point{{X: 0.5, Y: 0.5}}}); got != nil {
		t.Errorf("a second question went out before the answer: %v", got)
	}
	ink := sum(first[0].(wire.Predict).Pixels)
	shapes, _ := s.Network.Model.Shapes()
	all := append([]spec.Shape{s.Network.Model.Input}, shapes...)
	next := s.Update(wire.Activations{ID: 1, Shapes: all, Numbers: make([]float32, 50000)})
	if len(next) != 1 || sum(next[0].(wire.Predict).Pixels) == ink {
		t.Errorf("the answer did not send the newer ink: %v", kindsOf(next))
	}
}

func sum(x []float32) (total float32) {
	for _, v := range x {
		total += v
	}
	return total
}

func TestUndoTakesStrokesThenTheDigit(t *testing.T) {
	s := open(t, wire.Pretrained)
	pixels := make([]float32, 784)
	pixels[400] = 1
	s.Update(wire.Picture{Index: 3, Label: 7, Pixels: pixels})
	s.Update(PenDown{[]drawing.Point{{X: 0.1, Y: 0.1}}})
	s.Update(PenUp{})
	s.Update(Undo{})
	if s.Pad.Digit == nil || !reflect.DeepEqual(s.Pad.Pixels, pixels) {
		t.Error("undo of the stroke did not bring the untouched test picture back")
	}
	s.Update(Undo{})
	if s.Pad.Digit != nil || sum(s.Pad.Pixels) != 0 {
		t.Error("the second undo did not empty the pad")
	}
	s.Update(Undo{})
}

func TestUndoRestoresWhatClearRemoved(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Update(PenDown{[]drawing.Point{{X: 0.5, Y: 0.2}, {X: 0.5, Y: 0.8}}})
	s.Update(PenUp{})
	before := sum(s.Pad.Pixels)
	s.Update(Clear{})
	s.Update(Clear{}) // of an empty pad
	s.Update(Undo{})
	if got := sum(s.Pad.Pixels); got != before || before == 0 {
		t.Errorf("the ink was %v and came back as %v", before, got)
	}
	s.Update(Undo{})
	if s.Update(Undo{}); !s.Pad.Empty() {
		t.Error("it came back a second time")
	}
}

func TestTheEraserRemovesInk(t *testing.T) {
	s := open(t, wire.Pretrained)
	line := []drawing.Point{{X: 0.2, Y: 0.5}, {X: 0.8, Y: 0.5}}
	s.Update(PenDown{line})
	s.Update(PenUp{})
	s.Update(SetTool{Eraser})
	s.Update(SetPen{MaxPen})
	s.Update(PenDown{line})
	if !s.Pad.Seen.Empty {
		t.Error("ink is left under a wide eraser on the same way")
	}
}

func TestNoticesAreFewAndEachIsShownOnce(t *testing.T) {
	s := open(t, wire.Yours)
	for range 3 {
		s.Update(wire.Fault{Cause: wire.CauseData, What: "data/train-01000.bin", Message: "cut"})
	}
	if len(s.Notices) != 1 {
		t.Errorf("%d notices of the same shard", len(s.Notices))
	}
	for _, what := range strings.Split("a b c d e f", " ") {
		s.Update(wire.Fault{Cause: wire.CauseData, What: what})
	}
	if len(s.Notices) != MaxNotices {
		t.Errorf("%d notices, want %d", len(s.Notices), MaxNotices)
	}
	s.Update(Dismiss{0})
	s.Update(Dismiss{99})
	if len(s.Notices) != MaxNotices-1 {
		t.Errorf("dismissing left %d", len(s.Notices))
	}
}
