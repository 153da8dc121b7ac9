package drawing

import "slices"

const (
	// cells along the longer side of a picture on which the background is
	// measured. A soft shadow is some cells wide; more cells would follow ink.
	cells = 16

	// bridge is how many cells to each side closing looks: ink that fills up to
	// 2*bridge cells in a row, three eighths of the picture, is bridged.
	bridge = 3

	// darkest is the least grey that contrast is divided by: a black screen
	// has 0, and what it has above that is noise.
	darkest = 32
)

// background is how light the paper is everywhere: a grid of cells with
// straight lines between their centres.
type background struct {
	grid
	cell      int     // pixels along a cell
	light     bool    // ink is lighter than the background
	reference float32 // a usual value of the background

	line []float32 // the cells' values on one row of pixels
}

// medians returns the median grey of each cell.
func (g grid) medians() background {
	cell := (max(g.width, g.height) + cells - 1) / cells
	b := background{cell: cell}
	b.width, b.height = (g.width+cell-1)/cell, (g.height+cell-1)/cell
	for j := range b.height {
		for i := range b.width {
			var counts [256]int
			x0, x1 := i*cell, min((i+1)*cell, g.width)
			y0, y1 := j*cell, min((j+1)*cell, g.height)
			for y := y0; y < y1; y++ {
				for _, v := range g.pix[y*g.width+x0 : y*g.width+x1] {
					counts[v]++
				}
			}
			b.pix = append(b.pix, byte(quantile(counts[:], 0.5)))
		}
	}
	return b
}

// quantile returns the value below or at which that share of what was counted lies.
func quantile(counts []int, share float32) int {
	total := 0
	for _, n := range counts {
		total += n
	}
	seen := 0
	for v, n := range counts {
		if seen += n; float32(seen) > share*float32(total) {
			return v
		}
	}
	return len(counts) - 1
}

// background estimates the paper under the ink: medians of cells, and a
// morphological closing of those, which takes away what is darker than its
// surroundings and narrower than the window (for light ink an opening, which
// takes away what is lighter). Slopes and steps of light stay. An even paper
// comes out as it is.
//
// Source: background normalisation as in Leptonica's pixBackgroundNorm (D.
// Bloomberg, adaptmap.c: values of tiles, holes filled, picture divided), with
// a closing in place of its threshold for the holes (J. Serra, "Image Analysis
// and Mathematical Morphology", 1982).
func (g grid) background(light bool) background {
	b := g.medians()
	b.light = light
	first, second := slices.Max[[]byte], slices.Min[[]byte]
	if light {
		first, second = second, first
	}
	b.filter(first)
	b.filter(second)
	b.reference = b.usual()
	return b
}

// usual is the median of the cells, at least darkest.
func (b *background) usual() float32 {
	sorted := slices.Sorted(slices.Values(b.pix))
	return max(float32(sorted[len(sorted)/2]), darkest)
}

// filter replaces each cell by the extreme of the window round it: first along
// rows, then along columns.
func (b *background) filter(extreme func([]byte) byte) {
	line, out := make([]byte, max(b.width, b.height)), make([]byte, max(b.width, b.height))
	along := func(n, first, step int) {
		for k := range n {
			line[k] = b.pix[first+k*step]
		}
		for k := range n {
			out[k] = extreme(line[max(k-bridge, 0):min(k+bridge+1, n)])
		}
		for k := range n {
			b.pix[first+k*step] = out[k]
		}
	}
	for j := range b.height {
		along(b.width, j*b.width, 1)
	}
	for i := range b.width {
		along(b.height, i, b.width)
	}
}

// enlarge makes it the background of the picture that was reduced.
func (b *background) enlarge(scale int) { b.cell *= scale }

// between returns between which two of n cells a pixel lies, and where: 0 at
// the first one's centre, 1 at the second one's. Beyond the outermost centres
// the line goes on.
func (b *background) between(pixel, n int) (first, second int, t float32) {
	at := (float32(pixel)+0.5)/float32(b.cell) - 0.5
	first = max(min(int(at), n-2), 0)
	return first, min(first+1, n-1), at - float32(first)
}

// contrast writes how much the pixels of row y differ from the background
// towards ink, 0 or more, in levels of grey as they would be on a background
// of the reference: with B the background and v the grey
//
//	dark ink   (B - v) * reference / max(B, darkest)
//	light ink  (v - B) * reference / max(B, darkest)
func (b *background) contrast(out []float32, row []byte, y int) {
	j0, j1, t := b.between(y, b.height)
	b.line = resize(b.line, b.width)
	for i := range b.line {
		upper, lower := float32(b.pix[j0*b.width+i]), float32(b.pix[j1*b.width+i])
		b.line[i] = upper + (lower-upper)*t
	}
	sign := float32(-1)
	if b.light {
		sign = 1
	}
	for x, v := range row {
		i0, i1, t := b.between(x, b.width)
		paper := b.line[i0] + (b.line[i1]-b.line[i0])*t
		c := sign * (float32(v) - paper)
		if c < 0 {
			c = 0
		} else if paper <= darkest {
			c *= b.reference / darkest
		} else {
			c *= b.reference / paper
		}
		out[x] = c
	}
}

// contrasts returns contrast of all pixels, rounded.
func (g grid) contrasts(b background) grid {
	c := grid{make([]byte, len(g.pix)), g.width, g.height}
	row := make([]float32, g.width)
	for y := range g.height {
		b.contrast(row, g.pix[y*g.width:(y+1)*g.width], y)
		for x, v := range row {
			c.pix[y*g.width+x] = level(v / 255)
		}
	}
	return c
}

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
// the median of the outermost cells, and how uneven the paper is: twice their median distance
// from it.
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
	for side := range sums {
		b.light = side == 1
		for _, c := range g.contrasts(b).pix {
			d := float64(max(float32(c)-uneven, 0))
			sums[side] += d * d
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

const (
	// noiseShare of the pixels differ from the background away from ink by no
	// more than the noise; of an even paper evenShare do not at all.
	noiseShare = 0.9
	evenShare  = 0.99
	snap       = 24
	// evenEnough times what an even background leaves is at most the threshold.
	evenEnough = 6
	// overNoise times the noise is the least threshold that tells ink from it.
	overNoise = 1.25
)

// noise measures how much pixels differ from the background to the side that
// has no ink. Noise has two sides, ink one.
func (g grid) noise(b background, share float32) float32 {
	b.light = !b.light
	b.line = nil
	var counts [256]int
	for _, v := range g.contrasts(b).pix {
		counts[v]++
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
				b.contrast(c, m.pix[j*m.width+x:j*m.width+x+len(c)], 0)
				least, greatest = min(least, slices.Min(c)), max(greatest, slices.Max(c))
			}
			if least > float32(d.threshold)/3 && greatest < 0.75*float32(d.most) {
				return true
			}
		}
	}
	return false
}
