package state

import (
	"math"
	"math/rand/v2"
	"testing"

	"convlab/engine/drawing"
)

func TestClipFindsWhatLiesOnThePad(t *testing.T) {
	at := func(x, y, pressure float32) drawing.Point { return drawing.Point{X: x, Y: y, Pressure: pressure} }
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for name, c := range map[string]struct {
		a, b     drawing.Point
		from, to drawing.Point
		passes   bool
	}{
		"within":                 {at(0.2, 0.3, 0.4), at(0.9, 0.1, 0.6), at(0.2, 0.3, 0.4), at(0.9, 0.1, 0.6), false},
		"at rest":                {at(0.2, 0.3, 0.4), at(0.2, 0.3, 0.5), at(0.2, 0.3, 0.4), at(0.2, 0.3, 0.5), false},
		"out on the right":       {at(0.5, 0.5, 0.2), at(1.5, 0.25, 0.4), at(0.5, 0.5, 0.2), at(1, 0.375, 0.3), false},
		"out at the top":         {at(0.5, 0.5, 0), at(0.25, -0.5, 0), at(0.5, 0.5, 0), at(0.375, 0, 0), false},
		"in from the left":       {at(-0.5, 0.25, 1), at(0.5, 0.75, 0.5), at(0, 0.5, 0.75), at(0.5, 0.75, 0.5), false},
		"in from below":          {at(0.5, 1.5, 0), at(0.5, 0.5, 0), at(0.5, 1, 0), at(0.5, 0.5, 0), false},
		"across":                 {at(-1, 0, 0), at(2, 1, 0), at(0, 1/3., 0), at(1, 2/3., 0), false},
		"across a corner":        {at(0.75, -0.5, 0), at(1.75, 0.5, 0), at(0, 0, 0), at(0, 0, 0), true}, // passes the corner at a distance
		"through a corner":       {at(-0.5, 0.25, 0), at(0.5, -0.75, 0), at(0, 0, 0), at(0, 0, 0), true},
		"touches a corner":       {at(0.5, -0.5, 0), at(1.5, 0.5, 0), at(0, 0, 0), at(0, 0, 0), true},
		"cuts a corner":          {at(0.5, -0.25, 0), at(1.25, 0.5, 0), at(0.75, 0, 0), at(1, 0.25, 0), false},
		"beside":                 {at(1.1, 0.2, 0), at(1.1, 0.8, 0), at(0, 0, 0), at(0, 0, 0), true},
		"out from the border":    {at(1, 0.5, 0), at(1.5, 0.5, 0), at(0, 0, 0), at(0, 0, 0), true},
		"along the border":       {at(1, 0.2, 0), at(1, 0.8, 0), at(1, 0.2, 0), at(1, 0.8, 0), false},
		"from where nothing is":  {at(nan, 0.5, 0), at(0.5, 0.5, 0), at(0, 0, 0), at(0, 0, 0), true},
		"to where nothing is":    {at(0.5, 0.5, 0), at(0.5, nan, 0), at(0, 0, 0), at(0, 0, 0), true},
		"from the end of all":    {at(-inf, 0.5, 0), at(0.5, 0.5, 0), at(0, 0, 0), at(0, 0, 0), true},
		"beside, and to the end": {at(0.5, inf, 0), at(0.5, inf, 0), at(0, 0, 0), at(0, 0, 0), true},
	} {
		from, to, ok := clip(c.a, c.b)
		if ok == c.passes || ok && (from != c.from || to != c.to) {
			t.Errorf("%s: %v to %v, %v; want %v to %v", name, from, to, ok, c.from, c.to)
		}
	}
}

// What clip keeps of lines at random is what lies on the pad of a thousand places along them.
func TestClipKeepsThePlacesOnThePad(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 1))
	random := func() drawing.Point { return drawing.Point{X: 3*r.Float32() - 1, Y: 3*r.Float32() - 1} }
	const places = 1000
	for range 2000 {
		a, b := random(), random()
		first, last := -1, -1
		for i := range places + 1 {
			if onPad(along(a, b, float64(i)/places)) {
				if last = i; first < 0 {
					first = i
				}
			}
		}
		from, to, ok := clip(a, b)
		length := math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y))
		if !ok {
			if last > first { // one place alone may be a corner that is touched
				t.Errorf("%v to %v passes the pad, and places %d to %d lie on it", a, b, first, last)
			}
			continue
		}
		near := func(p drawing.Point, place int) bool {
			q := along(a, b, float64(place)/places)
			return math.Hypot(float64(p.X-q.X), float64(p.Y-q.Y)) <= length/places+1e-6
		}
		if first < 0 {
			if kept := math.Hypot(float64(to.X-from.X), float64(to.Y-from.Y)); kept > length/places+1e-6 {
				t.Errorf("%v to %v: no place lies on the pad, and %v to %v is kept", a, b, from, to)
			}
		} else if !near(from, first) || !near(to, last) {
			t.Errorf("%v to %v: kept %v to %v, want places %d to %d", a, b, from, to, first, last)
		}
	}
}
