package drawing

import "math"

const (
	// mnistRadius is half the width of MNIST's pen in pixels of a picture. With it
	// test pictures have the same mean amount of ink after their pen is normalised
	// (TestPenRadiusIsMNISTs).
	mnistRadius = 1.2

	bins = 8 // to a pixel, in the histogram of radii
)

// penRadius estimates the radius of the pen that made the ink, in cells: the
// median of the distances to the outline along the middle of lines, which is the
// pixels that are at least as far inside as all eight neighbours. The median is
// robust to crossings, which are thicker, and to filled loops. It is 0 if there is
// no such pixel.
func (t *distanceTransform) penRadius(width, height int, counts []int32) float32 {
	clear(counts)
	total := int32(0)
	for y := 1; y < height-1; y++ {
		for x := 1; x < width-1; x++ {
			i := y*width + x
			v := t.signed[i]
			if v <= 0 || v < t.signed[i-1] || v < t.signed[i+1] {
				continue
			}
			up, down := t.signed[i-width-1:i-width+2], t.signed[i+width-1:i+width+2]
			if v < up[0] || v < up[1] || v < up[2] || v < down[0] || v < down[1] || v < down[2] {
				continue
			}
			counts[min(int(v*bins), len(counts)-1)]++
			total++
		}
	}
	seen := int32(0)
	for b, n := range counts {
		if n > 0 && 2*(seen+n) >= total {
			// Interpolate within the bin.
			return (float32(b) + (float32(total)/2-float32(seen))/float32(n)) / bins
		}
		seen += n
	}
	return 0
}

// targetRadius returns the radius, in cells, of the pen that has mnistRadius in
// the picture. If the ink is scaled to fill size pixels, the result depends on
// itself, because a thinner pen leaves less ink to fit: the path of the pen's
// middle measures longer = ink - 2*radius and the scale is
// size/(longer + 2*target), so
//
//	target = mnistRadius * longer / (size - 2*mnistRadius)
func targetRadius(ink, radius, size float32) float32 {
	return mnistRadius * max(ink-2*radius, 0) / (size - 2*mnistRadius)
}

const (
	// The cells of a penImage along a pixel of the picture, around the ink as room
	// for a thicker pen, and along a side, at most.
	cellsPerPixel = 5
	penMargin     = 10
	penSide       = PictureSide*cellsPerPixel + 2*penMargin + 1

	// maxErosion is the largest fraction of a pen's radius that is taken away: the
	// rest must still be a line of cells.
	maxErosion = 0.8
)

// penImage is the ink on cells of a fifth of a picture's pixel, on which the pen
// is measured and its width normalised. The sampleGrid is that of its cells on the
// raster.
type penImage struct {
	pixmap
	sampleGrid
}

// box is a rectangle of the raster in pixels.
type box struct{ x0, y0, x1, y1 float32 }

// normaliseWidth fills p.pen with the ink, drawn by a pen of MNIST's width: it
// measures the pen and moves the outline of the ink inwards or outwards by the
// difference. It reports false, with out unchanged, if no pen can be measured.
func (p *Preparer) normaliseWidth(raster pixmap, ink box, steps Steps, out *Prepared) bool {
	width, height := ink.x1-ink.x0, ink.y1-ink.y0
	scale := steps.scale(Side, Side)
	if steps.Crop {
		scale = steps.scale(width, height)
	}
	f := &p.pen
	f.step = 1 / (scale * cellsPerPixel)
	f.x, f.y = ink.x0-penMargin*f.step, ink.y0-penMargin*f.step
	f.width = int(math.Ceil(float64(width/f.step))) + 2*penMargin
	f.height = int(math.Ceil(float64(height/f.step))) + 2*penMargin
	f.pix = resize(f.pix, f.width*f.height)
	p.resample(raster, f.sampleGrid, f.width, f.height, func(i, j int, v float32) {
		f.pix[j*f.width+i] = level(v)
	})
	if !p.distance.compute(f.pixmap) {
		return false
	}
	radius := p.distance.penRadius(f.width, f.height, p.counts[:])
	goal := float32(mnistRadius * cellsPerPixel)
	if steps.Crop && steps.Scale {
		goal = targetRadius(max(width, height)/f.step, radius, fit)
	}
	depth := min(radius-goal, maxErosion*radius)
	f.offset(p.distance.signed, depth)
	out.Pen, out.Thin = 2*radius*f.step, depth*f.step
	return true
}

// level returns a coverage of 0 to 1 as a byte.
func level(v float32) byte { return byte(clamp01(v)*255 + 0.5) }

// offset replaces the ink by the part that is at least depth cells inside the
// outline, with edges one cell soft.
func (f *penImage) offset(signed []float32, depth float32) {
	for i, d := range signed {
		f.pix[i] = level(d - depth + 0.5)
	}
}

// inkBox returns the bounding box of the ink on the raster with a precision below
// a cell: an outermost line of cells counts as much as its strongest cell is
// covered.
func (f *penImage) inkBox() box {
	var rows, columns [penSide]byte // the strongest cell of each
	for y := range f.height {
		for x, v := range f.pix[y*f.width : (y+1)*f.width] {
			if v != 0 {
				rows[y], columns[x] = max(rows[y], v), max(columns[x], v)
			}
		}
	}
	x0, x1 := extent(columns[:f.width])
	y0, y1 := extent(rows[:f.height])
	return box{f.x + x0*f.step, f.y + y0*f.step, f.x + x1*f.step, f.y + y1*f.step}
}

// extent returns where the ink begins and ends on a line of coverages.
func extent(line []byte) (from, to float32) {
	first, last := firstInk(line), lastInk(line)
	return float32(first+1) - float32(line[first])/255, float32(last) + float32(line[last])/255
}

// relative returns a grid over the raster as one over the cells of f.
func (f *penImage) relative(w sampleGrid) sampleGrid {
	return sampleGrid{(w.x - f.x) / f.step, (w.y - f.y) / f.step, w.step / f.step}
}
