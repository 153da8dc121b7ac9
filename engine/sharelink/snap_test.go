package sharelink

import (
	"math"
	"reflect"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// snapped is a drawing as the page takes it from the pen.
func snapped(d drawing.Drawing) drawing.Drawing {
	var on drawing.Drawing
	for _, s := range d.Strokes {
		s.Width = SnapWidth(s.Width)
		points := make([]drawing.Point, len(s.Points))
		for i, p := range s.Points {
			points[i] = Snap(p)
		}
		s.Points = points
		on.Strokes = append(on.Strokes, s)
	}
	return on
}

func TestASnappedDrawingArrivesBitForBit(t *testing.T) {
	all := digits(t)
	all[3].Strokes[0].Eraser = true
	all[4].Strokes[0].Width = math.MaxFloat32
	for i := range all[5].Strokes[0].Points { // pressed from nothing to more than full
		all[5].Strokes[0].Points[i].Pressure = float32(i) / 20
	}
	for label, d := range all {
		d = snapped(d)
		text, err := Encode(Setting{Model: spec.NoteDense(), Training: spec.Note(64), Drawing: d})
		if err != nil {
			t.Fatal(err)
		}
		s, err := Decode(text)
		if err != nil || !reflect.DeepEqual(s.Drawing, d) {
			t.Errorf("digit %d: came back as another drawing (error %v)", label, err)
		}
		if again := snapped(s.Drawing); !reflect.DeepEqual(again, d) {
			t.Errorf("digit %d: what is on the grid was moved again", label)
		}
	}
}

// A sample moves by at most half a step; one outside of the pad is taken at
// its edge, and nothing that a broken pen sends stays anything but a number.
func TestSnapMovesByHalfAStep(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, c := range []struct{ in, want drawing.Point }{
		{drawing.Point{X: 0.5, Y: 0.25}, drawing.Point{X: 0.5, Y: 0.25}},
		{drawing.Point{X: 1.4 / 4096, Y: 1.6 / 4096}, drawing.Point{X: 1. / 4096, Y: 2. / 4096}},
		{drawing.Point{X: -3, Y: 7, Pressure: 9}, drawing.Point{X: 0, Y: 1, Pressure: 1}},
		{drawing.Point{X: inf, Y: -inf, Pressure: -1}, drawing.Point{X: 1, Y: 0}},
		{drawing.Point{X: nan, Y: nan, Pressure: nan}, drawing.Point{}},
	} {
		if got := Snap(c.in); got != c.want {
			t.Errorf("%+v became %+v, want %+v", c.in, got, c.want)
		}
	}
	// 82/4096 is MinWidth, rounded.
	for width, want := range map[float32]float32{0.065: 266. / 4096, 0: 82. / 4096, 3: drawing.MaxWidth} {
		if got := SnapWidth(width); got != want {
			t.Errorf("a pen of %v became %v, want %v", width, got, want)
		}
	}
}
