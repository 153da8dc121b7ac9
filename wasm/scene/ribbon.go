package scene

import "math"

// Ribbon is an area between two curves that lead from one end to another. Both curves leave the ends level, or upright if Vertical.
// The ends are on whole device pixels, like the rectangles that they touch, unless Exact.
type Ribbon struct {
	From, To [2]Point // the corners of each end: the upper and the lower one, or the left and the right one if Vertical
	Vertical bool
	Early    bool // the curves turn early: their control points are at 15 and 50 % of the way, not both in the middle
	Exact    bool // its thickness counts: the ends may be between device pixels
	Color    Color
	Edge     Color   // of a line along each curve, within the ribbon
	Stroke   float32 // the width of these lines; 0: there are none
}

// Curves returns the two sides of a ribbon in device pixels.
func (p *Painting) Curves(r Ribbon) [2]Cubic { return p.curves(r, 0) }

// Edges returns the middles of the lines along a ribbon's sides, and their width, in device pixels.
func (p *Painting) Edges(r Ribbon) (edges [2]Cubic, width float32) {
	width = p.Length(r.Stroke)
	return p.curves(r, width/2), width
}

// curves returns the sides, moved into the ribbon.
func (p *Painting) curves(r Ribbon, in float32) (sides [2]Cubic) {
	first, second := float32(0.5), float32(0.5)
	if r.Early {
		first, second = 0.15, 0.5
	}
	for i, in := range [2]float32{in, -in} {
		from, to := p.Place(r.From[i]), p.Place(r.To[i])
		if r.Vertical {
			if r.Exact {
				from.X, to.X = p.Exact(r.From[i]).X, p.Exact(r.To[i]).X
			}
			from.X, to.X = from.X+in, to.X+in
			way := to.Y - from.Y
			sides[i] = Cubic{from, {from.X, from.Y + first*way}, {to.X, from.Y + second*way}, to}
		} else {
			if r.Exact {
				from.Y, to.Y = p.Exact(r.From[i]).Y, p.Exact(r.To[i]).Y
			}
			from.Y, to.Y = from.Y+in, to.Y+in
			way := to.X - from.X
			sides[i] = Cubic{from, {from.X + first*way, from.Y}, {from.X + second*way, to.Y}, to}
		}
	}
	return sides
}

// Cubic is a cubic Bézier curve: its ends and, between them, its control points.
type Cubic [4]Point

// flat is the largest distance of a polyline from its curve, in device pixels: less shows at no scale.
const flat = 0.1

// Reversed is the curve from its end to its beginning.
func (c Cubic) Reversed() Cubic { return Cubic{c[3], c[2], c[1], c[0]} }

// Steps is in how many parts of equal parameter a curve is cut, so that a polyline looks as smooth as the curve: a part of n has an
// error of at most an eighth of the second derivative over n².
func (c Cubic) Steps() int {
	if c[0].Y == c[3].Y && c[1].Y == c[0].Y && c[2].Y == c[0].Y || c[0].X == c[3].X && c[1].X == c[0].X && c[2].X == c[0].X {
		return 1 // a line
	}
	second := 6 * max(bend(c[0], c[1], c[2]), bend(c[1], c[2], c[3]))
	return steps(second)
}

// At is the curve's point for a parameter from 0 to 1.
func (c Cubic) At(t float32) Point {
	u := 1 - t
	a, b, d, e := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
	return Point{a*c[0].X + b*c[1].X + d*c[2].X + e*c[3].X, a*c[0].Y + b*c[1].Y + d*c[2].Y + e*c[3].Y}
}

// Along is the direction of the curve at a parameter.
func (c Cubic) Along(t float32) Point {
	u := 1 - t
	a, b, d := u*u, 2*u*t, t*t // of the parts between the points
	return Point{
		a*(c[1].X-c[0].X) + b*(c[2].X-c[1].X) + d*(c[3].X-c[2].X),
		a*(c[1].Y-c[0].Y) + b*(c[2].Y-c[1].Y) + d*(c[3].Y-c[2].Y),
	}
}

// Flatten appends a curve as a polyline.
func (c Cubic) Flatten(points []Point) []Point {
	n := c.Steps()
	for i := range n + 1 {
		points = append(points, c.At(float32(i)/float32(n)))
	}
	return points
}

// quadratic is a quadratic Bézier curve.
type quadratic [3]Point

func (q quadratic) flatten(points []Point) []Point {
	n := steps(2 * bend(q[0], q[1], q[2]))
	for i := range n + 1 {
		t := float32(i) / float32(n)
		u := 1 - t
		a, b, c := u*u, 2*u*t, t*t
		points = append(points, Point{a*q[0].X + b*q[1].X + c*q[2].X, a*q[0].Y + b*q[1].Y + c*q[2].Y})
	}
	return points
}

// bend is the distance of three points from a line with equal parts: 0 on one.
func bend(a, b, c Point) float64 {
	return math.Hypot(float64(a.X-2*b.X+c.X), float64(a.Y-2*b.Y+c.Y))
}

// steps is the number of parts that keep a curve with this second derivative within flat.
func steps(second float64) int {
	const most = 256 // ends what is not finite, too
	n := math.Ceil(math.Sqrt(second / (8 * flat)))
	if !(n < most) {
		return most
	}
	return max(int(n), 1)
}
