package drawing

import "math"

// outline finds the signed distance of every pixel of a grid to the line
// where coverage crosses one half: positive inside the ink, in pixels, finer
// than a pixel. Its buffers are kept from call to call.
type outline struct {
	signed []float32 // the result
	near   []int32   // row of the nearest edge pixel in the same column, or none
	hull   []int32   // columns whose parabolas make the lower envelope of a row
	start  []float32 // where each of them begins to be the lowest
}

const (
	none   = -1 << 16 // a row that is further away than any
	half   = 127.5    // coverage on the outline
	inside = 128      // the least coverage inside it
)

// measure fills o.signed and reports whether there is any edge.
//
// Where of two neighbours one has a coverage of at least 1/2 and the other
// less, the line runs between them, and the nearer one is an edge pixel. The
// outermost lines of the grid must be paper. The distance to the nearest edge
// pixel is exact: by columns with two sweeps, then by rows with the lower
// envelope of parabolas; the edge pixel's own offset is added to it.
// Source: Felzenszwalb, Huttenlocher, "Distance transforms of sampled
// functions", Theory of Computing 8, 2012.
func (o *outline) measure(g grid) bool {
	n := g.width * g.height
	o.signed, o.near = resize(o.signed, n), resize(o.near, n)
	clear(o.signed)
	o.hull, o.start = resize(o.hull, g.width), resize(o.start, g.width+1)
	if !o.findEdges(g) {
		return false
	}
	for y := g.height - 2; y >= 0; y-- { // findEdges has swept downwards
		above, below := o.near[y*g.width:(y+1)*g.width], o.near[(y+1)*g.width:(y+2)*g.width]
		for x, down := range below {
			if down-int32(y) < int32(y)-above[x] && down != none {
				above[x] = down
			}
		}
	}
	for y := range g.height {
		o.sweepRow(g, y)
	}
	return true
}

// findEdges fills signed beside the line, and near with the nearest edge pixel upwards.
func (o *outline) findEdges(g grid) bool {
	found := false
	for i := range o.near {
		o.near[i] = none
	}
	for y := 1; y < g.height-1; y++ {
		row := y * g.width
		copy(o.near[row:row+g.width], o.near[row-g.width:row])
		line := g.pix[row : row+g.width]
		for x := 1; x < g.width-1; x++ {
			v, left, right := line[x], line[x-1], line[x+1]
			up, down := g.pix[row+x-g.width], g.pix[row+x+g.width]
			sign := float32(1)
			if v < inside { // from the paper's side: the same with black for white
				v, left, right, up, down = ^v, ^left, ^right, ^up, ^down
				sign = -1
			}
			h, w := min(left, right), min(up, down)
			if h >= inside && w >= inside {
				continue
			}
			d := crossing(v, h, w)
			o.signed[row+x] = sign * d
			if d <= 0.5 {
				found = true
				o.near[row+x] = int32(y)
			}
		}
	}
	last := (g.height - 1) * g.width
	copy(o.near[last:], o.near[last-g.width:last])
	return found
}

// crossing returns the distance from an inside pixel's centre to the line
// where coverage is 1/2, from its own value v and the lower neighbours along
// each axis: to the left or right (h) and above or below (w).
func crossing(v, h, w byte) float32 {
	above := float32(v) - half
	tx, ty := above/(float32(v)-float32(h)), above/(float32(v)-float32(w))
	if w >= inside {
		return tx
	}
	if h >= inside {
		return ty
	}
	// The line cuts both axes: the height of the right triangle they form.
	return tx * ty / float32(math.Sqrt(float64(tx*tx+ty*ty)))
}

// sweepRow finishes row y: the nearest edge pixel of pixel x is the one of
// the column c with the least (x-c)^2 + (y-near[c])^2.
func (o *outline) sweepRow(g grid, y int) {
	near := o.near[y*g.width : (y+1)*g.width]
	k := -1
	for c, row := range near {
		if row == none {
			continue
		}
		f := height(c, y, row)
		begin := float32(-1)
		for k >= 0 {
			last := int(o.hull[k])
			begin = (f - height(last, y, near[last])) / float32(2*(c-last))
			if begin > o.start[k] {
				break
			}
			k--
			begin = -1
		}
		k++
		o.hull[k], o.start[k] = int32(c), begin
	}
	o.start[k+1] = math.MaxFloat32
	at := 0
	for x := range near {
		for o.start[at+1] < float32(x) {
			at++
		}
		i := y*g.width + x
		if o.signed[i] != 0 {
			continue // the line is beside it
		}
		c := int(o.hull[at])
		row := near[c]
		dx, dy := float32(x-c), float32(y)-float32(row)
		d := float32(math.Sqrt(float64(dx*dx + dy*dy)))
		if g.pix[i] < inside {
			d = -d
		}
		o.signed[i] = o.signed[int(row)*g.width+c] + d
	}
}

// height is c^2 + (y-row)^2: the parabola of column c without its x terms.
func height(c, y int, row int32) float32 {
	dy := float32(y) - float32(row)
	return float32(c*c) + dy*dy
}

// resize returns a slice of n entries, the same memory where it is enough.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
