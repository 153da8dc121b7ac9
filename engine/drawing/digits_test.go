package drawing_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"convlab/engine/drawing"
)

// digit is one of the ten in testdata/digits.json: plain strokes of a mouse, from no
// dataset.
type digit struct {
	Label uint8 `json:"label"`
	drawing.Drawing
}

func digits(t testing.TB) []digit {
	t.Helper()
	text, err := os.ReadFile("testdata/digits.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []digit
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	for k, d := range all {
		if int(d.Label) != k || d.Validate() != nil {
			t.Fatalf("digit %d: label %d, %v", k, d.Label, d.Validate())
		}
	}
	if len(all) != 10 {
		t.Fatalf("%d digits, want 10", len(all))
	}
	return all
}

// with returns the drawing with another pen, scaled by size about the middle of the
// pad and then moved.
func with(d drawing.Drawing, pen, size, dx, dy float32) drawing.Drawing {
	var out drawing.Drawing
	for _, s := range d.Strokes {
		c := drawing.Stroke{Eraser: s.Eraser, Width: pen}
		for _, p := range s.Points {
			c.Points = append(c.Points, drawing.Point{
				X: (p.X-0.5)*size + 0.5 + dx, Y: (p.Y-0.5)*size + 0.5 + dy, Pressure: p.Pressure,
			})
		}
		out.Strokes = append(out.Strokes, c)
	}
	return out
}

func raster(d drawing.Drawing) *drawing.Raster {
	r := new(drawing.Raster)
	r.Redraw(d)
	return r
}

func prepare(d drawing.Drawing, steps drawing.Steps) drawing.Prepared {
	return new(drawing.Preparer).Prepare(raster(d), steps)
}

// distance is ||a-b|| / ||b||, the minimum over shifts of a by up to one pixel: MNIST
// is centred by whole pixels, so two nearly equal drawings whose centres of mass lie
// on either side of a half are one pixel apart.
func distance(a, b *drawing.Prepared) float64 {
	least := math.Inf(1)
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			var e, n float64
			for y := 1; y < 27; y++ {
				for x := 1; x < 27; x++ {
					p, q := float64(a.Pixels[(y+dy)*28+x+dx]), float64(b.Pixels[y*28+x])
					e += (p - q) * (p - q)
					n += q * q
				}
			}
			least = min(least, math.Sqrt(e/n))
		}
	}
	return least
}
