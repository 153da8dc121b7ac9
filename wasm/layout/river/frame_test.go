package river

import (
	"math"
	"testing"

	"convlab/engine/spec"
)

func TestTheLargestFrameThatFitsIsTaken(t *testing.T) {
	type sizes struct{ box, pad, answer, gutter float64 }
	rows := []struct {
		from float64
		sizes
	}{ // for seven columns
		{1624, sizes{140, 256, 192, 24}},
		{1353, sizes{112, 224, 152, 22}},
		{1280, sizes{112, 192, 120, 16}},
		{1019, sizes{84, 152, 104, 10}},
	}
	for i, row := range rows {
		for _, w := range []float64{row.from, row.from + 30} {
			if f := frameOf(w, 7); (sizes{f.box, f.pad, f.answer, f.gutter}) != row.sizes || f.columns != 7 {
				t.Errorf("at %v: %+v, want %+v", w, f, row.sizes)
			}
		}
		if f := frameOf(row.from-1, 7); i < len(rows)-1 && (sizes{f.box, f.pad, f.answer, f.gutter}) != rows[i+1].sizes {
			t.Errorf("at %v: %+v, want %+v", row.from-1, f, rows[i+1].sizes)
		}
	}
	if f := frameOf(1018, 7); f.columns != 6 || f.box != 84 {
		t.Errorf("at 1018: %+v, want six columns of the smallest frame", f)
	}
}

func TestColumnsAndGuttersFillTheRoomBetweenPadAndAnswer(t *testing.T) {
	for w := 940.0; w < 2600; w += 7 {
		for n := 1; n <= spec.MaxLayers; n++ {
			f := frameOf(w, n)
			k := float64(f.columns)
			if used := 2*Margin + f.pad + f.answer + k*f.c + (k+1.5)*f.g; math.Abs(used-w) > 1e-6 {
				t.Fatalf("%d columns at %v take %v", n, w, used)
			}
			if f.c+f.g-f.box < minGap-1 || f.g < f.gutter-1e-6 {
				t.Fatalf("%d columns at %v are too narrow: %+v", n, w, f)
			}
			if last := f.x(f.columns-1) + f.c + f.g; math.Abs(last-(w-Margin-f.answer)) > 1e-6 {
				t.Fatalf("%d columns at %v: the answer would begin at %v", n, w, last)
			}
		}
	}
}

func TestTheNotesConvnetIsWhereTheDesignHasIt(t *testing.T) {
	v := View{W: 1440, H: 807, Workbench: WorkbenchHalf}
	r := Layout(networkOf(t, spec.NoteConvnet()), v)
	for i, want := range []float32{24, 282, 422, 562, 703, 843, 983, 1124, 1264} {
		if got := r.Columns[i].Title.X; got != want {
			t.Errorf("column %d is at %v, want %v", i, got, want)
		}
	}
	for i, want := range []float32{4, 4, 8, 10, 22, 37} {
		if got := r.Columns[i+1].FeatureMap.Cell; got != want {
			t.Errorf("a cell of column %d is %v px, want %v", i+1, got, want)
		}
	}
	if c := r.Columns[2]; c.Title.Y != 14 || c.Chips[0].Y != 38 || c.Chips[1].Y != 64 || c.MapLabel.Y != 216 || c.Caption.Y != 234 || c.Channels.Rect.Y != 290 {
		t.Errorf("the first convolution has its words at %+v", c)
	}
	if l := r.Lines[0]; l.Spine != 154 || r.Pad.Rect.Y+r.Pad.Rect.H/2 != l.Spine || r.Answer.Numeral.Y+r.Answer.Numeral.H/2 != l.Spine {
		t.Errorf("the spine is at %v, pad %v, answer %v", l.Spine, r.Pad.Rect, r.Answer.Numeral)
	}
}

func TestNarrowColumnsHaveShortWords(t *testing.T) {
	n := networkOf(t, spec.NoteConvnet())
	for w, want := range map[float32]Short{1440: {}, 1366: {Captions: true}, 1280: {Captions: true}, 1020: {Chips: true, MapLabels: true, Captions: true}} {
		if got := Layout(n, View{W: w, H: 700}).Short; got != want {
			t.Errorf("at %v: %+v, want %+v", w, got, want)
		}
	}
}
