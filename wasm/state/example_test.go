package state

import (
	"slices"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/sharelink"
	"convlab/engine/wire"
)

// fresh is a page opened without a drawing whose network has answered the empty pad.
func fresh(t *testing.T) *State {
	t.Helper()
	s := open(t, wire.Pretrained)
	answer(s)
	return s
}

// written is a page with the whole example, which took from 10 to 11.2 s.
func written(t *testing.T) *State {
	t.Helper()
	s := fresh(t)
	for now := 10.0; now < 11.3; now += 0.1 {
		s.Update(DrawExample{Now: now})
	}
	if !s.Pad.Example.On || s.ExampleMoves() {
		t.Fatal("the example is not written after 1.2 s")
	}
	return s
}

func inkSum(p *Pad) (sum int) {
	for _, v := range p.Raster.Pix {
		sum += int(v)
	}
	return sum
}

func TestTheExampleIsWrittenInALittleMoreThanASecond(t *testing.T) {
	s := fresh(t)
	before := 0
	for _, now := range []float64{10, 10.3, 10.6, 10.9, 11.19} {
		if s.Update(DrawExample{Now: now}); inkSum(&s.Pad) <= before {
			t.Errorf("at %v s there is no more ink than before", now)
		}
		before = inkSum(&s.Pad)
		if !s.ExampleMoves() {
			t.Errorf("it is finished at %v s", now)
		}
	}
	s.Update(DrawExample{Now: 11.21})
	if s.ExampleMoves() {
		t.Error("it is not finished after 1.2 s")
	}
	version := s.Pad.Version
	if s.Update(DrawExample{Now: 12}); s.Pad.Version != version {
		t.Error("it goes on after its end")
	}
	if s.Pad.Empty() || drawing.Judge(s.Pad.Raster, &s.Pad.Seen) != drawing.Digit {
		t.Error("it is no digit")
	}
}

func TestWithoutMotionTheExampleIsThereAtOnce(t *testing.T) {
	s := fresh(t)
	s.Update(DrawExample{Now: 10, Still: true})
	if s.ExampleMoves() || inkSum(&s.Pad) != inkSum(&written(t).Pad) {
		t.Error("one event does not write all of it")
	}
}

func TestTheRiverFollowsTheExample(t *testing.T) {
	s := fresh(t)
	if predict := only[wire.Predict](t, s.Update(DrawExample{Now: 10})); predict.Pixels[0] != 0 || s.Pad.Seen.Empty {
		t.Error("nothing of it is seen")
	}
}

func TestTheExampleWaitsForAnAnswer(t *testing.T) {
	s := New()
	s.Update(WorkerStarted{})
	if s.Update(DrawExample{Now: 10}); s.ExampleMoves() || s.Pad.Example.On {
		t.Error("it begins before there is a network")
	}
}

// The example is no content of the pad: not for links, files and Undo.
func TestTheExampleIsNotTheVisitors(t *testing.T) {
	s := written(t)
	if s.Address() != "" || s.Link() != fresh(t).Link() {
		t.Error("the link has it")
	}
	if len(s.Pad.Drawing.Strokes) > 0 || s.Pad.Used {
		t.Error("it counts as drawn")
	}
	s.Update(PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}})
	s.Update(PenUp{})
	s.Update(Undo{})
	s.Update(Undo{})
	if !s.Pad.Empty() || inkSum(&s.Pad) > 0 {
		t.Error("Undo brings it back")
	}
}

func TestPenAndToolsClearTheExampleFirst(t *testing.T) {
	for name, e := range map[string]Event{
		"pen": PenDown{Points: []drawing.Point{{X: 0.9, Y: 0.9}}}, "undo": Undo{}, "clear": Clear{}, "eraser": SetTool{Eraser}, "thickness": SetPen{0.1},
		"test picture": wire.Picture{Pixels: testDigit(), Label: 1},
	} {
		s := written(t)
		s.Update(e)
		without := fresh(t)
		without.Update(e)
		if s.Pad.Example.On || inkSum(&s.Pad) != inkSum(&without.Pad) {
			t.Errorf("%s: ink of the example is left", name)
		}
		if s.Update(DrawExample{Now: 20}); s.Pad.Example.On {
			t.Errorf("%s: it comes back", name)
		}
		if s.Pad.Used != without.Pad.Used {
			t.Errorf("%s: the pad is used: %v, without the example %v", name, s.Pad.Used, without.Pad.Used)
		}
	}
}

func TestThePenEndsAnExampleThatIsBeingWritten(t *testing.T) {
	s := fresh(t)
	s.Update(DrawExample{Now: 10})
	s.Update(DrawExample{Now: 10.5})
	s.Update(PenDown{Points: []drawing.Point{{X: 0.9, Y: 0.9}}})
	if s.Update(DrawExample{Now: 11}); s.Pad.Example.On || s.ExampleMoves() {
		t.Error("it goes on under the pen")
	}
}

func TestStepsOfThePreparationKeepTheExample(t *testing.T) {
	s := written(t)
	before := slices.Clone(s.Pad.Pixels)
	s.Update(SetSteps{Steps: drawing.Steps{}})
	if !s.Pad.Example.On || slices.Equal(before, s.Pad.Pixels) {
		t.Error("it is gone, or is not prepared anew")
	}
}

func TestALinkWithADrawingHasNoExample(t *testing.T) {
	content := beginning()
	content.Drawing = drawing.Drawing{Strokes: []drawing.Stroke{{Width: 0.065, Points: []drawing.Point{{X: 0.5, Y: 0.25}, {X: 0.5, Y: 0.75}}}}}
	text, err := sharelink.Encode(content)
	if err != nil {
		t.Fatal(err)
	}
	s := fresh(t)
	s.Update(OpenLink{Hash: text})
	if s.Update(DrawExample{Now: 10}); s.Pad.Example.On {
		t.Error("it is written over the link's drawing")
	}
	s.Update(OpenLink{})
	answer(s)
	answer(s)
	if s.Update(DrawExample{Now: 20}); !s.Pad.Empty() {
		t.Error("it is written when the visitor leaves the link")
	}
	s = written(t)
	if s.Update(OpenLink{Hash: text}); s.Pad.Example.On || len(s.Pad.Drawing.Strokes) != 1 {
		t.Error("it stays when a link is opened later")
	}
}

func TestAResumedTrainingHasNoExample(t *testing.T) {
	for name, s := range map[string]*State{"before it": fresh(t), "after it": written(t)} {
		s.draws(func(p *Pad) { p.applyNote(note{Tool: Pen, Width: DefaultPen, Digit: -1}, drawing.Drawing{}) })
		answer(s)
		answer(s)
		if s.Update(DrawExample{Now: 20}); s.Pad.Example.On || inkSum(&s.Pad) > 0 {
			t.Errorf("resumed %s, a training that was saved with an empty pad shows it", name)
		}
	}
}

func TestTheFirstStrokeAfterTheExampleGetsARouteOfItsOwn(t *testing.T) {
	s := written(t)
	explain(t, s, 4, 7) // of its beginning
	explain(t, s, 4, 7)
	if q := question(t, s.Update(PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.5}}})); q.Choose != wire.ChooseRoute {
		t.Errorf("as the pen goes down it asks %+v", q)
	}
}

func TestAToolUsedBeforeTheExampleKeepsItAway(t *testing.T) {
	for name, e := range map[string]Event{"clear": Clear{}, "undo": Undo{}, "eraser": SetTool{Eraser}, "test picture": AskDigit{Index: -1, Digit: 3}} {
		s := fresh(t)
		s.Update(e)
		if s.Update(DrawExample{Now: 10}); s.ExampleMoves() || s.Pad.Example.On {
			t.Errorf("%s: it is written all the same", name)
		}
	}
	s := fresh(t)
	s.Update(DrawExample{Now: 10})
	s.Update(AskDigit{Index: -1, Digit: 3})
	if !s.Pad.Example.On {
		t.Error("the example is gone before the test picture has come")
	}
}
