package scene

import "math"

// shape is an element of a painting's lists.
type shape interface {
	bounds(p *Painting) Box // around everything that it paints
}

// Changed returns the boxes of a canvas that shows q in which p differs: the whole canvas, if all of it may. The canvas may be
// larger than the view. A painter paints what is Within each box. They overlap only where that is cheaper than more of them.
func (p *Painting) Changed(q *Painting, w, h int) []Box {
	c := changes{canvas: Box{0, 0, float32(w), float32(h)}}
	if p.View != q.View || p.Theme != q.Theme || p.Scale != q.Scale {
		c.add(c.canvas)
		return c.boxes
	}
	differing(&c, p, q, p.Ribbons, q.Ribbons, equal)
	differing(&c, p, q, p.Fills, q.Fills, equal)
	differing(&c, p, q, []PadInk{p.Ink}, []PadInk{q.Ink}, PadInk.same)
	differing(&c, p, q, p.Maps, q.Maps, Maps.same)
	differing(&c, p, q, p.Hatches, q.Hatches, equal)
	differing(&c, p, q, p.Areas, q.Areas, Area.same)
	differing(&c, p, q, p.Lines, q.Lines, Line.same)
	differing(&c, p, q, p.Front, q.Front, Maps.same)
	differing(&c, p, q, p.Frames, q.Frames, equal)
	return c.boxes
}

// Within is the part of a painting that reaches into a box of its canvas.
func (p *Painting) Within(box Box) Painting {
	part := *p
	part.Ribbons = reaching(p, p.Ribbons, box)
	part.Fills = reaching(p, p.Fills, box)
	part.Maps = reaching(p, p.Maps, box)
	part.Hatches = reaching(p, p.Hatches, box)
	part.Areas = reaching(p, p.Areas, box)
	part.Lines = reaching(p, p.Lines, box)
	part.Front = reaching(p, p.Front, box)
	part.Frames = reaching(p, p.Frames, box)
	return part
}

func reaching[T shape](p *Painting, list []T, box Box) (some []T) {
	for _, s := range list {
		if s.bounds(p).overlaps(box) {
			some = append(some, s)
		}
	}
	return some
}

func equal[T comparable](a, b T) bool { return a == b }

// differing adds where two lists differ.
func differing[T shape](c *changes, p, q *Painting, now, before []T, same func(T, T) bool) {
	for i := range max(len(now), len(before)) {
		if i < len(now) && i < len(before) && same(now[i], before[i]) {
			continue
		}
		if i < len(now) {
			c.add(now[i].bounds(p))
		}
		if i < len(before) {
			c.add(before[i].bounds(q))
		}
	}
}

// changes collects boxes of a canvas.
type changes struct {
	canvas Box
	boxes  []Box
}

// add joins a box with those near it: painting one box more takes about as long as so many pixels.
func (c *changes) add(b Box) {
	const another = 128 * 128
	b = b.and(c.canvas)
	if b.area() == 0 {
		return
	}
	for i := 0; i < len(c.boxes); i++ {
		if both := b.or(c.boxes[i]); both.area() <= b.area()+c.boxes[i].area()+another {
			b = both
			c.boxes = append(c.boxes[:i], c.boxes[i+1:]...)
			i = -1 // it may be near to others now
		}
	}
	c.boxes = append(c.boxes, b)
}

func (b Box) and(o Box) Box {
	return Box{max(b.X0, o.X0), max(b.Y0, o.Y0), min(b.X1, o.X1), min(b.Y1, o.Y1)}
}

func (b Box) or(o Box) Box {
	return Box{min(b.X0, o.X0), min(b.Y0, o.Y0), max(b.X1, o.X1), max(b.Y1, o.Y1)}
}

func (b Box) overlaps(o Box) bool { return b.and(o).area() > 0 }

func (b Box) area() float32 { return max(b.X1-b.X0, 0) * max(b.Y1-b.Y0, 0) }

func (r Ribbon) bounds(p *Painting) Box { return p.around(1, r.From[0], r.From[1], r.To[0], r.To[1]) }

func (f Fill) bounds(p *Painting) Box {
	b := p.Box(f.Rect)
	if f.Stroke == 0 {
		return b
	}
	b = b.inset(-p.Pixel(f.Outset))
	if f.Double {
		b = b.inset(-2 * p.Length(f.Stroke))
	}
	return b
}

func (ink PadInk) bounds(p *Painting) Box { return p.Box(ink.Rect) }

func (m Maps) bounds(p *Painting) Box { return p.Box(m.rect()) }

func (h Hatch) bounds(p *Painting) Box { return p.Box(h.Rect) }

func (a Area) bounds(p *Painting) Box {
	return p.around(1, a.Upper...).or(p.around(1, a.Lower...))
}

func (l Line) bounds(p *Painting) Box { return p.around(p.Length(l.Width)+1, l.Points...) }

// around is the box around points, with room for what is thick or fades.
func (p *Painting) around(room float32, points ...Point) Box {
	inf := float32(math.Inf(1))
	b := Box{inf, inf, -inf, -inf}
	for _, at := range points {
		at = p.Place(at)
		b = b.or(Box{at.X, at.Y, at.X, at.Y})
	}
	return b.inset(-room - 1) // and of a curve between two pixels
}
