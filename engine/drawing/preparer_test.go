package drawing_test

import (
	"math"
	"testing"

	"convlab/engine/drawing"
)

// pens are the thinnest that the page offers to one six times as thick.
var pens = [...]float32{0.02, 0.03, 0.06, 0.09, 0.12}

// Measured on the ten digits: at most 0.09 apart with the step Width; without
// it the pens 0.02 and 0.12 are at least 0.80 apart.
func TestThinAndThickPensGiveTheSameDigit(t *testing.T) {
	without := drawing.AllSteps()
	without.Width = false
	for _, d := range digits(t) {
		want := prepare(with(d.Drawing, 0.06, 1, 0, 0), drawing.AllSteps())
		for _, pen := range pens {
			got := prepare(with(d.Drawing, pen, 1, 0, 0), drawing.AllSteps())
			if e := distance(&got, &want); e > 0.13 {
				t.Errorf("digit %d, pen %v: %.3f away, want at most 0.13", d.Label, pen, e)
			}
			// The pen is measured along curves and crossings, too.
			if true504 := pen * drawing.Side; got.Pen < 0.9*true504 || got.Pen > 1.15*true504 {
				t.Errorf("digit %d: a pen of %.1f pixels is measured as %.1f", d.Label, true504, got.Pen)
			}
		}
		thin := prepare(with(d.Drawing, 0.02, 1, 0, 0), without)
		thick := prepare(with(d.Drawing, 0.12, 1, 0, 0), without)
		if e := distance(&thin, &thick); e < 0.5 {
			t.Errorf("digit %d: without the step the pens are only %.3f apart: the test shows nothing", d.Label, e)
		}
	}
}

func TestPlaceAndSizeOnThePadDoNotMatter(t *testing.T) {
	for _, d := range digits(t) {
		want := prepare(d.Drawing, drawing.AllSteps())
		for _, c := range []struct{ size, dx, dy float32 }{
			{1, 0.1, -0.1}, {1, -0.15, 0.05}, {1, 0.0123, 0.0077}, {0.6, 0, 0}, {1.4, 0, 0}, {0.5, 0.3, -0.3},
		} {
			got := prepare(with(d.Drawing, 0.06, c.size, c.dx, c.dy), drawing.AllSteps())
			if e := distance(&got, &want); e > 0.15 { // measured: at most 0.094
				t.Errorf("digit %d, size %v at (%v, %v): %.3f away, want at most 0.15", d.Label, c.size, c.dx, c.dy, e)
			}
		}
	}
}

// square returns a filled square of ink: corner (x, y) and side in raster pixels.
func square(x, y, side int) *drawing.Raster {
	r := new(drawing.Raster)
	for j := range side {
		for i := range side {
			r.Pix[(y+j)*drawing.Side+x+i] = 255
		}
	}
	return r
}

// extent returns the bounding box of the ink of a prepared picture.
func extent(p *drawing.Prepared) (x0, y0, x1, y1 int) {
	x0, y0 = 28, 28
	for i, v := range p.Pixels {
		if v > 0.01 {
			x0, x1, y0, y1 = min(x0, i%28), max(x1, i%28+1), min(y0, i/28), max(y1, i/28+1)
		}
	}
	return x0, y0, x1, y1
}

// A square of 72 raster pixels (4 of the picture's 28) with its corner at
// pixel (18, 36) of the pad: at (1, 2) of the picture if nothing is done.
func TestEachStepDoesWhatItSays(t *testing.T) {
	tests := []struct {
		name           string
		steps          drawing.Steps
		x0, y0, x1, y1 int
	}{
		{"none: the pad is the picture", drawing.Steps{}, 1, 2, 5, 6},
		{"crop: only chooses what 20 px measures", drawing.Steps{Crop: true}, 1, 2, 5, 6},
		// The pad's 28 become 20 in the middle: 4 + 1/28*20 to 4 + 5/28*20.
		{"scale: the pad fills 20 pixels", drawing.Steps{Scale: true}, 4, 5, 8, 9},
		// About (3, 4) it would begin at (-7, -6): moved in as far as needed.
		{"crop and scale: 20 pixels in the corner", drawing.Steps{Crop: true, Scale: true}, 0, 0, 20, 20},
		{"centre: the ink in the middle, as large as it was", drawing.Steps{Centre: true}, 12, 12, 16, 16},
		{"all but the pen: 20 pixels in the middle", drawing.Steps{Crop: true, Scale: true, Centre: true}, 4, 4, 24, 24},
	}
	for _, tt := range tests {
		got := new(drawing.Preparer).Prepare(square(18, 36, 72), tt.steps)
		if x0, y0, x1, y1 := extent(&got); x0 != tt.x0 || y0 != tt.y0 || x1 != tt.x1 || y1 != tt.y1 {
			t.Errorf("%s: ink from (%d, %d) to (%d, %d), want (%d, %d) to (%d, %d)",
				tt.name, x0, y0, x1, y1, tt.x0, tt.y0, tt.x1, tt.y1)
		}
		if got.Empty || got.Pen != 0 || got.Ink.Min.X != 18 || got.Ink.Max.Y != 108 {
			t.Errorf("%s: ink in %+v", tt.name, got.Ink)
		}
	}
}

// Centre moves by whole pixels: afterwards the centre of mass is within half a pixel
// of the centre of pixel (14, 14), as in all of MNIST. Nothing else changes, except
// by rounding.
func TestCentreMovesTheMass(t *testing.T) {
	for _, d := range digits(t) {
		for bits := range 8 {
			steps := drawing.Steps{Crop: bits&1 > 0, Width: bits&2 > 0, Scale: bits&4 > 0}
			moved := with(d.Drawing, 0.06, 0.5, 0.15, -0.15)
			before := prepare(moved, steps)
			steps.Centre = true
			after := prepare(moved, steps)
			var mass, mx, my float64
			for i, v := range after.Pixels {
				x := i%28 - after.ShiftX - after.Window.Left + before.Window.Left
				y := i/28 - after.ShiftY - after.Window.Top + before.Window.Top
				want, least := float32(0), 0.05 // outside is only the soft edge of the normalised pen
				if x >= 0 && x < 28 && y >= 0 && y < 28 {
					least = 0.005
					want = before.Pixels[y*28+x]
				}
				if math.Abs(float64(v-want)) > least {
					t.Fatalf("digit %d, %+v: pixel %d is %v, want %v", d.Label, steps, i, v, want)
				}
				mass, mx, my = mass+float64(v), mx+float64(v)*float64(i%28), my+float64(v)*float64(i/28)
			}
			if x, y := mx/mass, my/mass; math.Abs(x-14) > 0.501 || math.Abs(y-14) > 0.501 {
				t.Errorf("digit %d, %+v: centre of mass at (%.2f, %.2f)", d.Label, steps, x, y)
			}
		}
	}
}

// A line by a pen of 24 raster pixels. Without scaling a picture's pixel is 18 of
// them, so MNIST's pen of 2*1.2 pixels is 43.2. The precision of the measured width
// is a quarter of a cell of 3.6 pixels: 0.9 pixels, 4 % of the ink.
func TestWidthAloneChangesOnlyThePen(t *testing.T) {
	d := drawing.Drawing{Strokes: []drawing.Stroke{{Width: 24.0 / drawing.Side, Points: []drawing.Point{{X: 0.25, Y: 0.5}, {X: 0.75, Y: 0.5}}}}}
	mass := func(p drawing.Prepared) (sum float64) {
		for _, v := range p.Pixels {
			sum += float64(v)
		}
		return sum
	}
	before, after := prepare(d, drawing.Steps{}), prepare(d, drawing.Steps{Width: true})
	// Area of a round-ended line: length*width + pi*width^2/4, in pixels.
	area := func(width float64) float64 { return 14*width + math.Pi*width*width/4 }
	if got, want := mass(before), area(24.0/18); math.Abs(got/want-1) > 0.01 {
		t.Errorf("ink %.2f before, want %.2f", got, want)
	}
	if got, want := mass(after), area(2.4); math.Abs(got/want-1) > 0.05 {
		t.Errorf("ink %.2f after, want %.2f", got, want)
	}
	if after.Thin >= 0 || math.Abs(float64(after.Thin)+(43.2-24)/2) > 0.9 {
		t.Errorf("the outline moved inwards by %.2f raster pixels, want -9.6", after.Thin)
	}
}

func TestEmptyPad(t *testing.T) {
	got := new(drawing.Preparer).Prepare(new(drawing.Raster), drawing.AllSteps())
	if got != (drawing.Prepared{Empty: true}) {
		t.Error("an empty pad must give a blank picture and zero fields")
	}
}

// Any ink on the pad gives a picture with ink and with values from 0 to 1 only.
func TestAnyInkGivesAPicture(t *testing.T) {
	faint := square(100, 100, 50)
	for i, v := range faint.Pix {
		faint.Pix[i] = v / 100
	}
	for name, r := range map[string]*drawing.Raster{
		"one pixel": square(0, 0, 1), "last pixel": square(503, 503, 1), "all ink": square(0, 0, 504), "faint": faint,
		"dot":      raster(drawing.Drawing{Strokes: []drawing.Stroke{{Width: 0.25, Points: []drawing.Point{{X: 0.5, Y: 0.5}}}}}),
		"scribble": raster(drawing.Drawing{Strokes: []drawing.Stroke{scribble(1, false), scribble(2, true)}}),
	} {
		for bits := range 16 {
			steps := drawing.Steps{Crop: bits&1 > 0, Width: bits&2 > 0, Scale: bits&4 > 0, Centre: bits&8 > 0}
			got := new(drawing.Preparer).Prepare(r, steps)
			most := float32(0)
			for _, v := range got.Pixels {
				if !(v >= 0 && v <= 1) {
					t.Fatalf("%s, %+v: value %v", name, steps, v)
				}
				most = max(most, v)
			}
			if most == 0 || got.Empty {
				t.Errorf("%s, %+v: no ink is left", name, steps)
			}
		}
	}
}

func TestPrepareAllocatesOnlyOnce(t *testing.T) {
	var p drawing.Preparer
	r := raster(digits(t)[8].Drawing)
	small := raster(with(digits(t)[3].Drawing, 0.03, 0.4, 0, 0))
	p.Prepare(r, drawing.AllSteps())
	p.Prepare(r, drawing.Steps{Width: true})
	sum := float32(0)
	if n := testing.AllocsPerRun(5, func() {
		a, b := p.Prepare(r, drawing.AllSteps()), p.Prepare(small, drawing.Steps{Width: true})
		sum += a.Scale + b.Scale
	}); n != 0 {
		t.Errorf("Prepare allocates %v times after the first calls", n)
	}
}

// The result does not depend on earlier calls.
func TestPreparerKeepsNothing(t *testing.T) {
	var p drawing.Preparer
	for _, d := range digits(t) {
		r := raster(d.Drawing)
		if p.Prepare(r, drawing.AllSteps()) != new(drawing.Preparer).Prepare(r, drawing.AllSteps()) {
			t.Errorf("digit %d depends on what was prepared before it", d.Label)
		}
	}
}

func BenchmarkPrepare(b *testing.B) {
	var p drawing.Preparer
	r := raster(with(digits(b)[8].Drawing, 0.12, 1.5, 0, 0)) // fills the pad
	for b.Loop() {
		p.Prepare(r, drawing.AllSteps())
	}
}
