package sharelink

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// digits returns the ten drawings of the tests of package drawing.
func digits(t testing.TB) (all []drawing.Drawing) {
	t.Helper()
	text, err := os.ReadFile("../drawing/testdata/digits.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &all); err != nil || len(all) != 10 {
		t.Fatalf("%d drawings, error %v", len(all), err)
	}
	return all
}

// A drawing from a link gives the same 28x28 image, except for the rounding of points
// by up to a sixteenth of a pixel of the pad. Centre is not tested: it moves by whole
// pixels, and near the middle between two a tiny difference decides.
func TestDrawingsSurvive(t *testing.T) {
	for label, d := range digits(t) {
		s := Content{Model: spec.NoteConvnet(), Training: spec.Note(64), Drawing: d}
		text, err := Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(text)
		if err != nil {
			t.Fatal(err)
		}
		before, after := prepare(d), prepare(got.Drawing)
		worst := 0.0
		for i := range before {
			worst = max(worst, math.Abs(float64(before[i]-after[i])))
		}
		if worst > 0.05 {
			t.Errorf("digit %d: a pixel differs by %.3f", label, worst)
		}
		points := 0
		for _, s := range d.Strokes {
			points += len(s.Points)
		}
		t.Logf("digit %d: %d points, %d characters, largest difference of a pixel %.4f", label, points, len(text), worst)
		if again, err := Encode(got.Content); err != nil || again != text {
			t.Errorf("digit %d: the decoded drawing is encoded differently (error %v)", label, err)
		}
	}
}

func prepare(d drawing.Drawing) [drawing.Pixels]float32 {
	var r drawing.Raster
	r.Redraw(d)
	return new(drawing.Preparer).Prepare(&r, drawing.Steps{Crop: true, Width: true, Scale: true}).Pixels
}

func TestLargestDrawingFits(t *testing.T) {
	d := drawing.Drawing{Strokes: make([]drawing.Stroke, drawing.MaxStrokes)}
	for i := range d.Strokes {
		d.Strokes[i].Width = 1 // as wide as the pad: becomes the maximum
		for k := range drawing.MaxPoints / drawing.MaxStrokes {
			d.Strokes[i].Points = append(d.Strokes[i].Points, drawing.Point{X: float32(k % 2), Y: float32(-k), Pressure: 2})
		}
	}
	text, err := Encode(Content{Model: everything(), Training: spec.Note(64), Drawing: d})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(text)
	if err != nil {
		t.Fatalf("%d characters: %v", len(text), err)
	}
	first := got.Drawing.Strokes[0]
	if len(got.Drawing.Strokes) != 200 || first.Width != drawing.MaxWidth || first.Points[1] != (drawing.Point{X: 1, Y: 0, Pressure: 1}) {
		t.Errorf("%d strokes, the first %v wide with %v", len(got.Drawing.Strokes), first.Width, first.Points[:2])
	}
}

// Widths out of range become the nearest valid one, as in drawing.Raster. Too many
// points are refused.
func TestInkLimits(t *testing.T) {
	stroke := func(points int, width uint64) string {
		data := binary.AppendUvarint(binary.AppendUvarint(nil, uint64(points)<<flagBits), width)
		return base64.RawURLEncoding.EncodeToString(append(data, make([]byte, 2*points)...)) // all at one place
	}
	for width, want := range map[uint64]float32{0: 82. / gridSize, 300: 300. / gridSize, gridSize: drawing.MaxWidth, math.MaxUint64: drawing.MaxWidth} { // 82/4096 is MinWidth, rounded
		if d, err := decodeInk(stroke(1, width)); err != nil || d.Strokes[0].Width != want {
			t.Errorf("a width of %d became %+v (error %v), want %v", width, d, err, want)
		}
	}
	if d, err := decodeInk(stroke(drawing.MaxPoints, 300)); err != nil || len(d.Strokes[0].Points) != drawing.MaxPoints {
		t.Errorf("the maximum of points: %v", err)
	}
	if _, err := decodeInk(stroke(drawing.MaxPoints+1, 300)); err == nil || !strings.Contains(err.Error(), "at most 200 strokes of 20000 points") {
		t.Errorf("a point too many: %v", err)
	}
}

// snapped returns a drawing as the page records it.
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

func TestSnappedDrawingsSurviveBitForBit(t *testing.T) {
	all := digits(t)
	all[3].Strokes[0].Eraser = true
	all[4].Strokes[0].Width = math.MaxFloat32
	for i := range all[5].Strokes[0].Points { // from none to more than the maximum
		all[5].Strokes[0].Points[i].Pressure = float32(i) / 20
	}
	for label, d := range all {
		d = snapped(d)
		text, err := Encode(Content{Model: spec.NoteDense(), Training: spec.Note(64), Drawing: d})
		if err != nil {
			t.Fatal(err)
		}
		s, err := Decode(text)
		if err != nil || !reflect.DeepEqual(s.Drawing, d) {
			t.Errorf("digit %d: came back as another drawing (error %v)", label, err)
		}
		if again := snapped(s.Drawing); !reflect.DeepEqual(again, d) {
			t.Errorf("digit %d: snapping it again changed it", label)
		}
	}
}

// A sample moves by at most half a step. One outside of the pad moves to its edge, and
// NaN becomes 0.
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
