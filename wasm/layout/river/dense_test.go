package river

import (
	"testing"

	"convlab/engine/spec"
)

func TestADenseNetworkIsOpenedAndNoOther(t *testing.T) {
	for name, m := range named() {
		opened := name == "dense" || name == "4096 units" || name == "neither"
		for _, w := range []float32{390, 820, 1440} {
			if r := Layout(networkOf(t, m), View{W: w, H: 807}); (r.Opened != nil) != opened {
				t.Errorf("%s at %v: opened is %v", name, w, r.Opened != nil)
			}
		}
	}
}

func TestEightUnitsAreLargeAndAllAreInTheMosaic(t *testing.T) {
	n := networkOf(t, spec.NoteDense())
	d := Layout(n, View{W: 1440, H: 807, Workbench: WorkbenchHalf}).Opened
	if p := d.Pictures; p.Count != 8 || p.W != 84 || p.Cell != 3 {
		t.Errorf("large pictures: %+v", p)
	}
	if m := d.Mosaic; m.Shown() != 512 || m.W != 14 || m.DX != 16 || m.Columns != 40 || m.Rows != 13 {
		t.Errorf("mosaic: %+v", m)
	}
	if d.PictureRibbons.H != 24 || d.PictureRibbons.Y < d.Pictures.Rect.Y+d.Pictures.Rect.H {
		t.Errorf("ribbons %v under %v", d.PictureRibbons, d.Pictures.Rect)
	}
}

func TestTheChosenUnitIsInAMosaicThatIsCut(t *testing.T) {
	m := named()["4096 units"]
	for _, unit := range []int{0, 777, 2000, 4095} {
		for _, v := range []View{{W: 1440, H: 807}, {W: 1280, H: 640, Workbench: WorkbenchHalf}, {W: 700, H: 900}} {
			v.Route = []spec.Cell{{}, {}, {Channel: unit}, {}}
			g := Layout(networkOf(t, m), v).Opened.Mosaic
			if _, ok := g.Tile(unit); !ok || g.Shown() == g.Count || g.More.W == 0 {
				t.Errorf("unit %d in %v×%v: %+v", unit, v.W, v.H, g)
			}
		}
	}
}

func TestTheButtonForTheRestOfTheUnitsIsBelowTheMosaicInEveryWindow(t *testing.T) {
	cut := 0
	for _, units := range []int{300, 512, 4096} {
		n := networkOf(t, over(spec.Flatten{}, spec.Dense{Units: units}))
		for _, w := range []float32{700, 940, 1100, 1440, 1920} {
			for _, bench := range []Workbench{WorkbenchBar, WorkbenchHalf} {
				for h := float32(300); h < 900; h += 7 {
					d := Layout(n, View{W: w, H: h, Workbench: bench, Route: []spec.Cell{{}, {}, {Channel: units - 15}, {}}}).Opened
					m := d.Mosaic
					if m.Rows == 0 || (m.Shown() < units) != (m.More.W > 0) {
						t.Fatalf("%v×%v, state %d: %d of %d units are shown, the button is at %v", w, h, bench, m.Shown(), units, m.More)
					}
					if m.More.W == 0 {
						continue
					}
					cut++
					if m.More.Y < m.Rect.Y+m.Rect.H || d.UnitScoresCaption.H > 0 && d.UnitScoresCaption.Y+d.UnitScoresCaption.H > m.Rect.Y {
						t.Fatalf("%v×%v, state %d: the button is at %v, the mosaic at %v, the words over the numbers at %v", w, h, bench, m.More, m.Rect, d.UnitScoresCaption)
					}
				}
			}
		}
	}
	if cut == 0 {
		t.Error("no mosaic was cut")
	}
}

func TestWithoutHiddenUnitsThereIsAPictureForEachDigit(t *testing.T) {
	for _, w := range []float32{320, 390, 640, 1020, 1440} {
		r := Layout(networkOf(t, named()["neither"]), View{W: w, H: 807})
		d := r.Opened
		if d.Pictures.Count != spec.Classes || d.Column != len(r.Columns)-1 || d.Mosaic.Count != 0 || d.UnitScores.W != 0 {
			t.Errorf("%v: %+v", w, d)
		}
		if below, above := d.Rect.Y+d.Rect.H-d.Pictures.Rect.Y-d.Pictures.Rect.H, d.Pictures.Rect.Y-d.Rect.Y; r.Mode != Tall && max(below-above, above-below) > 1 {
			t.Errorf("%v: over the pictures are %v, below them %v", w, above, below)
		}
		from, to := r.Gutters[1], r.Gutters[2]
		if len(r.Gutters) != 3 || from.End != d.Rect || to.Start != d.Rect || to.End != r.Columns[2].Box {
			t.Errorf("%v: the river goes %+v", w, r.Gutters)
		}
	}
}

func TestWhatAUnitAddsIsBesideTheBars(t *testing.T) {
	v := View{W: 1440, H: 807}
	dense, convnet := Layout(networkOf(t, spec.NoteDense()), v), Layout(networkOf(t, spec.NoteConvnet()), v)
	for name, c := range map[string]struct{ scores, bars float32 }{
		"dense": {dense.Opened.UnitScores.Y, dense.Answer.Bars.Y}, "its height": {dense.Opened.UnitScores.H, dense.Answer.Bars.H},
		"convnet": {convnet.Columns[7].UnitScores.Y, convnet.Answer.Bars.Y}, "height": {convnet.Columns[7].UnitScores.H, convnet.Answer.Bars.H},
		"width": {convnet.Columns[7].UnitScores.W, 71},
	} {
		if c.scores != c.bars {
			t.Errorf("%s: %v, want %v", name, c.scores, c.bars)
		}
	}
	two := Layout(networkOf(t, named()["two hidden layers"]), v)
	if two.Columns[2].UnitScores.W != 0 || two.Columns[3].UnitScores.W == 0 {
		t.Errorf("only the last of two hidden layers adds to the scores: %v, %v", two.Columns[2].UnitScores, two.Columns[3].UnitScores)
	}
}

func TestLargeTypeHasLargerPicturesOfUnits(t *testing.T) {
	d := Layout(networkOf(t, spec.NoteDense()), View{W: 1920, H: 900, TextScale: 18.0 / 13}).Opened
	if d.Pictures.Cell != 4 || d.Pictures.Count != 8 || d.Mosaic.Cell != 2 || d.Mosaic.Shown() != 512 {
		t.Errorf("pictures %+v, mosaic %+v", d.Pictures, d.Mosaic)
	}
}

func TestTheChoiceOfTheOrderIsAtTheEndOfTheLabelOverTheMosaic(t *testing.T) {
	n := networkOf(t, spec.NoteDense())
	for _, c := range []struct {
		w     float32
		brief bool
	}{{1440, false}, {700, true}} {
		d := Layout(n, View{W: c.w, H: 807}).Opened
		end := d.Mosaic.Rect.X + d.Mosaic.Rect.W
		if d.Sort.X+d.Sort.W != end || d.MosaicLabel.X+d.MosaicLabel.W > d.Sort.X || d.Sort.Y+d.Sort.H > d.Mosaic.Rect.Y || d.Brief != c.brief {
			t.Errorf("%v: label %v, brief: %v, choice %v over the mosaic %v", c.w, d.MosaicLabel, d.Brief, d.Sort, d.Mosaic.Rect)
		}
	}
	few := Layout(networkOf(t, over(spec.Flatten{}, spec.Dense{Units: 9})), View{W: 1440, H: 807}).Opened
	if few.Sort.W > 0 || few.MosaicLabel.W == 0 {
		t.Errorf("over nine units are the label %v and the choice %v", few.MosaicLabel, few.Sort)
	}
}
