package drawing

import (
	"image"
	"math"
)

// Side is the side of the raster in pixels: 18 for each of a picture's 28, so that
// a picture put on the pad is read back unchanged, except for rounding.
const Side = 18 * PictureSide

// PictureSide is the side of a prepared picture in pixels.
const PictureSide = 28

// Raster is the pad: coverage by ink, row by row, from 0 (paper) to 255 (ink). The
// zero value is an empty pad.
type Raster struct {
	Pix [Side * Side]byte
}

// Clear empties the pad.
func (r *Raster) Clear() { clear(r.Pix[:]) }

// Redraw clears the pad and paints the whole drawing, as after an undo.
func (r *Raster) Redraw(d Drawing) {
	r.Clear()
	for i := range d.Strokes {
		r.Extend(&d.Strokes[i], 0)
	}
}

// Extend paints the part of a stroke that its points from index from on add, and
// returns the rectangle of the raster that may have changed. Painting a stroke in
// pieces gives the same raster as painting it at once: ink is the maximum over its
// segments and the eraser the minimum, so the order within a stroke does not
// matter.
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

// disc returns point i on the raster: pressures of 0 to 1 scale the width by 0.75
// to 1.25.
func (s *Stroke) disc(i int) disc {
	p := s.Points[i]
	pressure := clamp01(p.Pressure)
	if pressure == 0 {
		pressure = 0.5
	}
	width := max(min(clamp01(s.Width), MaxWidth), MinWidth)
	return disc{clamp01(p.X) * Side, clamp01(p.Y) * Side, width * Side / 2 * (0.75 + pressure/2)}
}

// clamp01 clamps to 0 to 1; NaN becomes 0. On wasm the min and max of floats are
// calls, so hot loops compare instead.
func clamp01(v float32) float32 {
	if !(v > 0) {
		return 0
	}
	if v > 1 {
		return 1
	}
	return v
}

// paint rasterises the segment from a to b, or erases it, and returns the
// rectangle that it touched. The segment is all pixels whose distance to the line
// from a to b is within the radius, which changes linearly from a's to b's: caps
// and joins are round. Coverage falls from 1 to 0 over one pixel across the edge:
// clamp(radius - distance + 1/2).
func (r *Raster) paint(a, b disc, eraser bool) image.Rectangle {
	margin := max(a.radius, b.radius) + 1
	box := image.Rect(
		int(min(a.x, b.x)-margin), int(min(a.y, b.y)-margin),
		int(max(a.x, b.x)+margin)+1, int(max(a.y, b.y)+margin)+1,
	).Intersect(image.Rect(0, 0, Side, Side))

	vx, vy := b.x-a.x, b.y-a.y
	inverse := float32(0)
	if length2 := vx*vx + vy*vy; length2 > 0 {
		inverse = 1 / length2
	}
	done := byte(255)
	if eraser {
		done = 0
	}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		dy := float32(y) + 0.5 - a.y
		from, to := columnsNear(a, vx, vy, dy, margin, box)
		row := r.Pix[y*Side : (y+1)*Side]
		for x := from; x < to; x++ {
			// Most pixels near a moving pen were painted just before.
			if row[x] == done {
				continue
			}
			dx := float32(x) + 0.5 - a.x
			t := clamp01((dx*vx + dy*vy) * inverse)
			ex, ey := dx-t*vx, dy-t*vy
			radius := a.radius + t*(b.radius-a.radius)
			d2 := ex*ex + ey*ey
			if d2 >= (radius+0.5)*(radius+0.5) {
				continue
			}
			ink := level(radius - float32(math.Sqrt(float64(d2))) + 0.5)
			if eraser {
				row[x] = min(row[x], 255-ink)
			} else {
				row[x] = max(row[x], ink)
			}
		}
	}
	return box
}

// columnsNear returns the columns of a row, dy below a, that can be within margin
// of the segment. Without it a long slanted segment would cost its whole bounding
// box.
func columnsNear(a disc, vx, vy, dy, margin float32, box image.Rectangle) (from, to int) {
	t0, t1 := float32(0), float32(1)
	if vy != 0 {
		t0, t1 = clamp01((dy-margin)/vy), clamp01((dy+margin)/vy)
	}
	x0, x1 := a.x+t0*vx, a.x+t1*vx
	return max(box.Min.X, int(min(x0, x1)-margin)), min(box.Max.X, int(max(x0, x1)+margin)+1)
}
