package scene

import (
	"math"
	"slices"
)

// Line is a polyline of constant width. A level or upright line of two points is painted sharp: it begins at their Y or X, below or
// right of it. Any other line has its points in its middle.
type Line struct {
	Points []Point
	Width  float32
	Round  float32 // how far from a corner its curve begins
	Color  Color
	Dash   Dash // of a sharp line
}

// Area is the area between two polylines with the same X, in one colour.
type Area struct {
	Upper, Lower []Point
	Color        Color
}

// Dash is a pattern of dashes and gaps: their lengths in CSS pixels.
type Dash uint8

// The patterns.
const (
	Solid  Dash = iota
	Dash22      // where the route crosses a map
	Dash42      // a preview
	Dash53      // what must be learned
)

// lengths returns the lengths of a dash and of the gap after it.
func (d Dash) lengths() (on, off float32) {
	lengths := [...][2]float32{Dash22: {2, 2}, Dash42: {4, 2}, Dash53: {5, 3}}[d]
	return lengths[0], lengths[1]
}

// Sharp reports whether a line is painted as boxes.
func (l Line) Sharp() bool {
	return len(l.Points) == 2 && (l.Points[0].X == l.Points[1].X || l.Points[0].Y == l.Points[1].Y)
}

// Line appends the boxes of a sharp line.
func (p *Painting) Line(boxes []Box, l Line) []Box {
	a, b := l.Points[0], l.Points[1]
	from, to := p.Place(Point{min(a.X, b.X), min(a.Y, b.Y)}), p.Place(Point{max(a.X, b.X), max(a.Y, b.Y)})
	w := p.Length(l.Width)
	whole := Box{from.X, from.Y, max(to.X, from.X+w), max(to.Y, from.Y+w)}
	if l.Dash == Solid {
		return append(boxes, whole)
	}
	upright := a.X == b.X
	on, off := p.dash(l.Dash)
	for at := float32(0); at < whole.length(upright); at += on + off {
		boxes = append(boxes, whole.along(upright, at, at+on))
	}
	return boxes
}

// dash is the lengths of a pattern in whole device pixels.
func (p *Painting) dash(d Dash) (on, off float32) {
	on, off = d.lengths()
	return p.Length(on), p.Length(off)
}

func (b Box) length(upright bool) float32 {
	if upright {
		return b.Y1 - b.Y0
	}
	return b.X1 - b.X0
}

// along is the part of a bar between two distances from its beginning.
func (b Box) along(upright bool, from, to float32) Box {
	if upright {
		return Box{b.X0, b.Y0 + from, b.X1, min(b.Y0+to, b.Y1)}
	}
	return Box{b.X0 + from, b.Y0, min(b.X0+to, b.X1), b.Y1}
}

// Polyline appends the points of a line in device pixels, with its corners rounded. An end of a level or upright part is on a whole
// pixel, so that it meets rectangles and ribbons.
func (p *Painting) Polyline(points []Point, l Line) []Point {
	last := len(l.Points) - 1
	for i, at := range l.Points {
		switch {
		case i == 0:
			points = append(points, p.end(at, l.Points[min(1, last)]))
		case i == last:
			points = append(points, p.end(at, l.Points[last-1]))
		case l.Round == 0:
			points = append(points, p.Exact(at))
		default:
			from, to := toward(at, l.Points[i-1], l.Round), toward(at, l.Points[i+1], l.Round)
			points = quadratic{p.Exact(from), p.Exact(at), p.Exact(to)}.flatten(points)
		}
	}
	return slices.Compact(points) // on a short line one corner ends where the next begins
}

// end is the end of a line that comes from another point.
func (p *Painting) end(at, from Point) Point {
	exact, whole := p.Exact(at), p.Place(at)
	switch {
	case at.Y == from.Y:
		exact.X = whole.X
	case at.X == from.X:
		exact.Y = whole.Y
	}
	return exact
}

// toward is the point at a distance from a on the line to b, at most half of the way.
func toward(a, b Point, distance float32) Point {
	dx, dy := b.X-a.X, b.Y-a.Y
	part := min(distance/float32(math.Hypot(float64(dx), float64(dy))), 0.5)
	return Point{a.X + dx*part, a.Y + dy*part}
}

// Hatch is a rectangle with diagonal lines that end at its edges: what a window reads outside a map, or what no window reads. The
// lines of all hatches of a scene are one pattern, so that two of them that touch look like one.
type Hatch struct {
	Rect  Rect
	Color Color
	Cross bool // lines in both directions: what is not a number
}

// Hatching returns a hatch in device pixels: lines and their width. The painter cuts them at the box.
func (p *Painting) Hatching(h Hatch) (box Box, lines [][2]Point, width float32) {
	const gap = 4 // CSS pixels from line to line, along an edge
	b, step, w := p.Box(h.Rect), p.Length(gap), p.Length(1)
	corner := p.Place(Point{}) // of the scene: the pattern begins there
	// The lines x - y = d from the lower left corner to the upper right one, and those whose middle is just outside.
	y0, y1 := b.Y0-w, b.Y1+w
	for d := next(b.X0-b.Y1-w, corner.X-corner.Y, step); d < b.X1-b.Y0+w; d += step {
		lines = append(lines, [2]Point{{d + y0, y0}, {d + y1, y1}})
	}
	if h.Cross { // the lines x + y = d
		for d := next(b.X0+b.Y0-w, corner.X+corner.Y, step); d < b.X1+b.Y1+w; d += step {
			lines = append(lines, [2]Point{{d - y0, y0}, {d - y1, y1}})
		}
	}
	return b, lines, w
}

// next is the first of start, start ± step, start ± 2 step, ... after v.
func next(v, start, step float32) float32 {
	return start + step*float32(math.Floor(float64((v-start)/step))+1)
}
