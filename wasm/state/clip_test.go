package state

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/wire"
)

// ways lists the points of each stroke on the pad, and which strokes are joined.
func ways(s *State) (list [][]drawing.Point, joined []int) {
	for _, stroke := range s.Pad.Drawing.Strokes {
		list = append(list, stroke.Points)
	}
	return list, s.Pad.Drawing.Joined()
}

// The places are on the grid of a link, to which samples are moved.
func TestInkEndsAtTheEdge(t *testing.T) {
	type way = []drawing.Point
	for name, c := range map[string]struct {
		samples []drawing.Point
		want    []way
		joined  []int
	}{
		"out and let go":          {way{place(0.5, 0.5), place(1.5, 0.5), place(1.5, 0.75)}, []way{{place(0.5, 0.5), place(1, 0.5)}}, nil},
		"out and back":            {way{place(0.5, 0.5), place(1.5, 0.5), place(1.5, 0.75), place(0.5, 0.75)}, []way{{place(0.5, 0.5), place(1, 0.5)}, {place(1, 0.75), place(0.5, 0.75)}}, []int{1}},
		"out here and in there":   {way{place(0.5, 0.5), place(0.5, 1.5), place(-1, 1.5), place(-1, 0.25), place(0.25, 0.25), place(0.5, 0.25)}, []way{{place(0.5, 0.5), place(0.5, 1)}, {place(0, 0.25), place(0.25, 0.25), place(0.5, 0.25)}}, []int{1}},
		"across between samples":  {way{place(0.5, 0.5), place(2, 0.5), place(2, 0.25), place(-1, 0.25), place(-1, 0.75), place(2, 0.75)}, []way{{place(0.5, 0.5), place(1, 0.5)}, {place(1, 0.25), place(0, 0.25)}, {place(0, 0.75), place(1, 0.75)}}, []int{1, 2}},
		"from outside":            {way{place(-1, 0.5), place(0.5, 0.5)}, []way{{place(0, 0.5), place(0.5, 0.5)}}, nil},
		"outside alone":           {way{place(1.5, 0.5), place(1.5, 0.75), place(2, 2)}, nil, nil},
		"held where it went out":  {way{place(0.5, 0.5), place(1.25, 0.5), place(1.25, 0.5), place(1.25, 0.5)}, []way{{place(0.5, 0.5), place(1, 0.5)}}, nil},
		"a dot":                   {way{place(0.5, 0.5)}, []way{{place(0.5, 0.5)}}, nil},
		"a place that is none":    {way{place(0.5, 0.5), place(float32(math.NaN()), 0.5), place(0.25, 0.25), place(0.25, 0.5)}, []way{{place(0.5, 0.5)}, {place(0.25, 0.25), place(0.25, 0.5)}}, []int{1}},
		"on the border, and back": {way{place(0.5, 0.5), place(1, 0.5), place(0.5, 0.75)}, []way{{place(0.5, 0.5), place(1, 0.5), place(0.5, 0.75)}}, nil},
	} {
		for _, tool := range []Tool{Pen, Eraser} {
			s := open(t, wire.Yours)
			s.Update(SetTool{tool})
			pen(s, c.samples...)
			got, joined := ways(s)
			if !reflect.DeepEqual(got, c.want) || !slices.Equal(joined, c.joined) {
				t.Errorf("%s with the %s: drew %v, joined %v; want %v, joined %v", name, tool, got, joined, c.want, c.joined)
			}
			for _, stroke := range s.Pad.Drawing.Strokes {
				if stroke.Eraser != (tool == Eraser) {
					t.Errorf("%s with the %s: a stroke is of the other tool", name, tool)
				}
			}
			s.Update(Undo{})
			if len(s.Pad.Drawing.Strokes) > 0 || sum(s.Pad.Pixels) > 0 {
				t.Errorf("%s with the %s: one Undo leaves %d strokes", name, tool, len(s.Pad.Drawing.Strokes))
			}
		}
	}
}

// For any way of the pen, and however its samples are grouped into events: the ink is exactly that of the places on the pad.
func TestAPenThatGoesAnywhereDrawsOnThePadOnly(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 2))
	crossings := 0
	for range 40 {
		samples := []drawing.Point{place(r.Float32(), r.Float32())}
		for range 12 {
			samples = append(samples, place(2*r.Float32()-0.5, 2*r.Float32()-0.5))
		}
		one, several := open(t, wire.Yours), open(t, wire.Yours)
		pen(one, samples...)
		several.Update(PenDown{samples[:3]})
		several.Update(PenMove{samples[3:7]})
		several.Update(PenMove{samples[7:]})
		if !reflect.DeepEqual(one.Pad.Drawing, several.Pad.Drawing) || one.Pad.Raster.Pix != several.Pad.Raster.Pix {
			t.Fatal("samples that come together draw otherwise than one by one")
		}
		crossings += len(one.Pad.Drawing.Joined())

		var want drawing.Raster
		want.Redraw(onThePad(samples, one.Pad.Drawing.Strokes[0].Width))
		for i, ink := range one.Pad.Raster.Pix {
			// Samples move by up to a sixteenth of a pixel in x and in y.
			if d := int(ink) - int(want.Pix[i]); d < -40 || d > 40 {
				t.Fatalf("%v: pixel %d, %d has ink %d, want %d", samples, i%drawing.Side, i/drawing.Side, ink, want.Pix[i])
			}
		}
	}
	if crossings < 100 {
		t.Errorf("the pens came back %d times only: the test says little", crossings)
	}
}

// onThePad returns the parts of the way through samples that are on the pad, by sampling the way and by bisection at the border.
func onThePad(samples []drawing.Point, width float32) (d drawing.Drawing) {
	const places = 2000
	for i := range samples[1:] {
		on := func(t float64) bool { return onPad(along(samples[i], samples[i+1], t)) }
		edge := func(within, off float64) float64 {
			for range 40 {
				if middle := (within + off) / 2; on(middle) {
					within = middle
				} else {
					off = middle
				}
			}
			return within
		}
		first := -1.0
		for k := range places + 1 {
			t := float64(k) / places
			switch was := first >= 0; {
			case on(t) && !was:
				if first = t; k > 0 {
					first = edge(t, t-1./places)
				}
			case !on(t) && was:
				d.Strokes = append(d.Strokes, leg(samples[i:], first, edge(t-1./places, t), width))
				first = -1
			}
		}
		if first >= 0 {
			d.Strokes = append(d.Strokes, leg(samples[i:], first, 1, width))
		}
	}
	return d
}

// leg returns the stroke between two fractions of the way between two samples.
func leg(samples []drawing.Point, from, to float64, width float32) drawing.Stroke {
	return drawing.Stroke{Width: width, Points: []drawing.Point{along(samples[0], samples[1], from), along(samples[0], samples[1], to)}}
}

func TestAPenOutsideAsksNothing(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(PenDown{[]drawing.Point{place(0.5, 0.5)}})
	s.Update(PenMove{[]drawing.Point{place(1.5, 0.5)}})
	version := s.Pad.Version
	if got := s.Update(PenMove{[]drawing.Point{place(1.5, 0.7), place(1.6, 0.9)}}); got != nil || s.Pad.Version != version {
		t.Errorf("sent %v", got)
	}
	if !s.Pad.PenIsDown() {
		t.Error("the gesture ended before the pen was lifted")
	}
}

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

// The part of a random line that clip returns contains those of a thousand places along it that are on the pad.
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
			if last > first { // a single place may be a corner
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
