package drawing

import "math"

// distanceTransform computes the signed Euclidean distance of every pixel to the
// outline, the line where coverage crosses one half: positive inside the ink, in
// pixels, with subpixel precision. It keeps its buffers from call to call.
type distanceTransform struct {
	signed  []float32 // the result
	nearest []int32   // row of the nearest edge pixel in the same column, or none
	hull    []int32   // columns whose parabolas form the lower envelope of a row
	start   []float32 // where each of them begins to be the lowest
}

const (
	none   = -1 << 16 // farther away than any row
	half   = 127.5    // coverage on the outline
	inside = 128      // the least coverage inside it
)

// compute fills signed and reports whether there is any edge.
//
// If one of two neighbours has a coverage of at least 1/2 and the other less, the
// outline runs between them, and the nearer one is an edge pixel. The outermost
// lines of the pixmap must be paper. The distance to the nearest edge pixel is
// exact: two sweeps along columns, then the lower envelope of parabolas along
// rows; the edge pixel's own distance from the outline is added to it.
// Source: Felzenszwalb, Huttenlocher, "Distance transforms of sampled
// functions", Theory of Computing 8, 2012.
func (t *distanceTransform) compute(g pixmap) bool {
	n := g.width * g.height
	t.signed, t.nearest = resize(t.signed, n), resize(t.nearest, n)
	clear(t.signed)
	t.hull, t.start = resize(t.hull, g.width), resize(t.start, g.width+1)
	if !t.findEdges(g) {
		return false
	}
	for y := g.height - 2; y >= 0; y-- { // findEdges has swept downwards
		above, below := t.nearest[y*g.width:(y+1)*g.width], t.nearest[(y+1)*g.width:(y+2)*g.width]
		for x, down := range below {
			if down-int32(y) < int32(y)-above[x] && down != none {
				above[x] = down
			}
		}
	}
	for y := range g.height {
		t.sweepRow(g, y)
	}
	return true
}

// findEdges fills signed along the outline, and nearest with the nearest edge
// pixel upwards.
func (t *distanceTransform) findEdges(g pixmap) bool {
	found := false
	for i := range t.nearest {
		t.nearest[i] = none
	}
	for y := 1; y < g.height-1; y++ {
		row := y * g.width
		copy(t.nearest[row:row+g.width], t.nearest[row-g.width:row])
		line := g.pix[row : row+g.width]
		for x := 1; x < g.width-1; x++ {
			v, left, right := line[x], line[x-1], line[x+1]
			up, down := g.pix[row+x-g.width], g.pix[row+x+g.width]
			sign := float32(1)
			if v < inside { // on the paper's side, the same with inverted values
				v, left, right, up, down = ^v, ^left, ^right, ^up, ^down
				sign = -1
			}
			h, w := min(left, right), min(up, down)
			if h >= inside && w >= inside {
				continue
			}
			d := crossing(v, h, w)
			t.signed[row+x] = sign * d
			if d <= 0.5 {
				found = true
				t.nearest[row+x] = int32(y)
			}
		}
	}
	last := (g.height - 1) * g.width
	copy(t.nearest[last:], t.nearest[last-g.width:last])
	return found
}

// crossing returns the distance from the centre of a pixel inside to the outline,
// from its value v and its lower neighbours along the axes: to the left or right
// (h) and above or below (w).
func crossing(v, h, w byte) float32 {
	above := float32(v) - half
	tx, ty := above/(float32(v)-float32(h)), above/(float32(v)-float32(w))
	if w >= inside {
		return tx
	}
	if h >= inside {
		return ty
	}
	// The outline cuts both axes: the height of the right triangle.
	return tx * ty / float32(math.Sqrt(float64(tx*tx+ty*ty)))
}

// sweepRow finishes row y: the nearest edge pixel of pixel x is in the column c
// with the least (x-c)^2 + (y-nearest[c])^2.
func (t *distanceTransform) sweepRow(g pixmap, y int) {
	near := t.nearest[y*g.width : (y+1)*g.width]
	k := -1
	for c, row := range near {
		if row == none {
			continue
		}
		f := height(c, y, row)
		begin := float32(-1)
		for k >= 0 {
			last := int(t.hull[k])
			begin = (f - height(last, y, near[last])) / float32(2*(c-last))
			if begin > t.start[k] {
				break
			}
			k--
			begin = -1
		}
		k++
		t.hull[k], t.start[k] = int32(c), begin
	}
	t.start[k+1] = math.MaxFloat32
	at := 0
	for x := range near {
		for t.start[at+1] < float32(x) {
			at++
		}
		i := y*g.width + x
		if t.signed[i] != 0 {
			continue // findEdges has set it
		}
		c := int(t.hull[at])
		row := near[c]
		dx, dy := float32(x-c), float32(y)-float32(row)
		d := float32(math.Sqrt(float64(dx*dx + dy*dy)))
		if g.pix[i] < inside {
			d = -d
		}
		t.signed[i] = t.signed[int(row)*g.width+c] + d
	}
}

// height is c^2 + (y-row)^2, the parabola of column c without its terms in x.
func height(c, y int, row int32) float32 {
	dy := float32(y) - float32(row)
	return float32(c*c) + dy*dy
}

// resize returns a slice of n elements, in the same memory if it is large enough.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
