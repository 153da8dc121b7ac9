package river

import (
	"testing"

	"convlab/engine/spec"
)

// The view has the window without the top bar, the run bar and the line below them.
const bars = 48 + 44 + 1

func TestTheWorkbenchIsAsHighAsTheDesignSays(t *testing.T) {
	n := networkOf(t, spec.NoteConvnet())
	for _, c := range []struct {
		w, h  float32
		state Workbench
		want  float32
	}{
		{1440, 900, WorkbenchHalf, 283}, {1366, 650, WorkbenchHalf, 221}, {1280, 720, WorkbenchHalf, 291}, {1920, 1080, WorkbenchHalf, 391},
		{1440, 900, WorkbenchBar, 41}, {1366, 650, WorkbenchBar, 41},
		{1440, lowWindow + bars, WorkbenchHalf, 264},
	} {
		r := Layout(n, View{W: c.w, H: c.h - bars, Workbench: c.state})
		if r.Bench.H != c.want || r.Bench.Y != r.H || r.Page != c.h-bars || r.Bench.Over || r.Bench.Natural {
			t.Errorf("%v×%v, state %d: %+v below a stage of %v, want a height of %v", c.w, c.h, c.state, r.Bench, r.H, c.want)
		}
	}
}

func TestOnALowWindowTheWorkbenchOpensOverTheScene(t *testing.T) {
	n := networkOf(t, spec.NoteConvnet())
	for h := float32(200); h < 496; h++ {
		r := Layout(n, View{W: 1366, H: h, Workbench: WorkbenchHalf})
		if !r.Bench.Over || r.Bench.H < leastPanel || r.Bench.Y != h-r.Bench.H || r.Page != r.H+r.Bench.H || r.Page <= h {
			t.Fatalf("height %v: %+v, stage %v, page %v", h, r.Bench, r.H, r.Page)
		}
		if closed := Layout(n, View{W: 1366, H: h}); closed.H != r.H {
			t.Fatalf("height %v: the stage changes from %v to %v", h, closed.H, r.H)
		}
	}
	if r := Layout(n, View{W: 1366, H: 496, Workbench: WorkbenchHalf}); r.Bench.Over || r.Bench.H != leastPanel {
		t.Errorf("at 496: %+v", r.Bench)
	}
}

func TestTheSizeOfTilesDoesNotDependOnTheWorkbench(t *testing.T) {
	for name, m := range named() {
		n := networkOf(t, m)
		bar := Layout(n, View{W: 1440, H: 807})
		for i, c := range Layout(n, View{W: 1440, H: 807, Workbench: WorkbenchHalf}).Columns {
			if a, b := bar.Columns[i].Channels, c.Channels; a.Cell != b.Cell || a.DX != b.DX || a.DY != b.DY || a.Columns != b.Columns {
				t.Errorf("%s, column %d: %+v and %+v", name, i, a, b)
			}
		}
	}
}

func TestOneRowOfTilesStepsAndToolsStaysOnALowWindow(t *testing.T) {
	r := Layout(networkOf(t, spec.NoteConvnet()), View{W: 1366, H: 557, Workbench: WorkbenchHalf})
	if rows := r.Columns[2].Channels.Rows; rows != 1 {
		t.Errorf("%d rows of the first convolution, want 1", rows)
	}
	if !r.Pad.OneRow || r.Pad.Tools.H != toolRow || !r.Steps.OneRow || r.Steps.Rect.H != 24 || r.Steps.Rect.X+r.Steps.Rect.W > r.Columns[1].Box.X+r.Columns[1].Box.W {
		t.Errorf("tools %+v, steps %+v, want a row of each", r.Pad, r.Steps)
	}
	if !r.Answer.Folded || r.Columns[7].UnitScores.W != 0 {
		t.Errorf("answer %+v and what the unit adds %v, want it folded", r.Answer, r.Columns[7].UnitScores)
	}
}

func TestTheToolsOfANarrowPadAreInTwoRowsBelowIt(t *testing.T) {
	for _, w := range []float32{1024, 1280} {
		r := Layout(networkOf(t, spec.NoteConvnet()), View{W: w, H: 627, Workbench: WorkbenchHalf})
		tools, pad, tiles := r.Pad.Tools, r.Pad.Rect, r.Columns[2].Channels.Rect
		if !r.Pad.OneRow || tools.H != 2*toolRow+spacing || tools.Y < pad.Y+pad.H+spacing || tools.Y+tools.H != tiles.Y+toolRow {
			t.Errorf("width %v: tools %v below the pad %v, beside tiles at %v", w, tools, pad, tiles)
		}
	}
}

func TestNumbersArePrintedInCellsThatHoldThem(t *testing.T) {
	for _, c := range []struct {
		w, h    float32
		k       int
		side    float32
		printed bool
	}{
		{1440, 283, 3, 49, true}, {1440, 283, 7, 25, false}, {1440, 300, 1, 49, true}, {600, 372, 3, 20, false}, {1440, 105, 3, 1, false},
	} {
		if side, printed := WindowCell(c.w, c.h, c.k); side != c.side || printed != c.printed {
			t.Errorf("%d×%d in %v×%v: %v, %v, want %v, %v", c.k, c.k, c.w, c.h, side, printed, c.side, c.printed)
		}
	}
}
