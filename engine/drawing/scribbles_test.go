package drawing_test

import (
	"math"
	"math/rand/v2"

	"convlab/engine/drawing"
)

// noDigit is a drawing of something other than a digit.
type noDigit struct {
	kind string
	drawing.Drawing
}

// hand draws scribbles: strokes in a box from 0 to 1 along both axes, which is then
// rotated, scaled and moved on the pad.
type hand struct {
	*rand.Rand
	strokes [][]drawing.Point
}

// between returns a number in [low, high).
func (h *hand) between(low, high float64) float64 { return low + (high-low)*h.Float64() }

// some returns a whole number from low to high.
func (h *hand) some(low, high int) int { return low + h.IntN(high-low+1) }

func (h *hand) down()                  { h.strokes = append(h.strokes, nil) }
func (h *hand) dot(x, y float64)       { h.down(); h.to(x, y) }
func (h *hand) noise() float64         { return 0.02 * h.NormFloat64() }
func (h *hand) last() *[]drawing.Point { return &h.strokes[len(h.strokes)-1] }

func (h *hand) to(x, y float64) {
	s := h.last()
	*s = append(*s, drawing.Point{X: float32(x), Y: float32(y)})
}

// curve draws a Catmull-Rom spline through the points.
func (h *hand) curve(x, y []float64) {
	h.down()
	at := func(v []float64, i int) float64 { return v[min(max(i, 0), len(v)-1)] }
	for i := range len(x) - 1 {
		for k := range 8 {
			t := float64(k) / 8
			w0, w1, w2, w3 := ((2-t)*t-1)*t/2, ((3*t-5)*t*t+2)/2, ((4-3*t)*t+1)*t/2, (t-1)*t*t/2
			h.to(at(x, i-1)*w0+at(x, i)*w1+at(x, i+1)*w2+at(x, i+2)*w3, at(y, i-1)*w0+at(y, i)*w1+at(y, i+1)*w2+at(y, i+2)*w3)
		}
	}
	h.to(x[len(x)-1], y[len(y)-1])
}

// zigzag goes up and down n times while it crosses its box.
func (h *hand) zigzag(n int) {
	h.down()
	for i := range n {
		h.to(float64(i)/float64(n-1)+h.noise(), float64(i%2)+3*h.noise())
	}
}

// lines draws n parallel strokes, across or down.
func (h *hand) lines(n int, across bool) {
	for i := range n {
		a, b := (float64(i)+0.5)/float64(n)+h.noise(), (float64(i)+0.5)/float64(n)+h.noise()
		h.down()
		if across {
			h.to(3*h.noise(), a)
			h.to(1+3*h.noise(), b)
		} else {
			h.to(a, 3*h.noise())
			h.to(b, 1+3*h.noise())
		}
	}
}

// scribbleKinds are the kinds of scribbles, each with the least and the greatest width of the pen.
var scribbleKinds = []struct {
	name      string
	low, high float64
	draw      func(h *hand)
}{
	{"full", 0.10, 0.15, func(h *hand) { h.lines(h.some(12, 20), h.IntN(2) == 0) }}, // on the whole pad: see scribbles
	{"blot", 0.10, 0.15, func(h *hand) { // a filled shape, without a gap
		n := h.some(8, 14)
		h.down()
		for i := range n {
			half := math.Sqrt(math.Max(0.02, 0.25-math.Pow(float64(i)/float64(n-1)-0.5, 2))) // a disc's
			h.to(0.5-half+h.noise(), float64(i)/float64(n-1))
			h.to(0.5+half+h.noise(), float64(i)/float64(n-1))
		}
	}},
	{"dots", 0.03, 0.12, func(h *hand) {
		for range h.some(1, 30) {
			h.dot(h.Float64(), h.Float64())
		}
	}},
	{"spray", 0.03, 0.06, func(h *hand) {
		for range h.some(30, 150) {
			h.dot(0.5+0.2*h.NormFloat64(), 0.5+0.2*h.NormFloat64())
		}
	}},
	{"dotted line", 0.03, 0.06, func(h *hand) { // straight or bent
		n, bend := h.some(6, 14), h.between(-1.2, 1.2)
		for i := range n {
			t := float64(i) / float64(n-1)
			h.dot(t+h.noise(), 0.5+bend*(t-t*t)+h.noise())
		}
	}},
	{"zigzag", 0.03, 0.12, func(h *hand) { h.zigzag(h.some(7, 20)) }},
	{"hatching", 0.03, 0.10, func(h *hand) { h.lines(h.some(4, 12), true) }},
	{"lattice", 0.03, 0.10, func(h *hand) { h.lines(h.some(3, 7), true); h.lines(h.some(3, 7), false) }},
	{"spiral", 0.03, 0.10, func(h *hand) {
		turns := h.between(2.5, 7)
		h.down()
		for i := range 200 {
			t := float64(i) / 199
			h.to(0.5+t*math.Cos(2*math.Pi*turns*t)/2, 0.5+t*math.Sin(2*math.Pi*turns*t)/2)
		}
	}},
	{"coil", 0.03, 0.10, func(h *hand) { // loops along a line, as when trying a pen
		loops, wide := h.some(4, 9), h.between(0.08, 0.25)
		h.down()
		for i := range 30 * loops {
			t := float64(i) / float64(30*loops-1)
			h.to(t+wide*math.Cos(2*math.Pi*float64(loops)*t), 0.5+math.Sin(2*math.Pi*float64(loops)*t)/2)
		}
	}},
	{"walk", 0.03, 0.10, func(h *hand) { // turns at random and turns back at the edge
		x, y, angle, turn := h.Float64(), h.Float64(), 2*math.Pi*h.Float64(), 0.0
		h.down()
		for range h.some(150, 500) {
			turn = 0.8*turn + 0.15*h.NormFloat64()
			angle += turn
			if nx, ny := x+0.04*math.Cos(angle), y+0.04*math.Sin(angle); nx > 0 && ny > 0 && nx < 1 && ny < 1 {
				x, y = nx, ny
			} else {
				angle += math.Pi / 2
			}
			h.to(x, y)
		}
	}},
	{"tangle", 0.03, 0.10, func(h *hand) { // a smooth line through random points
		var x, y []float64
		for range h.some(10, 30) {
			x, y = append(x, h.Float64()), append(y, h.Float64())
		}
		h.curve(x, y)
	}},
	{"crossed out", 0.03, 0.08, func(h *hand) { // a round shape, and a zigzag over it
		h.down()
		for i := range 40 {
			h.to(0.5+0.3*math.Cos(float64(i)*math.Pi/20), 0.5+0.45*math.Sin(float64(i)*math.Pi/20))
		}
		h.zigzag(h.some(6, 14))
	}},
}

// scribbles returns n drawings, of all kinds in turn, from 0.3 to 0.9 of the pad's
// side, wherever they fit and rotated by any angle.
func scribbles(seed uint64, n int) []noDigit {
	var all []noDigit
	for i := range n {
		kind := scribbleKinds[i%len(scribbleKinds)]
		h := &hand{Rand: rand.New(rand.NewPCG(seed, uint64(i)))}
		kind.draw(h)
		width := h.between(kind.low, kind.high)
		size, angle := h.between(0.3, 0.9), 2*math.Pi*h.Float64()
		squeeze := h.between(0.6, 1)
		if kind.name == "full" {
			size, angle, squeeze = 1, 0, 1
		}
		sin, cos := math.Sincos(angle)
		left, top := h.between(size/2, 1-size/2), h.between(size/2, 1-size/2)
		d := drawing.Drawing{}
		for _, points := range h.strokes {
			s := drawing.Stroke{Width: float32(width)}
			for _, p := range points {
				x, y := size*(float64(p.X)-0.5), size*squeeze*(float64(p.Y)-0.5)
				s.Points = append(s.Points, drawing.Point{X: float32(left + x*cos - y*sin), Y: float32(top + x*sin + y*cos)})
			}
			d.Strokes = append(d.Strokes, s)
		}
		all = append(all, noDigit{kind.name, d})
	}
	return all
}
