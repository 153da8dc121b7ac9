package drawing

import "slices"

const (
	// On uniform paper uniformShare of the pixels differ from the background, to the
	// side away from ink, by at most 1/uniformMargin of the threshold. A shadow has
	// more than 1/shadowAbove of the threshold and, everywhere in a corner of the
	// picture, less than shadowBelow of the highest contrast.
	uniformShare  = 0.99
	uniformMargin = 6
	shadowAbove   = 3
	shadowBelow   = 0.75

	// snap is the tolerance, in levels of grey, between the outermost tiles and the
	// paper, for digits that extend into them.
	snap = 24

	// The noise level is the noiseShare quantile of differences from the background,
	// to the side away from ink. overNoise times it is the least threshold for ink:
	// Otsu's threshold of pure noise is 0.5 to 0.7 of the noise level.
	noiseShare = 0.9
	overNoise  = 1.25
)

// borderMedians returns the medians of the outermost tiles, sorted.
func (g pixmap) borderMedians() (border []byte) {
	b := g.medians()
	for i, v := range b.pix {
		if x, y := i%b.width, i/b.width; x == 0 || y == 0 || x == b.width-1 || y == b.height-1 {
			border = append(border, v)
		}
	}
	slices.Sort(border)
	return border
}

// modeNear returns the most frequent grey among those that differ from v by less
// than snap, if more than half of these pixels have it, and v otherwise.
func (g pixmap) modeNear(v int) int {
	var counts [256]int
	for _, p := range g.pix {
		counts[p]++
	}
	best, all := v, 0
	for p := max(v-snap+1, 0); p < min(v+snap, 256); p++ {
		all += counts[p]
		if counts[p] > counts[best] {
			best = p
		}
	}
	if 2*counts[best] <= all {
		return v
	}
	return best
}

// uniformBackground returns a background that is the same everywhere: the mode near
// the median of the outermost tiles. uneven is a measure of how far the paper is
// from it: twice the median distance of those tiles.
func (g pixmap) uniformBackground() (b background, uneven float32) {
	border := g.borderMedians()
	paper := g.modeNear(int(border[len(border)/2]))
	b = background{pixmap: pixmap{[]byte{byte(paper)}, 1, 1}, tile: max(g.width, g.height)}
	b.reference = b.median()
	for i, v := range border {
		border[i] = byte(max(int(v)-paper, paper-int(v)))
	}
	slices.Sort(border)
	return b, 2 * float32(border[len(border)/2]) * b.reference / max(float32(paper), minPaper)
}

// inkIsLight reports whether the ink is lighter than the paper: of the pixels that
// differ from the background by more than uneven, the lighter or the darker ones
// are ink, whichever have the larger sum of squares.
func (g pixmap) inkIsLight(b background, uneven float32) bool {
	var sums [2]float64
	row := make([]float32, g.width)
	for side := range sums {
		b.light = side == 1
		for y := range g.height {
			b.contrastRow(row, g.pix[y*g.width:(y+1)*g.width], 0, y)
			for _, c := range row {
				if d := min(c, 255) - uneven; d > 0 {
					sums[side] += float64(d * d)
				}
			}
		}
	}
	return sums[1] > sums[0]
}

// medianBackground estimates a background for ink of either kind: a median filter
// of the medians of tiles.
func (g pixmap) medianBackground() background {
	b := g.medians()
	from := slices.Clone(b.pix)
	for i := range b.pix {
		x, y := i%b.width, i/b.width
		var window []byte
		for v := max(y-closingRadius, 0); v <= min(y+closingRadius, b.height-1); v++ {
			window = append(window, from[v*b.width+max(x-closingRadius, 0):v*b.width+min(x+closingRadius+1, b.width)]...)
		}
		slices.Sort(window)
		b.pix[i] = window[len(window)/2]
	}
	b.reference = b.median()
	return b
}

// noise returns the quantile of the differences from the background to the side
// away from ink. Noise is on both sides, ink on one.
func (g pixmap) noise(b background, share float32) float32 {
	b.light = !b.light
	b.line = nil
	var counts [256]int
	row := make([]float32, g.width)
	for y := range g.height {
		b.contrastRow(row, g.pix[y*g.width:(y+1)*g.width], 0, y)
		for _, c := range row {
			counts[int(min(c, 255)+0.5)]++
		}
	}
	return float32(quantile(counts[:], share))
}

// hasShadow reports whether a corner of the picture is too dark for uniform paper
// and too light for ink. Few shadows spare all corners.
func (g pixmap) hasShadow(b background, d digit) bool {
	const block = 3
	m := g.medians()
	for _, x := range []int{0, max(m.width-block, 0)} {
		for _, y := range []int{0, max(m.height-block, 0)} {
			least, greatest, c := float32(256), float32(0), make([]float32, min(m.width, block))
			for j := y; j < min(y+block, m.height); j++ {
				b.contrastRow(c, m.pix[j*m.width+x:j*m.width+x+len(c)], 0, 0)
				least, greatest = min(least, slices.Min(c)), max(greatest, slices.Max(c))
			}
			if shadowAbove*least > float32(d.threshold) && greatest < shadowBelow*float32(d.maxContrast) {
				return true
			}
		}
	}
	return false
}
