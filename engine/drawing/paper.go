package drawing

import "slices"

const (
	// Of an even paper evenShare of the pixels do not differ from the background
	// away from ink, or by 1/evenEnough of the threshold at most; a shadow is
	// more than 1/shadowAbove of the threshold and, everywhere in a corner of the
	// picture, less than shadowBelow of the darkest ink.
	evenShare   = 0.99
	evenEnough  = 6
	shadowAbove = 3
	shadowBelow = 0.75

	// snap is by how many levels of grey the outermost cells may miss the paper
	// where a digit reaches into them.
	snap = 24

	// noiseShare of the pixels differ from the background away from ink by no
	// more than the noise, and overNoise times that is the least threshold that
	// tells ink from it: Otsu's threshold of pure noise is 0.5 to 0.7 of it.
	noiseShare = 0.9
	overNoise  = 1.25
)

// ring returns the medians of the outermost cells, sorted.
func (g grid) ring() (ring []byte) {
	b := g.medians()
	for i, v := range b.pix {
		if x, y := i%b.width, i/b.width; x == 0 || y == 0 || x == b.width-1 || y == b.height-1 {
			ring = append(ring, v)
		}
	}
	slices.Sort(ring)
	return ring
}

// commonest returns the commonest grey that differs from v by less than snap.
func (g grid) commonest(v int) int {
	var counts [256]int
	for _, p := range g.pix {
		counts[p]++
	}
	best := v
	for p := max(v-snap+1, 0); p < min(v+snap, 256); p++ {
		if counts[p] > counts[best] {
			best = p
		}
	}
	return best
}

// evenPaper is a background that is the same everywhere, the commonest grey near
// the median of the outermost cells, and how uneven the paper is: twice their
// median distance from it.
func (g grid) evenPaper() (b background, uneven float32) {
	ring := g.ring()
	paper := g.commonest(int(ring[len(ring)/2]))
	b = background{grid: grid{[]byte{byte(paper)}, 1, 1}, cell: max(g.width, g.height)}
	b.reference = b.usual()
	for i, v := range ring {
		ring[i] = byte(max(int(v)-paper, paper-int(v)))
	}
	slices.Sort(ring)
	return b, 2 * float32(ring[len(ring)/2]) * b.reference / max(float32(paper), darkest)
}

// lightInk says whether the ink is lighter than the paper: of all that differs
// from the background by more than it is uneven, the side with the larger sum
// of squares is ink.
func (g grid) lightInk(b background, uneven float32) bool {
	var sums [2]float64
	row := make([]float32, g.width)
	for side := range sums {
		b.light = side == 1
		for y := range g.height {
			b.contrast(row, g.pix[y*g.width:(y+1)*g.width], 0, y)
			for _, c := range row {
				if d := min(c, 255) - uneven; d > 0 {
					sums[side] += float64(d * d)
				}
			}
		}
	}
	return sums[1] > sums[0]
}

// smoothed is a background that takes no side: medians of the medians of cells.
func (g grid) smoothed() background {
	b := g.medians()
	from := slices.Clone(b.pix)
	for i := range b.pix {
		x, y := i%b.width, i/b.width
		var window []byte
		for v := max(y-bridge, 0); v <= min(y+bridge, b.height-1); v++ {
			window = append(window, from[v*b.width+max(x-bridge, 0):v*b.width+min(x+bridge+1, b.width)]...)
		}
		slices.Sort(window)
		b.pix[i] = window[len(window)/2]
	}
	b.reference = b.usual()
	return b
}

// noise measures how much pixels differ from the background to the side that
// has no ink. Noise has two sides, ink one.
func (g grid) noise(b background, share float32) float32 {
	b.light = !b.light
	b.line = nil
	var counts [256]int
	row := make([]float32, g.width)
	for y := range g.height {
		b.contrast(row, g.pix[y*g.width:(y+1)*g.width], 0, y)
		for _, c := range row {
			counts[int(min(c, 255)+0.5)]++
		}
	}
	return float32(quantile(counts[:], share))
}

// shadowed says whether a corner of the picture is too dark for even paper and
// too light for ink. A shadow hardly leaves all corners.
func (g grid) shadowed(b background, d digit) bool {
	const block = 3
	m := g.medians()
	for _, x := range []int{0, max(m.width-block, 0)} {
		for _, y := range []int{0, max(m.height-block, 0)} {
			least, greatest, c := float32(256), float32(0), make([]float32, min(m.width, block))
			for j := y; j < min(y+block, m.height); j++ {
				b.contrast(c, m.pix[j*m.width+x:j*m.width+x+len(c)], 0, 0)
				least, greatest = min(least, slices.Min(c)), max(greatest, slices.Max(c))
			}
			if shadowAbove*least > float32(d.threshold) && greatest < shadowBelow*float32(d.most) {
				return true
			}
		}
	}
	return false
}
