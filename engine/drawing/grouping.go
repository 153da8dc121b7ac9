package drawing

import "image"

// What belongs together goes by sizes, as shares of other sizes, so that a
// picture and the same one enlarged give the same digit. Measured on MNIST's
// 10,000 test digits, of which 254 are in several pieces.
const (
	near      = 4   // a gap of up to 1/4 of the digit's size belongs to it: 15 of 338 pieces are farther away
	apart     = 8   // with a gap of more than 1/8, two pieces of about one size are two digits
	alike     = 0.7 // about one size: the shorter of two digits in a row is seldom shorter; 8 of 10,000 have two such pieces
	second    = 3   // what is farther away is another digit from 1/3 of the digit's size on, else a speck
	speck     = 100 // a piece with less than 1/100 of the digit's ink outside its box is a speck: a dot of less than half a pen
	dust      = 8   // what remains within the edges is a speck if it has less than 1/8 of the size of what touches them,
	pens      = 1.5 // and is smaller than that many of its pens
	framed    = 6   // what is enclosed by a frame has at least 1/6 of its size: in a 0 there are smaller ones
	mostParts = 16  // pieces of a digit; more are a texture
	mostFill  = 0.8 // share of its box that the ink of a digit fills, but for a 1, whose box is slim:
	slim      = 2   // twice as long as wide
	rough     = 16  // times the width and height of its box is the longest outline of a digit; a texture has more
	smallest  = 32  // a digit has at least 1/32 of the picture's longer side,
	fewest    = 6   // and that many pixels: less is dust
	bordering = 2   // what has 1/2 of its outline at the picture's edge is a shadow or the table, no digit
)

// choose returns which components are the digit: the largest one and what lies
// near it. Left out are what touches the picture's edges, if anything else can
// be the digit; what encloses the rest; and specks.
func (l *labels) choose() (kept []bool, err error) {
	if len(l.found) == 0 || len(l.found) > mostComponents {
		return nil, ErrNoInk
	}
	candidates := make([]bool, len(l.found))
	outer := -1 // the largest that touches an edge
	for i, c := range l.found {
		candidates[i] = c.edge == 0
		if c.edge > 0 && bordering*c.edge < c.outline && (outer < 0 || size(c.Rectangle) > size(l.found[outer].Rectangle)) {
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
			candidates[i] = bordering*c.edge < c.outline
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

// grow adds to a component what lies near it and near what was added.
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
				speck*c.area < group.area && !c.In(group.Rectangle) {
				continue
			}
			kept[to], more = true, true
			group.Rectangle = group.Union(c.Rectangle)
			group.area += c.area
			group.outline += c.outline
			if speck*c.area >= group.area {
				parts++
			}
		}
	}
	if parts > mostParts {
		return nil, group, ErrNoInk
	}
	for p, distance := range l.gaps {
		a, b := l.found[p[0]], l.found[p[1]]
		if kept[p[0]] && kept[p[1]] && apart*int(distance) > size(group.Rectangle) &&
			float32(min(size(a.Rectangle), size(b.Rectangle))) >= alike*float32(max(size(a.Rectangle), size(b.Rectangle))) &&
			second*size(a.Rectangle) >= size(group.Rectangle) {
			return nil, group, ErrSeveral
		}
	}
	return kept, group, nil
}

// explained returns which share of the ink is the digit's, by the squares of
// contrasts. What touches the picture's edge and was left out does not count.
func (l *labels) explained(contrasts grid, kept []bool) float64 {
	all, digit := 0.0, 0.0
	for i, n := range l.nearest {
		if l.distance[i] == 0 && (kept[n] || l.found[n].edge == 0) {
			c := float64(contrasts.pix[i])
			all += c * c
			if kept[n] {
				digit += c * c
			}
		}
	}
	return digit / all
}
