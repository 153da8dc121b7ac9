package river

import (
	"testing"

	"convlab/engine/spec"
)

func TestTheAnswerFoldsWithLessThan150BelowTheCaptions(t *testing.T) {
	n := networkOf(t, spec.NoteConvnet())
	for h, folded := range map[float32]bool{481: false, 480: true, 807: false} { // closed: 282 above, 8 and 41 below
		a := Layout(n, View{W: 1366, H: h}).Answer
		if a.Folded != folded {
			t.Errorf("at a height of %v: %+v", h, a)
		}
	}
}

func TestFoldedBarsAreBetweenTheNumeralAndTheCaption(t *testing.T) {
	for w, row := range map[float32]float32{1366: 15.5, 1020: 15} {
		r := Layout(networkOf(t, spec.NoteConvnet()), View{W: w, H: 557, Workbench: WorkbenchHalf})
		a := r.Answer
		if !a.Folded || a.Row != row || a.Numeral.H != 40 || a.Numeral.Y+a.Numeral.H > a.Bars.Y || a.Bars.Y+a.Bars.H > a.Caption.Y || a.Caption.Y+a.Caption.H > r.H || a.Caption.H < 3*labelHeight {
			t.Errorf("at %v: %+v on a stage of %v", w, a, r.H)
		}
		if box := r.Columns[8].Box; common(a.Bars, box) < a.Bars.W || box.X >= a.Bars.X {
			t.Errorf("at %v: the river ends at %v, the bars are at %v", w, box, a.Bars)
		}
	}
}

func TestEachDigitHasItsRow(t *testing.T) {
	for _, v := range []View{{W: 1440, H: 807}, {W: 1366, H: 557, Workbench: WorkbenchHalf}, {W: 820, H: 900}, {W: 390, H: 800}} {
		r := Layout(networkOf(t, spec.NoteConvnet()), v)
		for _, a := range []Answer{r.Answer, r.Final} {
			for d := range spec.Classes {
				row := a.Digit(d)
				if row.X != a.Bars.X || row.W != a.Bars.W || row.H != a.Row || row.Y != a.Bars.Y+float32(d)*a.Row {
					t.Errorf("%v: the row of %d is %v of %v", v.W, d, row, a.Bars)
				}
			}
		}
	}
	if r := Layout(networkOf(t, spec.NoteConvnet()), View{W: 390, H: 800}); r.Final.Bars.H < 10*r.Answer.Row || r.Final.Numeral.Y < r.Columns[7].Rect.Y {
		t.Errorf("the answer at the end is %+v", r.Final)
	}
}
