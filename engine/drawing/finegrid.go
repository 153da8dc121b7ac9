package drawing

import "math"

const (
	// fine is how many cells of the fine grid, on which the pen is measured,
	// go on one pixel of the picture; margin is room for a pen that is made
	// thicker. fineSide is the most cells along a side, ever.
	fine     = 5
	margin   = 10
	fineSide = Width28*fine + 2*margin + 1

	// deepest is the most of a pen's radius that is ever taken away: what is
	// left must still be a line on the fine grid.
	deepest = 0.8
)

// fineGrid is the ink on cells of a fifth of a picture's pixel, with paper
// round it; its window says where the cells lie on the raster.
type fineGrid struct {
	grid
	window
}

// box is a rectangle of the raster in pixels.
type box struct{ x0, y0, x1, y1 float32 }

// normalise draws the ink on the fine grid with a pen of MNIST's thickness:
// it measures the pen and moves the outline of the ink inwards or outwards by
// the difference. It reports false, having changed nothing, where no pen can
// be measured.
func (p *Preparer) normalise(raster grid, ink box, steps Steps, out *Prepared) bool {
	width, height := ink.x1-ink.x0, ink.y1-ink.y0
	scale := steps.scale(Side, Side)
	if steps.Crop {
		scale = steps.scale(width, height)
	}
	f := &p.fine
	f.step = 1 / (scale * fine)
	f.x, f.y = ink.x0-margin*f.step, ink.y0-margin*f.step
	f.width = int(math.Ceil(float64(width/f.step))) + 2*margin
	f.height = int(math.Ceil(float64(height/f.step))) + 2*margin
	f.pix = resize(f.pix, f.width*f.height)
	p.average(raster, f.window, f.width, f.height, func(i, j int, v float32) {
		f.pix[j*f.width+i] = level(v)
	})
	if !p.outline.measure(f.grid) {
		return false
	}
	radius := p.outline.penRadius(f.width, f.height, p.counts[:])
	goal := float32(mnistRadius * fine)
	if steps.Crop && steps.Scale {
		goal = target(max(width, height)/f.step, radius, fit)
	}
	depth := min(radius-goal, deepest*radius)
	f.redraw(p.outline.signed, depth)
	out.Pen, out.Thin = 2*radius*f.step, depth*f.step
	return true
}

// level returns coverage of 0 to 1 as a byte.
func level(v float32) byte { return byte(unit(v)*255 + 0.5) }

// redraw replaces the ink by what lies at least depth cells inside the
// outline, with edges one cell soft.
func (f *fineGrid) redraw(signed []float32, depth float32) {
	for i, d := range signed {
		f.pix[i] = level(d - depth + 0.5)
	}
}

// inkBox returns the box of the ink on the raster, finer than cells: an
// outermost line of cells counts as far as its strongest cell is covered.
func (f *fineGrid) inkBox() box {
	var rows, columns [fineSide]byte // the strongest cell of each
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

// extent returns where ink begins and ends on a line of coverages.
func extent(line []byte) (from, to float32) {
	first, last := firstInk(line), lastInk(line)
	return float32(first+1) - float32(line[first])/255, float32(last) + float32(line[last])/255
}

// under returns a window over the raster as one over the fine grid.
func (f *fineGrid) under(w window) window {
	return window{(w.x - f.x) / f.step, (w.y - f.y) / f.step, w.step / f.step}
}
