package drawing

import "math"

const (
	// padScale is the size of a raster pixel in pixels of the picture without Scale.
	padScale = float32(PictureSide) / Side

	// rounding is the tolerance, in pixels of the picture, for ink beyond its edge
	// due to the rounding of float32. The soft edge of a normalised pen may exceed
	// it, too, by less than 0.05 of a pixel.
	rounding = 1e-3

	// visible is half a level of 255: pixels below are paper.
	visible = 1.0 / 510
)

// scale returns the size of a raster pixel in pixels of the picture, for a window
// of this size.
func (s Steps) scale(width, height float32) float32 {
	if s.Scale {
		return fit / max(width, height)
	}
	return padScale
}

// position chooses the window, the bounding box of the ink or the whole pad, and
// its position in the picture.
func (out *Prepared) position(steps Steps, ink box) {
	w := Window{Width: Side, Height: Side}
	if steps.Crop && steps.Scale {
		w = Window{X: ink.x0, Y: ink.y0, Width: ink.x1 - ink.x0, Height: ink.y1 - ink.y0}
	}
	out.Scale = steps.scale(w.Width, w.Height)
	w.Left = steps.start(w.X, w.Width, ink.x0, ink.x1, out.Scale)
	w.Top = steps.start(w.Y, w.Height, ink.y0, ink.y1, out.Scale)
	out.Window = w
}

// start returns the pixel of the picture where a window begins along one axis.
// The middle of the window keeps its place on the pad, to half a pixel: whole
// pixels keep edges sharp. It is moved only as far as ink would leave the picture.
// With Centre, which moves it later, its middle is that of the picture.
func (s Steps) start(from, length, inkFrom, inkTo, scale float32) int {
	size := length * scale
	var start int
	if s.Centre {
		start = int((PictureSide - size) / 2)
	} else {
		start = round((from+length/2)*padScale - size/2)
	}
	first := float32(start) + (inkFrom-from)*scale
	last := float32(start) + (inkTo-from)*scale
	switch {
	case last-first > PictureSide+rounding: // only if Width made the pen thicker and the drawing fills the pad
		return start + round((PictureSide-first-last)/2)
	case first < -rounding:
		return start + ceil(-first-rounding)
	case last > PictureSide+rounding:
		return start - ceil(last-PictureSide-rounding)
	}
	return start
}

// centre moves the picture by whole pixels so that its centre of mass is within
// half a pixel of the centre of pixel (14, 14). Unless asMNIST, it moves it only as
// far as no ink leaves the picture.
func (out *Prepared) centre(asMNIST bool) {
	var mass, mx, my float32
	for y := range PictureSide {
		for x, v := range out.Pixels[y*PictureSide : (y+1)*PictureSide] {
			mass += v
			mx += v * float32(x)
			my += v * float32(y)
		}
	}
	if mass == 0 {
		return
	}
	const middle = PictureSide / 2
	// + 0.5 rounds, since the conversion truncates and both are positive.
	out.ShiftX = middle - int(mx/mass+0.5)
	out.ShiftY = middle - int(my/mass+0.5)
	if !asMNIST {
		x0, y0, x1, y1 := out.extent()
		out.ShiftX = max(min(out.ShiftX, PictureSide-x1), -x0)
		out.ShiftY = max(min(out.ShiftY, PictureSide-y1), -y0)
	}
	before := out.Pixels
	clear(out.Pixels[:])
	for y := max(out.ShiftY, 0); y < PictureSide+min(out.ShiftY, 0); y++ {
		for x := max(out.ShiftX, 0); x < PictureSide+min(out.ShiftX, 0); x++ {
			out.Pixels[y*PictureSide+x] = before[(y-out.ShiftY)*PictureSide+x-out.ShiftX]
		}
	}
}

// extent returns the bounding box of the ink: from x0, y0 up to, but not
// including, x1, y1.
func (out *Prepared) extent() (x0, y0, x1, y1 int) {
	x0, y0 = PictureSide, PictureSide
	for i, v := range out.Pixels {
		if v >= visible {
			x, y := i%PictureSide, i/PictureSide
			x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x+1), max(y1, y+1)
		}
	}
	if x1 == 0 { // all ink is fainter
		return 0, 0, PictureSide, PictureSide
	}
	return x0, y0, x1, y1
}

func round(v float32) int { return int(math.Floor(float64(v) + 0.5)) }
func ceil(v float32) int  { return int(math.Ceil(float64(v))) }
