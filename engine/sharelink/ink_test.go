package sharelink

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
)

// digits are the ten drawings that package drawing is tested with.
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

// The drawing that arrives makes the same picture, but for what moving points
// by a sixteenth of one of the pad's 504 pixels does: 1/4096 is an eighth of one,
// and rounding half of that. Centre is left out: it moves by whole pixels, and where
// the middle lies between two, next to nothing tips it.
func TestDrawingsArrive(t *testing.T) {
	for label, d := range digits(t) {
		s := Setting{Model: spec.NoteConvnet(), Training: spec.Note(64), Drawing: d}
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
		if again, err := Encode(got.Setting); err != nil || again != text {
			t.Errorf("digit %d: what arrived is written otherwise (error %v)", label, err)
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
		d.Strokes[i].Width = 1 // as the pad, taken as the widest
		for k := range drawing.MaxPoints / drawing.MaxStrokes {
			d.Strokes[i].Points = append(d.Strokes[i].Points, drawing.Point{X: float32(k % 2), Y: float32(-k), Pressure: 2})
		}
	}
	text, err := Encode(Setting{Model: everything(), Training: spec.Note(64), Drawing: d})
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

// What a pen cannot have is taken as the nearest that it can, as when it is
// painted; what no pad can hold is refused.
func TestInkIsHeldToLimits(t *testing.T) {
	stroke := func(points int, width uint64) string {
		data := binary.AppendUvarint(binary.AppendUvarint(nil, uint64(points)<<flagBits), width)
		return base64.RawURLEncoding.EncodeToString(append(data, make([]byte, 2*points)...)) // none moves
	}
	for width, want := range map[uint64]float32{0: 82. / side, 300: 300. / side, side: drawing.MaxWidth, math.MaxUint64: drawing.MaxWidth} { // 82/4096 is MinWidth, rounded
		if d, err := decodeInk(stroke(1, width)); err != nil || d.Strokes[0].Width != want {
			t.Errorf("a width of %d became %+v (error %v), want %v", width, d, err, want)
		}
	}
	if d, err := decodeInk(stroke(drawing.MaxPoints, 300)); err != nil || len(d.Strokes[0].Points) != drawing.MaxPoints {
		t.Errorf("as many points as there may be: %v", err)
	}
	if _, err := decodeInk(stroke(drawing.MaxPoints+1, 300)); err == nil || !strings.Contains(err.Error(), "at most 200 strokes of 20000 points") {
		t.Errorf("a point too many: %v", err)
	}
}
