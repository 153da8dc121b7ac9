package state

import (
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/wire"
)

func TestUndoTakesTheLastStroke(t *testing.T) {
	s := open(t, wire.Yours)
	for _, x := range []float32{0.25, 0.5, 0.75} { // on the grid of a link, to which samples are moved
		s.Update(PenDown{[]drawing.Point{{X: x, Y: 0.5}}})
		s.Update(PenUp{})
	}
	s.Update(Undo{})
	strokes := s.Pad.Drawing.Strokes
	if len(strokes) != 2 || strokes[0].Points[0].X != 0.25 || strokes[1].Points[0].X != 0.5 {
		t.Errorf("left are %+v, want the strokes at 0.25 and 0.5", strokes)
	}
}

// Undo restores a drawing that one or more test pictures have replaced.
func TestUndoRestoresWhatATestPictureReplaced(t *testing.T) {
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

// scribbled returns a page at 10 s with a zigzag on its pad, just after the pen was lifted.
func scribbled(t *testing.T) *State {
	t.Helper()
	s := open(t, wire.Yours)
	s.Update(Tick{Now: 10})
	zigzag(s)
	return s
}

func zigzag(s *State) {
	var points []drawing.Point
	for i := range 12 {
		points = append(points, drawing.Point{X: 0.1 + 0.07*float32(i), Y: 0.2 + 0.6*float32(i%2)})
	}
	s.Update(PenDown{points})
	s.Update(PenUp{})
}

// rested returns the verdict after half a second of ticks.
func rested(s *State) drawing.Verdict {
	now := s.Now()
	s.Update(Tick{Now: now + Beat})
	s.Update(Tick{Now: now + 2*Beat})
	return s.Pad.Verdict
}

func TestAScribbleIsReportedHalfASecondAfterThePen(t *testing.T) {
	s := scribbled(t)
	if s.Pad.Verdict != drawing.Digit {
		t.Error("it is said while the pen has hardly left")
	}
	s.Update(Tick{Now: 10.4})
	s.Update(Tick{Now: 10.8})
	if got := s.Pad.Verdict; got != drawing.Digit {
		t.Errorf("%q is said 0.4 s after the pen was seen to be up", got)
	}
	s.Update(Tick{Now: 10.9})
	if got := s.Pad.Verdict; got != drawing.Scribble {
		t.Errorf("%q is said of a scribble", got)
	}
}

func TestInkIsNotJudgedWhileThePenIsDown(t *testing.T) {
	s := scribbled(t)
	s.Update(PenDown{[]drawing.Point{{X: 0.5, Y: 0.5}}})
	for i := range 5 {
		s.Update(Tick{Now: 11 + float64(i)})
	}
	if v := s.Pad.Verdict; v != drawing.Digit {
		t.Fatalf("it is %q while the pen is down", v)
	}
	s.Update(PenUp{})
	s.Update(Tick{Now: 16})
	if v := s.Pad.Verdict; v != drawing.Digit {
		t.Errorf("it is %q at the first Tick after the pen, which may have left a moment ago", v)
	}
	s.Update(Tick{Now: 16.5})
	if v := s.Pad.Verdict; v != drawing.Scribble {
		t.Errorf("it is %q", v)
	}
}

func TestAnythingNewOnThePadTakesTheVerdictBack(t *testing.T) {
	for name, do := range map[string]func(s *State){
		"a stroke": func(s *State) { s.Update(PenDown{[]drawing.Point{{X: 0.5, Y: 0.5}}}) },
		"Undo":     func(s *State) { s.Update(Undo{}) },
		"Clear":    func(s *State) { s.Update(Clear{}) },
		"a digit":  func(s *State) { s.Update(wire.Picture{Pixels: testDigit(), Label: 1}) },
	} {
		s := scribbled(t)
		if after := rested(s); after != drawing.Scribble {
			t.Fatalf("before %s: %q", name, after)
		}
		do(s)
		if v := s.Pad.Verdict; v != drawing.Digit {
			t.Errorf("%s: it is %q still", name, v)
		}
	}
}

// testDigit returns a picture with a vertical line: a 1.
func testDigit() []float32 {
	pixels := make([]float32, drawing.Pixels)
	for y := 4; y < 24; y++ {
		pixels[y*drawing.PictureSide+13], pixels[y*drawing.PictureSide+14] = 1, 1
	}
	return pixels
}

// Ink that does not come from the pen is judged, too: a test picture, which always counts as a digit, and a scribble that Undo
// restores.
func TestInkWithoutAStrokeIsJudged(t *testing.T) {
	s := open(t, wire.Yours)
	full := make([]float32, drawing.Pixels)
	for i := range full {
		full[i] = 1
	}
	s.Update(wire.Picture{Pixels: full})
	if after := rested(s); after != drawing.Full {
		t.Errorf("%q is said of a full picture", after)
	}
	s.Update(wire.Picture{Pixels: testDigit(), Label: 1})
	if after := rested(s); s.Pad.Verdict != drawing.Digit {
		t.Errorf("%q is said of a 1", after)
	}
	s = scribbled(t)
	s.Update(Clear{})
	s.Update(Undo{})
	if after := rested(s); after != drawing.Scribble {
		t.Errorf("%q is said of what Undo brought back", after)
	}
}

// Preparation changes the picture for the network, and not the ink.
func TestStepsDoNotChangeTheVerdict(t *testing.T) {
	for _, steps := range []drawing.Steps{{}, {Crop: true}, {Scale: true, Centre: true}, drawing.AllSteps()} {
		s := scribbled(t)
		s.Update(SetSteps{steps})
		if after := rested(s); after != drawing.Scribble {
			t.Errorf("with %+v %q is said", steps, after)
		}
	}
}

// An untrained network, and one with layers to learn, give no useful answer. The verdict about the ink does not depend on them.
func TestAScribbleIsReportedForAnyNetwork(t *testing.T) {
	for _, origin := range []wire.Origin{wire.Untrained, wire.Pretrained, wire.Yours} {
		s := open(t, origin)
		zigzag(s)
		if after := rested(s); after != drawing.Scribble {
			t.Errorf("%s: %q is said", origin, after)
		}
	}
}
