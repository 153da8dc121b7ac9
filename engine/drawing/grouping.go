package drawing

import "image"

// Grouping compares sizes with each other, so that a picture gives the same digit
// when it is enlarged. The constants were measured on MNIST's 10,000 test digits,
// of which 254 consist of several pieces.
const (
	// Pieces across a gap of up to 1/near of the digit's size belong to the digit: 15
	// of MNIST's 338 separate pieces are farther away.
	near = 4

	// Pieces in a row with a gap of more than 1/apart of the digit's size, each with
	// at least alike of its height, are several digits. This and second refuse three
	// broken ones of MNIST's 10,000.
	apart = 8
	alike = 0.7

	// A piece farther away is another digit if it has at least 1/second of the
	// digit's size; a smaller one is a speck, a comma, a letter of print.
	second = 3

	// Outside the digit's box a piece with less than 1/speck of its pixels is a
	// speck, a dot of less than half a pen. The smallest piece of MNIST has 1/85.
	speck = 100

	// A component inside the picture is a speck if it has less than 1/dust of the
	// size of the one on the border and less than pens times the thickness of its
	// pen.
	dust = 8
	pens = 1.5

	// The content of a frame has at least 1/framed of its size. None of MNIST's
	// digits is a frame around a part of itself.
	framed = 6

	// A digit, unlike a texture, has at most maxParts pieces, and its perimeter is at
	// most rough times the width and height of its box; MNIST's have 1.2 to 3.2.
	maxParts = 16
	rough    = 16

	// A digit fills at most maxFill of its box, unless it is a 1, which is at least
	// slim times as long as wide; MNIST's fill at most 0.76.
	maxFill = 0.8
	slim    = 2

	// A digit has at least 1/smallest of the picture's longer side, which is 21 pixels
	// on the pad, and a size of fewest pixels: less is dust.
	smallest = 24
	fewest   = 6

	// A component with 1/bordering of its perimeter on the picture's border is a
	// shadow or the table; so is one with 1/leaning there that fills half of its box.
	bordering = 2
	leaning   = 4
)

// choose returns the components of the digit: the largest one and those near it.
// It leaves out components on the picture's border, if another one can be the
// digit, frames around the others, and specks.
func (l *labels) choose() (kept []bool, err error) {
	candidates := make([]bool, len(l.components))
	outer := -1 // the largest on the border
	for i, c := range l.components {
		candidates[i] = c.border == 0 && !c.shading
		if c.border > 0 && !c.shading && !l.alongBorder(c) && (outer < 0 || size(c.Rectangle) > size(l.components[outer].Rectangle)) {
			outer = i
		}
	}
	seed := l.largest(candidates)
	for seed >= 0 && l.encloses(seed, candidates) {
		candidates[seed] = false
		seed = l.largest(candidates)
	}
	if outer >= 0 && (seed < 0 || l.belongsTo(seed, outer)) {
		for i, c := range l.components {
			candidates[i] = !c.shading && !l.alongBorder(c)
		}
		seed = outer
	}
	if seed < 0 {
		return nil, ErrNoInk
	}
	kept, group, err := l.grow(seed, candidates)
	if err != nil {
		return nil, err
	}
	if size(group.Rectangle) < max(fewest, max(l.width, l.height)/smallest) || group.perimeter > rough*(group.Dx()+group.Dy()) {
		return nil, ErrNoInk
	}
	for i, c := range l.components {
		if candidates[i] && !kept[i] && second*size(c.Rectangle) >= size(group.Rectangle) {
			return nil, ErrSeveral
		}
	}
	if filled := float32(group.area) / float32(group.Dx()*group.Dy()); filled > maxFill && slim*min(group.Dx(), group.Dy()) > size(group.Rectangle) {
		return nil, ErrNoInk
	}
	return kept, nil
}

// alongBorder reports whether a component lies along the picture's border as
// shadows and objects next to the sheet do. If the light is uneven, so does every
// component on the border that does not fill half the picture. On uniform paper,
// where shadows are rare, the component must be solid and large.
func (l *labels) alongBorder(c component) bool {
	longer, solid := max(l.width, l.height), 2*c.area > c.Dx()*c.Dy()
	if !l.uneven {
		return solid && leaning*c.border >= c.perimeter && second*size(c.Rectangle) >= longer
	}
	return bordering*c.border >= c.perimeter || solid && leaning*c.border >= c.perimeter || c.border > 0 && 2*size(c.Rectangle) < longer
}

// largest returns the candidate of the largest size, or -1.
func (l *labels) largest(candidates []bool) int {
	best := -1
	for i, c := range l.components {
		if candidates[i] && (best < 0 || size(c.Rectangle) > size(l.components[best].Rectangle)) {
			best = i
		}
	}
	return best
}

// belongsTo reports whether inner, the largest component off the border, is not the
// digit but a speck beside outer, one on the border, or a piece of it.
func (l *labels) belongsTo(inner, outer int) bool {
	in, out := l.components[inner], l.components[outer]
	if dust*size(in.Rectangle) < size(out.Rectangle) && float32(size(in.Rectangle)) < pens*out.pen() {
		return true
	}
	distance, neighbours := l.gaps[pair(inner, outer)]
	return neighbours && near*int(distance) <= size(in.Rectangle) && out.area > in.area && second*size(in.Rectangle) >= size(out.Rectangle)
}

// encloses reports whether a component is a frame: one of the candidates lies
// inside it, and is large enough for the content of a frame.
func (l *labels) encloses(frame int, candidates []bool) bool {
	f := l.components[frame]
	for i, c := range l.components {
		if candidates[i] && i != frame && c.In(f.Inset(1)) && framed*size(c.Rectangle) >= size(f.Rectangle) && l.surrounds(frame, c.Rectangle) {
			return true
		}
	}
	return false
}

// surrounds reports whether lines from the middle of the box in all four directions
// meet the component.
func (l *labels) surrounds(frame int, b image.Rectangle) bool {
	f, middle := l.components[frame], image.Pt((b.Min.X+b.Max.X)/2, (b.Min.Y+b.Max.Y)/2)
	for _, step := range []image.Point{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
		at := middle
		for at.In(f.Rectangle) && !l.covers(frame, at) {
			at = at.Add(step)
		}
		if !at.In(f.Rectangle) {
			return false
		}
	}
	return true
}

// grow adds to a component those near it and near the ones added. The result does
// not depend on the random order of the map.
func (l *labels) grow(seed int, candidates []bool) (kept []bool, group component, err error) {
	kept = make([]bool, len(l.components))
	kept[seed], group = true, l.components[seed]
	parts := 1
	for more := true; more; {
		more = false
		for p, distance := range l.gaps {
			from, to := int(p[0]), int(p[1])
			if kept[to] {
				from, to = to, from
			}
			c := l.components[to]
			if !kept[from] || kept[to] || !candidates[to] || near*int(distance) > size(group.Rectangle) ||
				speck*c.area < l.components[seed].area && !c.In(group.Rectangle) {
				continue
			}
			kept[to], more = true, true
			group.Rectangle = group.Union(c.Rectangle)
			group.area += c.area
			group.perimeter += c.perimeter
			if speck*c.area >= l.components[seed].area {
				parts++
			}
		}
	}
	if parts > maxParts {
		return nil, group, ErrNoInk
	}
	for p, distance := range l.gaps {
		if kept[p[0]] && kept[p[1]] && apart*int(distance) > size(group.Rectangle) && inARow(l.components[p[0]].Rectangle, l.components[p[1]].Rectangle, group.Rectangle) {
			return nil, group, ErrSeveral
		}
	}
	return kept, group, nil
}

// inARow reports whether two pieces lie beside each other, or one above the other,
// and both extend over almost all of the group, as the digits of a number do.
func inARow(a, b, group image.Rectangle) bool {
	if a.Max.X <= b.Min.X || b.Max.X <= a.Min.X {
		return float32(min(a.Dy(), b.Dy())) >= alike*float32(group.Dy())
	}
	return (a.Max.Y <= b.Min.Y || b.Max.Y <= a.Min.Y) && float32(min(a.Dx(), b.Dx())) >= alike*float32(group.Dx())
}

// explained returns the share of the digit in all ink, by the squares of contrasts.
// Components on the picture's border that were left out do not count.
func (l *labels) explained(contrasts pixmap, kept []bool) float64 {
	all, digit := 0.0, 0.0
	for i, n := range l.nearest {
		if l.distance[i] == 0 && (kept[n] || l.components[n].border == 0 && !l.components[n].shading) {
			c := float64(contrasts.pix[i])
			all += c * c
			if kept[n] {
				digit += c * c
			}
		}
	}
	return digit / all
}
