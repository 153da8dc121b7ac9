package drawing

import (
	"image"
	"math"
)

// paint puts the segment from a to b on the raster, or removes it, and
// returns the rectangle it touched. The segment is all pixels whose distance
// to the line from a to b is within the radius, which goes from a's to b's
// along the line: so caps and joins are round. Coverage falls from 1 to 0
// over one pixel across the edge: clamp(radius - distance + 1/2).
func (r *Raster) paint(a, b disc, eraser bool) image.Rectangle {
	reach := max(a.radius, b.radius) + 1
	box := image.Rect(
		int(min(a.x, b.x)-reach), int(min(a.y, b.y)-reach),
		int(max(a.x, b.x)+reach)+1, int(max(a.y, b.y)+reach)+1,
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
		from, to := reachable(a, vx, vy, dy, reach, box)
		row := r.Pix[y*Side : (y+1)*Side]
		for x := from; x < to; x++ {
			// A pen that moves on meets mostly what it has just painted.
			if row[x] == done {
				continue
			}
			dx := float32(x) + 0.5 - a.x
			t := unit((dx*vx + dy*vy) * inverse)
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

// reachable returns the columns of a row, dy below a, that can lie within
// reach of the segment. Without it a long slanted segment would cost its
// whole bounding box.
func reachable(a disc, vx, vy, dy, reach float32, box image.Rectangle) (from, to int) {
	t0, t1 := float32(0), float32(1)
	if vy != 0 {
		t0, t1 = unit((dy-reach)/vy), unit((dy+reach)/vy)
	}
	x0, x1 := a.x+t0*vx, a.x+t1*vx
	return max(box.Min.X, int(min(x0, x1)-reach)), min(box.Max.X, int(max(x0, x1)+reach)+1)
}
