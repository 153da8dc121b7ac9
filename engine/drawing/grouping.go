package drawing

import "image"

// What belongs together goes by sizes, as shares of other sizes, so that a
// picture and the same one enlarged give the same digit. Measured on MNIST's
// 10,000 test digits, of which 254 are in several pieces.
const (
	// A gap of up to 1/near of the digit's size belongs to it: 15 of MNIST's 338
	// separate pieces are farther away.
	near = 4

	// Pieces in a row with a gap of more than 1/apart of the digit's size, each
	// at least so much of its height, are digits; of MNIST's 10,000 three
	// broken ones are refused by this and by second.
	apart = 8
	alike = 0.7

	// What is farther away is another digit from 1/second of the digit's size
	// on; below that it is a speck, a comma, a letter of print.
	second = 3

	// Outside the digit's box a piece with less than 1/speck of its pixels is a
	// speck, a dot of less than half a pen. The least of MNIST has 1/85.
	speck = 100

	// What is found within the edges is a speck if it has less than 1/dust of
	// the size of what touches them and less than pens times its pen.
	dust = 8
	pens = 1.5

	// What a frame is drawn round has at least 1/framed of its size. None of
	// MNIST's digits is a frame of a part of it.
	framed = 6

	// Textures: a digit has no more pieces, and its outline is no longer than
	// rough times the width and height of its box; MNIST's have 1.2 to 3.2.
	mostParts = 16
	rough     = 16

	// A digit fills at most that share of its box, unless it is a 1, slim times
	// as long as wide; MNIST's fill 0.76 at most.
	mostFill = 0.8
	slim     = 2

	// A digit has at least 1/smallest of the picture's longer side, 21 pixels on
	// the pad, and fewest pixels: less is dust.
	smallest = 24
	fewest   = 6

	// What has 1/bordering of its outline at the picture's edge is a shadow or
	// the table; so is what has 1/leaning there and fills half of its box.
	bordering = 2
	leaning   = 4
)

// choose returns which components are the digit: the largest one and what lies
// near it. Left out are what touches the picture's edges, if anything else can
// be the digit; what encloses the rest; and specks.
func (l *labels) choose() (kept []bool, err error) {
	candidates := make([]bool, len(l.found))
	outer := -1 // the largest that touches an edge
	for i, c := range l.found {
		candidates[i] = c.edge == 0 && !c.light
		if c.edge > 0 && !c.light && !l.borders(c) && (outer < 0 || size(c.Rectangle) > size(l.found[outer].Rectangle)) {
			outer = i
		}
	}
	seed := l.largest(candidates)
	for seed >= 0 && l.encloses(seed, candidates) {
		candidates[seed] = false
		seed = l.largest(candidates)
	}
	if outer >= 0 && (seed < 0 || l.belongsTo(seed, outer)) {
		for i, c := range l.found {
			candidates[i] = !c.light && !l.borders(c)
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
	if size(group.Rectangle) < max(fewest, max(l.width, l.height)/smallest) || group.outline > rough*(group.Dx()+group.Dy()) {
		return nil, ErrNoInk
	}
	for i, c := range l.found {
		if candidates[i] && !kept[i] && second*size(c.Rectangle) >= size(group.Rectangle) {
			return nil, ErrSeveral
		}
	}
	if filled := float32(group.area) / float32(group.Dx()*group.Dy()); filled > mostFill && slim*min(group.Dx(), group.Dy()) > size(group.Rectangle) {
		return nil, ErrNoInk
	}
	return kept, nil
}

// borders says whether a component lies along the picture's edge as shadows and
// what is beside the sheet do. Where the light is uneven a digit that touches
// the edge must fill half the picture, too. On even paper, where shadows are
// rare, what is left out must be solid and large.
func (l *labels) borders(c component) bool {
	longer, solid := max(l.width, l.height), 2*c.area > c.Dx()*c.Dy()
	if !l.uneven {
		return solid && leaning*c.edge >= c.outline && second*size(c.Rectangle) >= longer
	}
	return bordering*c.edge >= c.outline || solid && leaning*c.edge >= c.outline || c.edge > 0 && 2*size(c.Rectangle) < longer
}

// largest returns the candidate of the largest size, or -1.
func (l *labels) largest(candidates []bool) int {
	best := -1
	for i, c := range l.found {
		if candidates[i] && (best < 0 || size(c.Rectangle) > size(l.found[best].Rectangle)) {
			best = i
		}
	}
	return best
}

// belongsTo says whether the largest component within the edges is not the
// digit but a speck beside one that touches them, or a piece of it.
func (l *labels) belongsTo(inner, outer int) bool {
	in, out := l.found[inner], l.found[outer]
	if dust*size(in.Rectangle) < size(out.Rectangle) && float32(size(in.Rectangle)) < pens*out.pen() {
		return true
	}
	distance, neighbours := l.gaps[pair(inner, outer)]
	return neighbours && near*int(distance) <= size(in.Rectangle) && out.area > in.area && second*size(in.Rectangle) >= size(out.Rectangle)
}

// encloses says whether a component is a frame: one of the candidates lies
// inside it, large enough for what a frame is drawn round.
func (l *labels) encloses(frame int, candidates []bool) bool {
	f := l.found[frame]
	for i, c := range l.found {
		if candidates[i] && i != frame && c.In(f.Inset(1)) && framed*size(c.Rectangle) >= size(f.Rectangle) && l.surrounds(frame, c.Rectangle) {
			return true
		}
	}
	return false
}

// surrounds says whether the component is met from the middle of the box in
// all four directions.
func (l *labels) surrounds(frame int, b image.Rectangle) bool {
	f, middle := l.found[frame], image.Pt((b.Min.X+b.Max.X)/2, (b.Min.Y+b.Max.Y)/2)
	for _, step := range []image.Point{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
		at := middle
		for at.In(f.Rectangle) && !l.is(frame, at) {
			at = at.Add(step)
		}
		if !at.In(f.Rectangle) {
			return false
		}
	}
	return true
}

// grow adds to a component what lies near it and near what was added. The
// result does not depend on the order, which a map leaves open.
func (l *labels) grow(seed int, candidates []bool) (kept []bool, group component, err error) {
	kept = make([]bool, len(l.found))
	kept[seed], group = true, l.found[seed]
	parts := 1
	for more := true; more; {
		more = false
		for p, distance := range l.gaps {
			from, to := int(p[0]), int(p[1])
			if kept[to] {
				from, to = to, from
			}
			c := l.found[to]
			if !kept[from] || kept[to] || !candidates[to] || near*int(distance) > size(group.Rectangle) ||
				speck*c.area < l.found[seed].area && !c.In(group.Rectangle) {
				continue
			}
			kept[to], more = true, true
			group.Rectangle = group.Union(c.Rectangle)
			group.area += c.area
			group.outline += c.outline
			if speck*c.area >= l.found[seed].area {
				parts++
			}
		}
	}
	if parts > mostParts {
		return nil, group, ErrNoInk
	}
	for p, distance := range l.gaps {
		if kept[p[0]] && kept[p[1]] && apart*int(distance) > size(group.Rectangle) && inARow(l.found[p[0]].Rectangle, l.found[p[1]].Rectangle, group.Rectangle) {
			return nil, group, ErrSeveral
		}
	}
	return kept, group, nil
}

// inARow says whether two pieces lie beside each other, or one above the other,
// and both extend over almost all of the group: as the digits of a number do.
func inARow(a, b, group image.Rectangle) bool {
	if a.Max.X <= b.Min.X || b.Max.X <= a.Min.X {
		return float32(min(a.Dy(), b.Dy())) >= alike*float32(group.Dy())
	}
	return (a.Max.Y <= b.Min.Y || b.Max.Y <= a.Min.Y) && float32(min(a.Dx(), b.Dx())) >= alike*float32(group.Dx())
}

// explained returns which share of the ink is the digit's, by the squares of
// contrasts. What touches the picture's edge and was left out does not count.
func (l *labels) explained(contrasts grid, kept []bool) float64 {
	all, digit := 0.0, 0.0
	for i, n := range l.nearest {
		if l.distance[i] == 0 && (kept[n] || l.found[n].edge == 0 && !l.found[n].light) {
			c := float64(contrasts.pix[i])
			all += c * c
			if kept[n] {
				digit += c * c
			}
		}
	}
	return digit / all
}
