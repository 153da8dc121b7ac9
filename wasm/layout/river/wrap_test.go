package river

import (
	"reflect"
	"testing"

	"convlab/engine/spec"
)

// lineKinds are the kinds of the columns of each line.
func lineKinds(r River) (list [][]Kind) {
	for _, c := range r.Columns {
		for len(list) <= c.Line {
			list = append(list, nil)
		}
		list[c.Line] = append(list[c.Line], c.Kind)
	}
	return list
}

func TestATabletHasTheFirstConvolutionOnTheFirstLine(t *testing.T) {
	n := networkOf(t, spec.NoteConvnet())
	first := []Kind{PadColumn, PictureColumn, ConvolutionColumn, PoolingColumn}
	rest := []Kind{ConvolutionColumn, PoolingColumn, ConvolutionColumn, DenseColumn, AnswerColumn}
	for w, want := range map[float32][][]Kind{
		939: {first, rest}, 820: {first, rest}, 704: {first, rest}, 703: {first, rest[:3], rest[3:]}, 640: {first, rest[:3], rest[3:]},
	} {
		r := Layout(n, View{W: w, H: 900})
		if got := lineKinds(r); r.Mode != Wrap || !reflect.DeepEqual(got, want) {
			t.Errorf("%v, mode %d: %v, want %v", w, r.Mode, got, want)
		}
	}
}

func TestNoLineBeginsWithAPoolingLayerOrTheAnswer(t *testing.T) {
	each(t, func(name string, _ Network, v View, r River) {
		for i := 1; r.Mode == Wrap && i < len(r.Columns); i++ {
			a, b := r.Columns[i-1], r.Columns[i]
			if a.Line == b.Line || r.Opened != nil || v.TextScale > 1 { // with large type, both may be longer than a line
				continue
			}
			if b.Kind == PoolingColumn && a.Kind == ConvolutionColumn || b.Kind == AnswerColumn {
				t.Fatalf("%s: line %d begins with column %d", name, b.Line, i)
			}
		}
	})
}

func TestColumnsOfLinesHoldTheirTexts(t *testing.T) {
	each(t, func(name string, _ Network, v View, r River) {
		for i, c := range r.Columns {
			if least := 104 * max(v.TextScale, 1); r.Mode == Wrap && c.Rect.W < least-1 {
				t.Fatalf("%s: column %d is %v wide, want %v", name, i, c.Rect.W, least)
			}
		}
	})
}

func TestLargeTypeIsInLinesAtAnyWidth(t *testing.T) {
	n := networkOf(t, spec.NoteConvnet())
	for _, w := range []float32{820, 1280, 1920} {
		small, large := Layout(n, View{W: w, H: 900}), Layout(n, View{W: w, H: 900, TextScale: 18.0 / 13})
		if large.Mode != Wrap {
			t.Errorf("%v: mode %d", w, large.Mode)
		}
		a, b := small.Columns[2], large.Columns[2]
		if b.Title.H <= a.Title.H || b.Chips[1].H <= a.Chips[1].H || b.MapLabel.H <= a.MapLabel.H || b.Caption.H <= a.Caption.H {
			t.Errorf("%v: words of %v, %v, %v, %v; large ones of %v, %v, %v, %v", w, a.Title, a.Chips[1], a.MapLabel, a.Caption, b.Title, b.Chips[1], b.MapLabel, b.Caption)
		}
	}
	if r := Layout(n, View{W: 1920, H: 900, TextScale: 18.0 / 13}); len(r.Lines) != 2 || r.Lines[0].Box <= 112 {
		t.Errorf("in a lecture room there are %+v", r.Lines)
	}
}

func TestTheRiverRunsAlongTheMarginToTheNextLine(t *testing.T) {
	r := Layout(networkOf(t, spec.NoteConvnet()), View{W: 820, H: 900})
	for _, g := range r.Gutters {
		if g.Turn == nil {
			continue
		}
		for i, p := range g.Turn {
			if p.X < RiverWidth/2 || p.X > r.W-RiverWidth/2 {
				t.Errorf("the river leaves the stage at %v", p)
			}
			if i > 0 && p.X != g.Turn[i-1].X && p.Y != g.Turn[i-1].Y {
				t.Errorf("the river goes aslant from %v to %v", g.Turn[i-1], p)
			}
		}
		below := g.Turn[3].Y + RiverWidth/2
		if above := g.Turn[3].Y - RiverWidth/2; above < r.Columns[g.From].Channels.Rect.Y+r.Columns[g.From].Channels.Rect.H || below > r.Columns[g.To].Title.Y {
			t.Errorf("the river between the lines is from %v to %v", above, below)
		}
		return
	}
	t.Error("the river turns nowhere")
}

func TestTheWorkbenchIsBelowTheLines(t *testing.T) {
	n := networkOf(t, spec.NoteConvnet())
	if r := Layout(n, View{W: 820, H: 900, Workbench: WorkbenchHalf}); !r.Bench.Natural || r.Bench.Y != r.H || r.Page != r.H {
		t.Errorf("open: %+v below %v", r.Bench, r.H)
	}
	if r := Layout(n, View{W: 820, H: 900}); r.Bench.H != BarHeight || r.Page != r.H+BarHeight {
		t.Errorf("closed: %+v, page %v", r.Bench, r.Page)
	}
}
