package drawing

import (
	"image"
	"slices"
)

const (
	// tilesAcross is the number of tiles along the longer side of a picture. A soft
	// shadow is several tiles wide; with more tiles the background would follow ink.
	tilesAcross = 16

	// closingRadius is the radius of the closing in tiles: it removes ink that fills
	// up to 2*closingRadius tiles in a row, three eighths of the picture.
	closingRadius = 3

	// minPaper is the least grey by which contrast is divided: a black screen has 0,
	// and grey above it is noise.
	minPaper = 32
)

// background is the grey of the paper: a value for each tile, with linear
// interpolation between the centres of tiles.
type background struct {
	pixmap
	tile      int     // side of a tile in pixels
	light     bool    // ink is lighter than the background
	reference float32 // a typical value of the background

	line []float32 // values of the tiles, interpolated on one row of pixels
}

// medians returns the median grey of each tile.
func (g pixmap) medians() background {
	tile := (max(g.width, g.height) + tilesAcross - 1) / tilesAcross
	b := background{tile: tile}
	b.width, b.height = (g.width+tile-1)/tile, (g.height+tile-1)/tile
	for j := range b.height {
		for i := range b.width {
			var counts [256]int
			x0, x1 := i*tile, min((i+1)*tile, g.width)
			y0, y1 := j*tile, min((j+1)*tile, g.height)
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

// quantile returns the value that a share of the counted numbers does not exceed.
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

// background estimates the paper under the ink: a morphological closing of the
// medians of tiles, which removes whatever is darker than its surroundings and
// narrower than the window (for light ink an opening, which removes whatever is
// lighter). Slopes and steps of the light stay. Uniform paper does not change.
//
// Source: background normalisation as in Leptonica's pixBackgroundNorm (D.
// Bloomberg, adaptmap.c: values of tiles, holes filled, picture divided), with
// a closing in place of its threshold for the holes (J. Serra, "Image Analysis
// and Mathematical Morphology", 1982).
func (g pixmap) background(light bool) background {
	b := g.medians()
	b.light = light
	first, second := slices.Max[[]byte], slices.Min[[]byte]
	if light {
		first, second = second, first
	}
	b.dilate(first)
	b.dilate(second)
	b.reference = b.median()
	return b
}

// median returns the median of the tiles, at least minPaper.
func (b *background) median() float32 {
	sorted := slices.Sorted(slices.Values(b.pix))
	return max(float32(sorted[len(sorted)/2]), minPaper)
}

// dilate replaces each tile by the extreme of the window around it, first along
// rows, then along columns: with slices.Max a dilation, with slices.Min an erosion.
func (b *background) dilate(extreme func([]byte) byte) {
	line, out := make([]byte, max(b.width, b.height)), make([]byte, max(b.width, b.height))
	along := func(n, first, step int) {
		for k := range n {
			line[k] = b.pix[first+k*step]
		}
		for k := range n {
			out[k] = extreme(line[max(k-closingRadius, 0):min(k+closingRadius+1, n)])
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

// scaleUp turns the background of a reduced picture into that of the whole one.
func (b *background) scaleUp(scale int) { b.tile *= scale }

// interpolate returns the two of n tiles between which a pixel lies, and where: 0
// at the centre of the first, 1 at that of the second. Beyond the outermost centres
// it extrapolates.
func (b *background) interpolate(pixel, n int) (first, second int, t float32) {
	at := (float32(pixel)+0.5)/float32(b.tile) - 0.5
	first = max(min(int(at), n-2), 0)
	return first, min(first+1, n-1), at - float32(first)
}

// contrastRow writes the contrast of the pixels of a row, from (x0, y) to the
// right: their difference from the background towards ink, at least 0, in levels
// of grey as on a background of the reference. With B the background and v the grey
//
//	dark ink   (B - v) * reference / max(B, minPaper)
//	light ink  (v - B) * reference / max(B, minPaper)
func (b *background) contrastRow(out []float32, row []byte, x0, y int) {
	j0, j1, t := b.interpolate(y, b.height)
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
		i0, i1, t := b.interpolate(x0+x, b.width)
		paper := b.line[i0] + (b.line[i1]-b.line[i0])*t
		c := sign * (float32(v) - paper)
		if c < 0 {
			c = 0
		} else if paper <= minPaper {
			c *= b.reference / minPaper
		} else {
			c *= b.reference / paper
		}
		out[x] = c
	}
}

// contrast returns the contrast of all pixels, rounded.
func (g pixmap) contrast(b background) pixmap {
	c := pixmap{make([]byte, len(g.pix)), g.width, g.height}
	row := make([]float32, g.width)
	for y := range g.height {
		b.contrastRow(row, g.pix[y*g.width:(y+1)*g.width], 0, y)
		for x, v := range row {
			c.pix[y*g.width+x] = level(v / 255)
		}
	}
	return c
}

const (
	// overShading times the variation of the background is the least contrast of ink
	// there.
	overShading = 1.25

	// The light is uneven if unevenShare times the variation of the whole background
	// is above the threshold.
	unevenShare = 4
)

// variation returns the difference, as contrast, between the lightest and the
// darkest tile in a box and next to it: the error at the edge of a shadow that runs
// through a tile.
func (b *background) variation(box image.Rectangle) float32 {
	least, most := byte(255), byte(0)
	for j := max(box.Min.Y/b.tile-1, 0); j <= min((box.Max.Y-1)/b.tile+1, b.height-1); j++ {
		row := b.pix[j*b.width+max(box.Min.X/b.tile-1, 0) : j*b.width+min((box.Max.X-1)/b.tile+1, b.width-1)+1]
		least, most = min(least, slices.Min(row)), max(most, slices.Max(row))
	}
	return float32(most-least) * b.reference / float32(max(most, minPaper))
}
