package scene

import (
	"math"
	"slices"
)

// The geometry that both painters share: places in device pixels of the canvas, whose corner is that of the painting's View.
// Rectangles, frames, sharp lines and dashes are on whole pixels at every scale.

// Box is a rectangle of whole device pixels.
type Box struct{ X0, Y0, X1, Y1 float32 }

// Pixel is the device pixel nearest to a length in CSS pixels.
func (p *Painting) Pixel(v float32) float32 { return float32(math.Round(float64(v * p.Scale))) }

// Length is a length in whole device pixels, at least one.
func (p *Painting) Length(v float32) float32 { return max(p.Pixel(v), 1) }

// Size is the size of the canvas in device pixels.
func (p *Painting) Size() (w, h int) { return int(p.Pixel(p.View.W)), int(p.Pixel(p.View.H)) }

// Place is the whole device pixel nearest to a point.
func (p *Painting) Place(at Point) Point {
	return Point{p.Pixel(at.X) - p.Pixel(p.View.X), p.Pixel(at.Y) - p.Pixel(p.View.Y)}
}

// Exact is a point in device pixels, between two of them if need be.
func (p *Painting) Exact(at Point) Point {
	return Point{at.X*p.Scale - p.Pixel(p.View.X), at.Y*p.Scale - p.Pixel(p.View.Y)}
}

// Box is a rectangle on whole device pixels.
func (p *Painting) Box(r Rect) Box {
	from, to := p.Place(Point{r.X, r.Y}), p.Place(Point{r.X + r.W, r.Y + r.H})
	return Box{from.X, from.Y, to.X, to.Y}
}

// Fill appends the boxes of a filled rectangle or of its frame. They do not overlap, so a translucent colour is even.
func (p *Painting) Fill(boxes []Box, f Fill) []Box {
	b := p.Box(f.Rect)
	if f.Stroke == 0 {
		return append(boxes, b)
	}
	b, w := b.inset(-p.Pixel(f.Outset)), p.Length(f.Stroke)
	boxes = p.frame(boxes, b, w, f.Dash)
	if f.Double {
		boxes = p.frame(boxes, b.inset(-2*w), w, f.Dash)
	}
	return boxes
}

func (b Box) inset(d float32) Box { return Box{b.X0 + d, b.Y0 + d, b.X1 - d, b.Y1 - d} }

// frame appends the four sides of a frame; the upper and the lower one have the corners.
func (p *Painting) frame(boxes []Box, b Box, w float32, d Dash) []Box {
	for _, side := range [2]Box{{b.X0, b.Y0, b.X1, b.Y0 + w}, {b.X0, b.Y1 - w, b.X1, b.Y1}} {
		boxes = p.dashes(boxes, side, false, d)
	}
	first := len(boxes)
	for _, side := range [2]Box{{b.X0, b.Y0, b.X0 + w, b.Y1}, {b.X1 - w, b.Y0, b.X1, b.Y1}} {
		boxes = p.dashes(boxes, side, true, d)
	}
	for i := range boxes[first:] {
		side := &boxes[first+i]
		side.Y0, side.Y1 = max(side.Y0, b.Y0+w), min(side.Y1, b.Y1-w)
	}
	return slices.DeleteFunc(boxes, func(b Box) bool { return b.X0 >= b.X1 || b.Y0 >= b.Y1 })
}

// dashes appends a side of a frame. It begins and ends with a dash, so that corners are whole; one too short for that has no gap.
func (p *Painting) dashes(boxes []Box, side Box, upright bool, d Dash) []Box {
	length := side.length(upright)
	on, off := p.dash(d)
	gaps := max(float32(math.Round(float64((length-on)/(on+off)))), 1)
	step := (length - on) / gaps
	if d == Solid || !(step > on) {
		return append(boxes, side)
	}
	for i := range int(gaps) + 1 {
		at := float32(math.Round(float64(float32(i) * step)))
		boxes = append(boxes, side.along(upright, at, at+on))
	}
	return boxes
}
