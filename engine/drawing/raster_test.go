package drawing_test

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"convlab/engine/drawing"
)

// scribble returns a wild stroke: long and short segments, changing pressure, some
// across the border.
func scribble(seed uint64, eraser bool) drawing.Stroke {
	r := rand.New(rand.NewPCG(seed, 0))
	s := drawing.Stroke{Eraser: eraser, Width: 0.03 + 0.1*r.Float32()}
	for range 30 {
		s.Points = append(s.Points, drawing.Point{X: r.Float32()*1.2 - 0.1, Y: r.Float32()*1.2 - 0.1, Pressure: r.Float32()})
	}
	return s
}

func TestPaintingInPiecesIsPaintingAtOnce(t *testing.T) {
	d := drawing.Drawing{Strokes: []drawing.Stroke{scribble(1, false), scribble(2, true), scribble(3, false)}}
	once := raster(d)
	pieces := new(drawing.Raster)
	for i := range d.Strokes {
		s := &d.Strokes[i]
		growing := drawing.Stroke{Eraser: s.Eraser, Width: s.Width}
		for k, step := 0, 1; k < len(s.Points); k, step = k+step, step%4+1 {
			growing.Points = s.Points[:min(k+step, len(s.Points))]
			before := *pieces
			dirty := pieces.Extend(&growing, k)
			for j := range pieces.Pix {
				if pieces.Pix[j] != before.Pix[j] && !image.Pt(j%drawing.Side, j/drawing.Side).In(dirty) {
					t.Fatalf("stroke %d, point %d: pixel %d changed outside of %v", i, k, j, dirty)
				}
			}
		}
	}
	if *once != *pieces {
		t.Error("the rasters differ")
	}
	if *raster(drawing.Drawing{}) != (drawing.Raster{}) {
		t.Error("a pad without strokes is not empty")
	}
}

// Every pixel of a segment agrees with the formula in float64: coverage falls over
// one pixel at the radius.
func TestSegmentIsItsFormula(t *testing.T) {
	for _, p := range [][4]float64{{0.2, 0.3, 0.8, 0.6}, {0.5, 0.5, 0.5, 0.5}, {0.1, 0.9, 0.9, 0.1}, {0.4, 0.2, 0.4, 0.8}, {0, 0, 1, 0.01}} {
		const width = 0.06
		r := raster(drawing.Drawing{Strokes: []drawing.Stroke{{Width: width, Points: []drawing.Point{
			{X: float32(p[0]), Y: float32(p[1])}, {X: float32(p[2]), Y: float32(p[3])},
		}}}})
		ax, ay := p[0]*drawing.Side, p[1]*drawing.Side
		vx, vy := p[2]*drawing.Side-ax, p[3]*drawing.Side-ay
		for i, got := range r.Pix {
			x, y := float64(i%drawing.Side)+0.5-ax, float64(i/drawing.Side)+0.5-ay
			u := 0.0
			if l := vx*vx + vy*vy; l > 0 {
				u = max(0, min(1, (x*vx+y*vy)/l))
			}
			cover := max(0, min(1, width*drawing.Side/2-math.Hypot(x-u*vx, y-u*vy)+0.5))
			if diff := math.Abs(float64(got) - 255*cover); diff > 1 { // float32 and rounding
				t.Fatalf("segment %v, pixel (%d, %d): %d, want %.1f", p, i%drawing.Side, i/drawing.Side, got, 255*cover)
			}
		}
	}
}

func TestPressureChangesTheWidthMildly(t *testing.T) {
	height := func(pressure float32) int {
		s := drawing.Stroke{Width: 0.1, Points: []drawing.Point{{X: 0.2, Y: 0.5, Pressure: pressure}, {X: 0.8, Y: 0.5, Pressure: pressure}}}
		return raster(drawing.Drawing{Strokes: []drawing.Stroke{s}}).InkBox().Dy()
	}
	// 0.1 of 504 pixels is 50.4; pressure 0.01 and 1 make it 0.755 and 1.25
	// times as much. The soft edge adds up to one pixel on either side.
	for pressure, want := range map[float32]float64{0.01: 38.1, 0.5: 50.4, 1: 63, 0: 50.4} {
		if got := float64(height(pressure)); got < want || got > want+2 {
			t.Errorf("pressure %v: %v pixels wide, want %.1f to %.1f", pressure, got, want, want+2)
		}
	}
}

func TestEraserRemovesInk(t *testing.T) {
	s := scribble(1, false)
	rub := s
	rub.Eraser, rub.Width = true, 0.25 // which covers all of the ink
	if box := raster(drawing.Drawing{Strokes: []drawing.Stroke{s, rub}}).InkBox(); !box.Empty() {
		t.Errorf("ink is left in %v", box)
	}
}

func TestInkBoxIsTheSmallest(t *testing.T) {
	if box := new(drawing.Raster).InkBox(); !box.Empty() {
		t.Errorf("an empty pad has ink in %v", box)
	}
	rng := rand.New(rand.NewPCG(1, 0))
	for range 200 {
		r := new(drawing.Raster)
		want := image.Rectangle{}
		for range 1 + rng.IntN(4) {
			x, y := rng.IntN(drawing.Side), rng.IntN(drawing.Side)
			r.Pix[y*drawing.Side+x] = byte(1 + rng.IntN(255))
			want = want.Union(image.Rect(x, y, x+1, y+1))
		}
		if got := r.InkBox(); got != want {
			t.Fatalf("InkBox = %v, want %v", got, want)
		}
	}
}

// The positions to which the pixel in the top left corner and the one right of it
// move.
func TestOrient(t *testing.T) {
	const last = drawing.Side - 1
	at := func(x, y int) int { return y*drawing.Side + x }
	for orientation, want := range [...][2]int{
		{at(0, 0), at(1, 0)}, {at(0, 0), at(1, 0)}, {at(last, 0), at(last-1, 0)}, {at(last, last), at(last-1, last)},
		{at(0, last), at(1, last)}, {at(0, 0), at(0, 1)}, {at(last, 0), at(last, 1)}, {at(last, last), at(last, last-1)},
		{at(0, last), at(0, last-1)}, {at(0, 0), at(1, 0)},
	} {
		r := new(drawing.Raster)
		r.Pix[at(0, 0)], r.Pix[at(1, 0)] = 200, 100
		r.Orient(orientation)
		if r.Pix[want[0]] != 200 || r.Pix[want[1]] != 100 {
			t.Errorf("orientation %d: %d and %d where 200 and 100 belong", orientation, r.Pix[want[0]], r.Pix[want[1]])
		}
	}
}
