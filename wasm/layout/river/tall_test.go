package river

import (
	"testing"

	"convlab/engine/spec"
)

func TestAPhoneHasARowOf200ForEveryLayer(t *testing.T) {
	for w, box := range map[float32]float32{320: 140, 359: 140, 360: 168, 390: 168, 639: 168} {
		r := Layout(networkOf(t, spec.NoteConvnet()), View{W: w, H: 700})
		if r.Mode != Tall {
			t.Fatalf("%v is mode %d", w, r.Mode)
		}
		for i := 2; i < len(r.Columns)-1; i++ {
			want := float32(200)
			if i == 2 {
				want = 214 // the picture's, with the steps of its preparation
			}
			if d := r.Columns[i].Title.Y - r.Columns[i-1].Title.Y; d != want {
				t.Errorf("%v: row %d is %v below the one before, want %v", w, i, d, want)
			}
			if c := r.Columns[i]; c.Button.H < finger || c.Kind != DenseColumn && (c.Previous.W < finger || c.Next.H < finger || c.All.W < finger) {
				t.Errorf("%v: row %d has buttons %v, %v, %v, %v", w, i, c.Button, c.Previous, c.Next, c.All)
			}
		}
		if r.Final.Numeral.W != box || r.Pad.Rect.W != min(216, w-160) {
			t.Errorf("%v: the box is %v, want %v; the pad %v", w, r.Final.Numeral.W, box, r.Pad.Rect.W)
		}
	}
}

func TestPadAnswerAndThumbnailsAreOnTheFirstScreen(t *testing.T) {
	for name, m := range named() {
		r := Layout(networkOf(t, m), View{W: 360, H: 540})
		last := r.Columns[1].Thumbnail.Label
		if r.Pad.Rect.Y+r.Pad.Rect.H > r.Pad.Tools.Y || r.Answer.Bars.Y+r.Answer.Bars.H > r.Pad.Tools.Y || last.Y+last.H > 540-61 {
			t.Errorf("%s: pad %v, bars %v, tools %v, thumbnails to %v", name, r.Pad.Rect, r.Answer.Bars, r.Pad.Tools, last)
		}
		for i := 1; i < len(r.Columns)-1; i++ {
			th := r.Columns[i].Thumbnail
			if th.Rect.W != finger || common(th.Rect, th.Map.Rect) < min(th.Map.Rect.W, th.Map.Rect.H) || th.Map.Cell < 1 {
				t.Errorf("%s: thumbnail %d is %+v", name, i, th)
			}
			if i > 1 && th.Rect.X-r.Columns[i-1].Thumbnail.Rect.X < finger+thumbGap {
				t.Errorf("%s: thumbnails %d and %d are too near", name, i-1, i)
			}
		}
	}
}

func TestAPhoneHasTheStepsAndWhatAUnitAddsUnderTheCaptions(t *testing.T) {
	for _, scale := range []float32{1, 18.0 / 13} {
		r := Layout(networkOf(t, spec.NoteConvnet()), View{W: 390, H: 700, TextScale: scale})
		picture, dense := r.Columns[1], r.Columns[7]
		if s := r.Steps; s.OneRow || s.Rect.H != float32(4*em(stepPitch, float64(scale))) || s.Rect.Y < picture.Caption.Y+picture.Caption.H || s.Rect.Y+s.Rect.H > r.Columns[2].Title.Y {
			t.Errorf("at %v the steps are %+v between %v and %v", scale, s, picture.Caption, r.Columns[2].Title)
		}
		if a := dense.UnitScores; a.H < 150 || a.Y < dense.Caption.Y+dense.Caption.H || a.Y+a.H > r.Final.Numeral.Y {
			t.Errorf("at %v what the unit adds is %v between %v and %v", scale, a, dense.Caption, r.Final.Numeral)
		}
	}
}

func TestASheetLeavesPartOfThePageInView(t *testing.T) {
	n := networkOf(t, spec.NoteConvnet())
	for window, want := range map[float32]float32{844: 372, 420: 252, 256: 153} {
		if got := Layout(n, View{W: 320, H: window - TopBars}).Sheet; got != want {
			t.Errorf("a window of %v: a sheet of %v, want %v", window, got, want)
		}
	}
}

func TestAnythingNarrowerIsLaidOutFor320(t *testing.T) {
	n := networkOf(t, spec.NoteConvnet())
	if r := Layout(n, View{W: 200, H: 700}); r.W != 320 || r.Pad.Rect.W != 160 {
		t.Errorf("the stage is %v wide, the pad %v", r.W, r.Pad.Rect.W)
	}
}

func TestMapsFillTheirThumbnailsOnFineScreens(t *testing.T) {
	n := networkOf(t, spec.NoteConvnet())
	for scale, want := range map[float32]float32{1: 28, 2: 42, 3: 28 * 4.0 / 3} {
		if got := Layout(n, View{W: 390, H: 795, Scale: scale}).Columns[1].Thumbnail.Map.Rect.W; max(got-want, want-got) > 0.01 {
			t.Errorf("at %v device pixels the picture's thumbnail is %v wide, want %v", scale, got, want)
		}
	}
}
