package drawing

import (
	"image"
	"slices"
)

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

// contrast writes how much the pixels of a row, from (x0, y) to the right,
// differ from the background towards ink, 0 or more, in levels of grey as they would be on a background
// of the reference: with B the background and v the grey
//
//	dark ink   (B - v) * reference / max(B, darkest)
//	light ink  (v - B) * reference / max(B, darkest)
func (b *background) contrast(out []float32, row []byte, x0, y int) {
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
		i0, i1, t := b.between(x0+x, b.width)
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
		b.contrast(row, g.pix[y*g.width:(y+1)*g.width], 0, y)
		for x, v := range row {
			c.pix[y*g.width+x] = level(v / 255)
		}
	}
	return c
}

const (
	// overLight times the steps of the background is the least contrast that
	// ink has there.
	overLight = 1.25

	// unevenShare times the steps of the whole background is above the
	// threshold where the light is uneven.
	unevenShare = 4
)

// steps returns by how much the background differs within a box and next to it,
// as contrast: the edge of a shadow that runs through a cell is wrong by that.
func (b *background) steps(box image.Rectangle) float32 {
	least, most := byte(255), byte(0)
	for j := max(box.Min.Y/b.cell-1, 0); j <= min((box.Max.Y-1)/b.cell+1, b.height-1); j++ {
		row := b.pix[j*b.width+max(box.Min.X/b.cell-1, 0) : j*b.width+min((box.Max.X-1)/b.cell+1, b.width-1)+1]
		least, most = min(least, slices.Min(row)), max(most, slices.Max(row))
	}
	return float32(most-least) * b.reference / float32(max(most, darkest))
}
