package drawing

import "math"

const (
	// padScale is how many pixels of the picture go on one pixel of the raster
	// where nothing is scaled.
	padScale = float32(Width28) / Side

	// rounding is how far, in pixels of the picture, ink may reach over its edge
	// by the rounding of float32. The soft edge of an even pen may, too, by less
	// than 0.05 of a pixel.
	rounding = 1e-3

	// visible is half a level of 255: a pixel with less is paper.
	visible = 1.0 / 510
)

// scale returns how many pixels of the picture go on one pixel of the raster
// for a window of this size.
func (s Steps) scale(width, height float32) float32 {
	if s.Scale {
		return fit / max(width, height)
	}
	return padScale
}

// place chooses the window that Scale measures, the ink's box or the whole pad,
// and where it lies in the picture.
func (out *Prepared) place(steps Steps, ink box) {
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
// Its middle stays where it is on the pad, to half a pixel: whole pixels keep
// edges sharp. Only ink that would leave the picture moves it in. With Centre,
// which moves it all the same, its middle is the picture's.
func (s Steps) start(from, length, inkFrom, inkTo, scale float32) int {
	size := length * scale
	var start int
	if s.Centre {
		start = int((Width28 - size) / 2)
	} else {
		start = round((from+length/2)*padScale - size/2)
	}
	first := float32(start) + (inkFrom-from)*scale
	last := float32(start) + (inkTo-from)*scale
	switch {
	case last-first > Width28+rounding: // only where Width made the pen of a drawing thicker that fills the pad
		return start + round((Width28-first-last)/2)
	case first < -rounding:
		return start + ceil(-first-rounding)
	case last > Width28+rounding:
		return start - ceil(last-Width28-rounding)
	}
	return start
}

// centre moves the picture by whole pixels so that its centre of mass comes
// to within half a pixel of the centre of pixel (14, 14), or, unless as MNIST
// was made, as near to it as no ink leaves the picture.
func (out *Prepared) centre(asMNIST bool) {
	var mass, mx, my float32
	for y := range Width28 {
		for x, v := range out.Pixels[y*Width28 : (y+1)*Width28] {
			mass += v
			mx += v * float32(x)
			my += v * float32(y)
		}
	}
	if mass == 0 {
		return
	}
	const middle = Width28 / 2
	// + 0.5 rounds; both are above 0 here, so the conversion floors.
	out.ShiftX = middle - int(mx/mass+0.5)
	out.ShiftY = middle - int(my/mass+0.5)
	if !asMNIST {
		x0, y0, x1, y1 := out.extent()
		out.ShiftX = max(min(out.ShiftX, Width28-x1), -x0)
		out.ShiftY = max(min(out.ShiftY, Width28-y1), -y0)
	}
	before := out.Pixels
	clear(out.Pixels[:])
	for y := max(out.ShiftY, 0); y < Width28+min(out.ShiftY, 0); y++ {
		for x := max(out.ShiftX, 0); x < Width28+min(out.ShiftX, 0); x++ {
			out.Pixels[y*Width28+x] = before[(y-out.ShiftY)*Width28+x-out.ShiftX]
		}
	}
}

// extent is where the picture has ink: from x0, y0 up to, but not including, x1, y1.
func (out *Prepared) extent() (x0, y0, x1, y1 int) {
	x0, y0 = Width28, Width28
	for i, v := range out.Pixels {
		if v >= visible {
			x, y := i%Width28, i/Width28
			x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x+1), max(y1, y+1)
		}
	}
	if x1 == 0 { // all of it is fainter
		return 0, 0, Width28, Width28
	}
	return x0, y0, x1, y1
}

func round(v float32) int { return int(math.Floor(float64(v) + 0.5)) }
func ceil(v float32) int  { return int(math.Ceil(float64(v))) }
