package scene

import (
	"math"
	"testing"
)

func TestALineIsEquallyWideEverywhereAndItsDashesEquallyLong(t *testing.T) {
	for _, scale := range scales() {
		p := Painting{Scale: scale, View: Rect{W: 200, H: 200}}
		for _, at := range []float32{10, 10.3, 10.5, 11} {
			for _, l := range []Line{
				{Points: []Point{{5, at}, {95, at}}, Width: 1}, {Points: []Point{{at, 95}, {at, 5}}, Width: 1},
				{Points: []Point{{5, at}, {95, at}}, Width: 1, Dash: Dash22}, {Points: []Point{{at, 95}, {at, 5}}, Width: 1, Dash: Dash22},
			} {
				boxes := p.Line(nil, l)
				pixels := marked(t, boxes)
				length, width := int(p.Pixel(95)-p.Pixel(5)), int(p.Length(1))
				if l.Dash == Solid && len(pixels) != length*width {
					t.Errorf("scale %v, at %v: %d pixels, want %d by %d", scale, at, len(pixels), length, width)
				}
				if l.Dash != Solid {
					on := int(p.Length(2))
					if half := length * width / 2; len(pixels) < half || len(pixels) > half+on*width {
						t.Errorf("scale %v, at %v: %d pixels of %d by %d are in dashes", scale, at, len(pixels), length, width)
					}
					for _, b := range boxes[:len(boxes)-1] {
						if int((b.X1-b.X0)*(b.Y1-b.Y0)) != on*width {
							t.Errorf("scale %v, at %v: the dash %v is not %d by %d", scale, at, b, on, width)
						}
					}
				}
			}
		}
	}
}

func TestCornersAreRoundedByAtMostHalfOfTheirLines(t *testing.T) {
	p := Painting{Scale: 2}
	l := Line{Points: []Point{{0, 0}, {40, 0}, {40, 6}, {80, 6}}, Round: 8, Width: 2}
	points := p.Polyline(nil, l)
	if first, last := points[0], points[len(points)-1]; first != (Point{}) || last != (Point{160, 12}) {
		t.Errorf("it runs from %v to %v", first, last)
	}
	for i := 2; i < len(points); i++ {
		a, b, c := points[i-2], points[i-1], points[i]
		if a == b || b == c {
			t.Errorf("two points are at %v", b)
		}
		turn := math.Abs(math.Atan2(float64(c.Y-b.Y), float64(c.X-b.X)) - math.Atan2(float64(b.Y-a.Y), float64(b.X-a.X)))
		if turn > 0.6 {
			t.Errorf("at %v it turns by %.2f", b, turn)
		}
		if c.X < b.X-1e-3 || c.Y < b.Y-1e-3 {
			t.Errorf("from %v to %v it goes back: the curves overlap", b, c)
		}
	}
	l.Round = 0
	if got := len(p.Polyline(nil, l)); got != 4 {
		t.Errorf("without Round it has %d points", got)
	}
}

// covered reports whether a place is on one of a hatch's lines.
func covered(lines [][2]Point, width float32, x, y float64) bool {
	for _, l := range lines {
		if distance(Point{float32(x), float32(y)}, l[0], l[1]) <= float64(width)/2 && float64(min(l[0].Y, l[1].Y)) <= y && y <= float64(max(l[0].Y, l[1].Y)) {
			return true
		}
	}
	return false
}

func TestAHatchCoversItsWholeRectangleEvenly(t *testing.T) {
	for _, scale := range scales() {
		p := Painting{Scale: scale, View: Rect{W: 400, H: 400}}
		for _, r := range []Rect{{10, 20, 120, 4}, {10, 20, 4, 120}, {33.3, 7.7, 50, 61}, {0, 0, 12, 12}} {
			box, lines, width := p.Hatching(Hatch{Rect: r})
			if box != p.Box(r) {
				t.Errorf("scale %v: the box is %v, want %v", scale, box, p.Box(r))
			}
			step := float64(p.Length(4))
			for y := float64(box.Y0) + 0.1; y < float64(box.Y1); y++ {
				for x := float64(box.X0); x < float64(box.X1); x += step / 8 {
					want := math.Abs(math.Remainder(x-y, step)) <= float64(width)*math.Sqrt2/2
					edge := math.Abs(math.Abs(math.Remainder(x-y, step))-float64(width)*math.Sqrt2/2) < 1e-3
					if got := covered(lines, width, x, y); got != want && !edge {
						t.Fatalf("scale %v, %v: at %v, %v a line: %v, want %v", scale, r, x, y, got, want)
					}
				}
			}
		}
	}
}

func TestACrosshatchIsSymmetric(t *testing.T) {
	p := Painting{Scale: 1.5, View: Rect{W: 400, H: 400}}
	r := Rect{40, 40, 40, 40} // whole periods from the scene's corner
	box, lines, width := p.Hatching(Hatch{Rect: r, Cross: true})
	_, falling, _ := p.Hatching(Hatch{Rect: r})
	if len(lines) <= len(falling) {
		t.Fatalf("%d lines, %d without Cross", len(lines), len(falling))
	}
	for y := 0.3; y < float64(box.Y1-box.Y0); y++ {
		for x := 0.3; x < float64(box.X1-box.X0); x++ {
			a := covered(lines, width, float64(box.X0)+x, float64(box.Y0)+y)
			b := covered(lines, width, float64(box.X1)-x, float64(box.Y0)+y)
			if a != b {
				t.Fatalf("at %v, %v: %v, mirrored %v", x, y, a, b)
			}
		}
	}
}

func TestHatchesThatTouchAreOnePattern(t *testing.T) {
	p := Painting{Scale: 1.25, View: Rect{W: 400, H: 400}}
	whole := Rect{10, 20, 100, 33}
	_, lines, width := p.Hatching(Hatch{Rect: whole})
	for _, part := range []Rect{{10, 20, 100, 11}, {10, 31, 37, 22}, {47, 31, 63, 22}} {
		box, some, _ := p.Hatching(Hatch{Rect: part})
		for y := float64(box.Y0) + 0.25; y < float64(box.Y1); y++ {
			for x := float64(box.X0) + 0.25; x < float64(box.X1); x++ {
				if covered(some, width, x, y) != covered(lines, width, x, y) {
					t.Fatalf("part %v differs from the whole at %v, %v", part, x, y)
				}
			}
		}
	}
}

// Lanes end where ribbons begin, which is on whole pixels.
func TestALevelEndIsOnAWholePixel(t *testing.T) {
	p := Painting{Scale: 1.25, View: Rect{W: 200, H: 200}}
	points := p.Polyline(nil, Line{Points: []Point{{30, 10.3}, {30, 20.2}, {90.7, 20.2}}, Width: 3, Round: 4})
	from, to := points[0], points[len(points)-1]
	if from != (Point{37.5, 13}) || to != (Point{113, 20.2 * p.Scale}) {
		t.Errorf("it runs from %v to %v, want from 37.5, 13 to 113, 25.25", from, to)
	}
}
