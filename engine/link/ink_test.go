package link

import (
	"encoding/json"
	"math"
	"os"
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
		if again, err := Encode(got); err != nil || again != text {
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
