package drawing_test

import (
	"math"
	"testing"

	"convlab/engine/drawing"
)

// allSteps lists the sixteen combinations.
func allSteps() (list []drawing.Steps) {
	for bits := range 16 {
		list = append(list, drawing.Steps{Crop: bits&1 > 0, Width: bits&2 > 0, Scale: bits&4 > 0, Centre: bits&8 > 0})
	}
	return list
}

// corner is a position on the pad along both axes: -1 left or top, 0 middle, 1 right or bottom.
type corner struct{ x, y int }

// pushed returns the digit, scaled to a third, with a thin pen, moved as near to that
// corner as it fits by whole pixels of the picture (18 of the raster).
func pushed(d drawing.Drawing, c corner) drawing.Drawing {
	const pen, size = 0.03, 0.33
	small := with(d, pen, size, 0, 0)
	box := raster(small).InkBox()
	along := func(side, from, to int) float32 {
		switch side {
		case -1:
			return -float32(from/18) / 28
		case 1:
			return float32((drawing.Side-to)/18) / 28
		}
		return 0
	}
	return with(d, pen, size, along(c.x, box.Min.X, box.Max.X), along(c.y, box.Min.Y, box.Max.Y))
}

func ink(p drawing.Prepared) (sum float64) {
	for _, v := range p.Pixels {
		sum += float64(v)
	}
	return sum
}

var corners = [...]corner{{-1, -1}, {1, -1}, {-1, 1}, {1, 1}}

// Without Centre a digit stays where it was drawn, with any other steps.
func TestWithoutCentreACornerDigitStaysInItsCorner(t *testing.T) {
	for _, d := range digits(t) {
		for _, c := range corners {
			moved := pushed(d.Drawing, c)
			for _, steps := range allSteps() {
				if steps.Centre {
					continue
				}
				got := prepare(moved, steps)
				x0, y0, x1, y1 := extent(&got)
				// The middle of the ink on the pad, in pixels of the picture.
				x, y := float64(got.Ink.Min.X+got.Ink.Max.X)/36, float64(got.Ink.Min.Y+got.Ink.Max.Y)/36
				if steps.Scale && !steps.Crop { // the whole pad shrinks about its middle
					x, y = 4+x*20/28, 4+y*20/28
				}
				for axis, ends := range map[string][3]float64{"x": {float64(x0), float64(x1), x}, "y": {float64(y0), float64(y1), y}} {
					from, to, want := ends[0], ends[1], ends[2]
					half := (to - from) / 2
					want = max(half, min(want, 28-half)) // moved in as far as needed
					if got := from + half; math.Abs(got-want) > 1.1 {
						t.Errorf("digit %d in corner %v, %+v: the middle of the ink is at %s %.1f, want %.1f", d.Label, c, steps, axis, got, want)
					}
				}
			}
		}
	}
}

// A digit in a corner keeps as much ink as in the middle of the pad, where nothing
// can be lost, even if the normalised pen is thicker than the drawn one.
func TestEveryCombinationKeepsAllInk(t *testing.T) {
	for _, d := range digits(t) {
		for _, steps := range allSteps() {
			want := ink(prepare(pushed(d.Drawing, corner{}), steps))
			for _, c := range corners {
				got := ink(prepare(pushed(d.Drawing, c), steps))
				if math.Abs(got/want-1) > 0.005 {
					t.Errorf("digit %d in corner %v, %+v: ink %.2f, want %.2f as in the middle", d.Label, c, steps, got, want)
				}
			}
		}
	}
}

// A heavy dot at the left and a thin line through the whole pad have their centre of
// mass far from their middle. Only with all steps does the mass alone decide, as in MNIST.
func TestCentreMovesNoInkOutOfThePicture(t *testing.T) {
	d := drawing.Drawing{Strokes: []drawing.Stroke{
		{Width: 0.25, Points: []drawing.Point{{X: 0.13, Y: 0.87}}},
		{Width: 0.03, Points: []drawing.Point{{X: 0.13, Y: 0.87}, {X: 0.97, Y: 0.87}, {X: 0.97, Y: 0.03}}},
	}}
	for _, steps := range allSteps() {
		if !steps.Centre || steps == drawing.AllSteps() {
			continue
		}
		centred := prepare(d, steps)
		steps.Centre = false
		want := ink(prepare(d, steps))
		if got := ink(centred); math.Abs(got/want-1) > 0.005 {
			t.Errorf("%+v: ink %.2f with Centre, %.2f without", steps, got, want)
		}
	}
}

// A drawing that fills the pad does not fit the picture with a thicker pen. It keeps
// all ink that was drawn, and is cut equally on both sides.
func TestADrawingThatFillsThePadKeepsWhatWasDrawn(t *testing.T) {
	frame := drawing.Drawing{Strokes: []drawing.Stroke{{Width: 0.03, Points: []drawing.Point{
		{X: 0.015, Y: 0.015}, {X: 0.985, Y: 0.015}, {X: 0.985, Y: 0.985}, {X: 0.015, Y: 0.985}, {X: 0.015, Y: 0.015},
	}}}}
	drawn := prepare(frame, drawing.Steps{})
	for _, steps := range []drawing.Steps{{Width: true}, {Width: true, Crop: true}, {Width: true, Centre: true}} {
		got := prepare(frame, steps)
		for i, v := range drawn.Pixels {
			if v > 0.5 && got.Pixels[i] < 0.5 {
				t.Errorf("%+v: pixel %d is %.2f, and %.2f was drawn", steps, i, got.Pixels[i], v)
				break
			}
		}
		if got.Window.Left != 0 || got.Window.Top != 0 {
			t.Errorf("%+v: the pad begins at (%d, %d)", steps, got.Window.Left, got.Window.Top)
		}
	}
}
