package drawing

import "image"

// Side of the raster in pixels: 18 for each of a picture's 28, so that a
// picture laid on the pad and read back is the same, to a rounding.
const Side = 18 * Width28

// Width28 is the side of a prepared picture in pixels.
const Width28 = 28

// Raster is the pad as coverage, row by row, 0 paper to 255 ink. The zero
// value is an empty pad.
type Raster struct {
	Pix [Side * Side]byte
}

// Clear makes the pad empty.
func (r *Raster) Clear() { clear(r.Pix[:]) }

// Redraw clears the pad and paints the whole drawing, as after an undo.
func (r *Raster) Redraw(d Drawing) {
	r.Clear()
	for i := range d.Strokes {
		r.Extend(&d.Strokes[i], 0)
	}
}

// Extend paints what the points from index from on add to a stroke and
// returns the part of the raster that may have changed. Painting a stroke in
// pieces gives the same raster as painting it at once, because ink is the
// maximum over its segments and the eraser the minimum: their order within a
// stroke does not matter.
func (r *Raster) Extend(s *Stroke, from int) image.Rectangle {
	var dirty image.Rectangle
	for i := max(from, 0); i < len(s.Points); i++ {
		b := s.disc(i)
		a := b // the first point is a dot
		if i > 0 {
			a = s.disc(i - 1)
		}
		dirty = dirty.Union(r.paint(a, b, s.Eraser))
	}
	return dirty
}

// disc is a point of a stroke in raster pixels.
type disc struct{ x, y, radius float32 }

// disc places point i on the raster: pressure of 0 to 1 makes the pen 0.75 to
// 1.25 times as wide.
func (s *Stroke) disc(i int) disc {
	p := s.Points[i]
	pressure := unit(p.Pressure)
	if pressure == 0 {
		pressure = 0.5
	}
	width := max(min(unit(s.Width), MaxWidth), MinWidth)
	return disc{unit(p.X) * Side, unit(p.Y) * Side, width * Side / 2 * (0.75 + pressure/2)}
}

// unit clamps to 0 to 1; what is not a number is 0. On wasm the min and max
// of floats are calls, so hot loops compare instead.
func unit(v float32) float32 {
	if !(v > 0) {
		return 0
	}
	if v > 1 {
		return 1
	}
	return v
}
