package kernel

// Winograd's minimal filtering F(2x2,3x3), in the letters of Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2016):
// the 4x4 pixels d under a tile Y of 2x2 outputs and each filter g of 3x3 are transformed and multiplied element by element, and the sum
// over channels is transformed back. That takes 16 products where the sums of Conv2D take 36.
//
//	Y = A' [sum over channels of (G g G') * (B' d B)] A
//
//	B' = 1  0 -1  0     G = 1    0   0      A' = 1 1  1  0
//	     0  1  1  0         1/2  1/2 1/2         0 1 -1 -1
//	     0 -1  1  0         1/2 -1/2 1/2
//	     0  1  0 -1         0    0   1

const (
	tileSide   = 4
	tilePlanes = tileSide * tileSide
	// biasPlane is the product that all four outputs of a tile add: its sum begins with the bias, the others with 0.
	biasPlane = tileSide + 1
	// minTiled is the side of the smallest picture that is taken in tiles: of smaller ones too much sticks out.
	minTiled = 6
)

// isTiled says whether a convolution goes by tiles. It looks at nothing that [Window.Cropped] changes: pooling in one op with the
// convolution and pooling behind it must meet the same sums.
func (g Window) isTiled(filters int) bool {
	return g.Size == 3 && g.Stride == 1 && min(g.H, g.W) >= minTiled && g.C%sparseColumns == 0 && filters%sparseColumns == 0
}

// tiling is a convolution by tiles, and what it works in. Plane p holds element p of every tile: a row of channels in ins, of filters
// in outs.
type tiling struct {
	Window
	filters    int
	rows, cols int // tiles on a picture, of which the last may stick out
	pictures   int // that one product takes
	height     int // rows of the product: whole tiles of registers, the last of which may meet what was there before

	panels, ins, outs, zeros, side []float32
}

// tiling lays out what a convolution by tiles works in, or with nil only counts how much that is.
func (g Window) tiling(filters int, floats []float32) (t tiling, size int) {
	t = tiling{Window: g, filters: filters, rows: (g.OutH + 1) / 2, cols: (g.OutW + 1) / 2}
	t.pictures = (rowBlock + t.rows*t.cols - 1) / (t.rows * t.cols)
	t.height = (t.pictures*t.rows*t.cols + tileRows - 1) / tileRows * tileRows
	for _, part := range []struct {
		floats *[]float32
		size   int
	}{
		{&t.panels, tilePlanes * g.C * roundUp(filters)},
		{&t.ins, tilePlanes * t.height * g.C},
		{&t.outs, max(tilePlanes*t.height, (tilePlanes+3)*g.C) * filters}, // and the transformed filters, until they are packed
		{&t.zeros, filters},
		{&t.side, max(tilePlanes*g.C, 4*filters)}, // a tile's pixels, or its outputs
	} {
		if floats != nil {
			*part.floats = floats[size:][:part.size]
		}
		size += part.size
	}
	return t, size
}

// tiledScratch is how much a tiling works in.
func (g Window) tiledScratch(filters int) int {
	if !g.isTiled(filters) {
		return 0
	}
	_, size := g.tiling(filters, nil)
	return size
}

// tiledConv2D is conv2D by tiles.
func (g Window) tiledConv2D(v lanes, filters, n int, x, w, b, y []float32, scratch *ConvScratch) {
	t, _ := g.tiling(filters, scratch.floats)
	clear(t.zeros)
	t.pack(v, w)
	for i := 0; i < n; i += t.pictures {
		pictures := min(t.pictures, n-i)
		for row := range pictures * t.rows {
			t.rowIn(v, row, x[i*g.input():])
		}
		t.multiply(v, pictures, b[:filters])
		for row := range pictures * t.rows {
			t.rowOut(v, row, y[i*g.pixels()*filters:])
		}
	}
}

// pack transforms the filters and packs each plane of them.
func (t *tiling) pack(v lanes, w []float32) {
	plane, panel := t.C*t.filters, t.C*roundUp(t.filters)
	planes, rows := t.outs[:tilePlanes*plane], t.outs[tilePlanes*plane:]
	for i := range tileSide {
		for kw := range 3 {
			filterRow(v, i, rows[kw*plane:][:plane], w[kw*plane:], 3*plane)
		}
		for j := range tileSide {
			p := tileSide*i + j
			filterRow(v, j, planes[p*plane:][:plane], rows, plane)
			v.pack(t.panels[p*panel:], t.C, 0, t.C, t.filters, planes[p*plane:], t.filters, 1)
		}
	}
}

// filterRow overwrites dst with row i of G times three vectors that lie step apart: g0, (g0+g2+g1)/2, (g0+g2-g1)/2 or g2.
func filterRow(v lanes, i int, dst, g []float32, step int) {
	switch g1, g2 := g[step:], g[2*step:]; i {
	case 0:
		copy(dst, g)
	case 3:
		copy(dst, g2)
	default:
		copy(dst, g)
		v.add(dst, g2[:len(dst)])
		v.addScaled(dst, float32(3-2*i), g1[:len(dst)]) // 1, then -1
		v.scale(dst, 0.5)
	}
}

// multiply makes the planes of outs from those of ins and of the filters. Sums run over channels in rising order.
func (t *tiling) multiply(v lanes, pictures int, b []float32) {
	height := (pictures*t.rows*t.cols + tileRows - 1) / tileRows * tileRows
	panel := t.C * roundUp(t.filters)
	for p := range tilePlanes {
		bias := t.zeros
		if p == biasPlane {
			bias = b
		}
		v.plane(plane{
			rows: height, cols: t.filters, depth: t.C,
			a: t.ins[p*t.height*t.C:], panels: t.panels[p*panel:][:panel], bias: bias, c: t.outs[p*t.height*t.filters:],
		})
	}
}

// rowIn transforms what lies under a row of tiles. Tiles that stick out are taken from a copy, with zeros around.
func (t *tiling) rowIn(v lanes, row int, x []float32) {
	x, line, plane := x[row/t.rows*t.input():], t.W*t.C, t.height*t.C
	top := row%t.rows*2 - t.Top
	isWhole := top >= 0 && top+tileSide <= t.H
	for col := 0; col < t.cols; {
		left, ins := 2*col-t.Left, t.ins[(row*t.cols+col)*t.C:]
		if isWhole && left >= 0 && left+tileSide <= t.W {
			count := min(t.cols-col, (t.W-left-tileSide)/2+1)
			v.tileIn(x[(top*t.W+left)*t.C:], line, count, t.C, ins, plane)
			col += count
			continue
		}
		side := t.side[:tilePlanes*t.C]
		clear(side)
		from, to := max(left, 0), min(left+tileSide, t.W)
		for r := max(top, 0); r < min(top+tileSide, t.H); r++ {
			copy(side[((r-top)*tileSide+from-left)*t.C:][:(to-from)*t.C], x[(r*t.W+from)*t.C:])
		}
		v.tileIn(side, tileSide*t.C, 1, t.C, ins, plane)
		col++
	}
}

// rowOut transforms a row of tiles back. Of tiles that stick out y gets what is its own.
func (t *tiling) rowOut(v lanes, row int, y []float32) {
	line, plane := t.OutW*t.filters, t.height*t.filters
	oh := row % t.rows * 2
	y = y[row/t.rows*t.pixels()*t.filters+oh*line:]
	height, whole := min(2, t.OutH-oh), t.OutW/2
	if height < 2 {
		whole = 0
	}
	outs := t.outs[row*t.cols*t.filters:]
	if whole > 0 {
		v.tileOut(outs, plane, whole, t.filters, y, line)
	}
	for col := whole; col < t.cols; col++ {
		v.tileOut(outs[col*t.filters:], plane, 1, t.filters, t.side, 2*t.filters)
		for r := range height {
			copy(y[r*line+2*col*t.filters:][:min(2, t.OutW-2*col)*t.filters], t.side[2*r*t.filters:])
		}
	}
}
