package kernel

// Winograd's minimal filtering F(2x2,3x3), in the letters of Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2016):
// the 4x4 pixels d under a tile Y of 2x2 outputs and each 3x3 filter g are transformed and multiplied element by element, and the sum
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
	// biasPlane is the product that all four outputs of a tile add. Its sum begins with the bias, the others with 0.
	biasPlane = tileSide + 1
	// minWinogradSide is the side of the smallest image that is convolved in tiles. On smaller ones too many tiles stick out.
	minWinogradSide = 6
)

// usesWinograd reports whether a convolution is computed in tiles. It ignores what [Window.Cropped] changes: pooling fused with the
// convolution and pooling after it must get the same sums.
func (g Window) usesWinograd(filters int) bool {
	return g.Size == 3 && g.Stride == 1 && min(g.H, g.W) >= minWinogradSide && g.C%vectorColumns == 0 && filters%vectorColumns == 0
}

// winograd is a convolution in tiles with its scratch memory. Plane p holds element p of every tile: a row of channels in inputs, of
// filters in products.
type winograd struct {
	Window
	filters    int
	rows, cols int // tiles of an image, of which the last may stick out
	images     int // in one product
	height     int // rows of a plane: whole register tiles, the last of which may hold old numbers

	panels, inputs, products, zeros, tile []float32
}

// winograd divides floats among the scratch memory. With nil it only counts how much that is.
func (g Window) winograd(filters int, floats []float32) (t winograd, size int) {
	t = winograd{Window: g, filters: filters, rows: (g.OutH + 1) / 2, cols: (g.OutW + 1) / 2}
	t.images = (rowBlock + t.rows*t.cols - 1) / (t.rows * t.cols)
	t.height = (t.images*t.rows*t.cols + tileRows - 1) / tileRows * tileRows
	for _, part := range []struct {
		floats *[]float32
		size   int
	}{
		{&t.panels, tilePlanes * g.C * roundUp(filters)},
		{&t.inputs, tilePlanes * t.height * g.C},
		{&t.products, max(tilePlanes*t.height, (tilePlanes+3)*g.C) * filters}, // and the transformed filters, until they are packed
		{&t.zeros, filters},
		{&t.tile, max(tilePlanes*g.C, 4*filters)}, // the pixels of a tile that sticks out, or its outputs
	} {
		if floats != nil {
			*part.floats = floats[size:][:part.size]
		}
		size += part.size
	}
	return t, size
}

func (g Window) winogradScratch(filters int) int {
	if !g.usesWinograd(filters) {
		return 0
	}
	_, size := g.winograd(filters, nil)
	return size
}

// winogradConv2D is conv2D in tiles.
func (g Window) winogradConv2D(v lanes, filters, n int, x, w, b, y []float32, scratch *ConvScratch) {
	t, _ := g.winograd(filters, scratch.floats)
	clear(t.zeros)
	t.transformFilters(v, w)
	for i := 0; i < n; i += t.images {
		images := min(t.images, n-i)
		for row := range images * t.rows {
			t.transformInputs(v, row, x[i*g.input():])
		}
		t.multiply(v, images, b[:filters])
		for row := range images * t.rows {
			t.transformOutputs(v, row, y[i*g.pixels()*filters:])
		}
	}
}

// transformFilters computes G g G' of each filter and packs each plane.
func (t *winograd) transformFilters(v lanes, w []float32) {
	plane, panel := t.C*t.filters, t.C*roundUp(t.filters)
	planes, rows := t.products[:tilePlanes*plane], t.products[tilePlanes*plane:]
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

// filterRow overwrites dst with row i of G times three vectors that are stride apart: g0, (g0+g2+g1)/2, (g0+g2-g1)/2 or g2.
func filterRow(v lanes, i int, dst, g []float32, stride int) {
	switch g1, g2 := g[stride:], g[2*stride:]; i {
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

// multiply computes the planes of products from those of inputs and of the filters. Sums take channels in rising order.
func (t *winograd) multiply(v lanes, images int, b []float32) {
	height := (images*t.rows*t.cols + tileRows - 1) / tileRows * tileRows
	panel := t.C * roundUp(t.filters)
	for p := range tilePlanes {
		bias := t.zeros
		if p == biasPlane {
			bias = b
		}
		v.smallGEMM(smallGEMM{
			rows: height, cols: t.filters, depth: t.C,
			a: t.inputs[p*t.height*t.C:], panels: t.panels[p*panel:][:panel], bias: bias, c: t.products[p*t.height*t.filters:],
		})
	}
}

// transformInputs computes B' d B for a row of tiles. It copies the pixels of tiles that stick out and puts zeros around them.
func (t *winograd) transformInputs(v lanes, row int, x []float32) {
	x, rowStride, planeStride := x[row/t.rows*t.input():], t.W*t.C, t.height*t.C
	top := row%t.rows*2 - t.Top
	isWhole := top >= 0 && top+tileSide <= t.H
	for col := 0; col < t.cols; {
		left, planes := 2*col-t.Left, t.inputs[(row*t.cols+col)*t.C:]
		if isWhole && left >= 0 && left+tileSide <= t.W {
			count := min(t.cols-col, (t.W-left-tileSide)/2+1)
			v.winogradInput(x[(top*t.W+left)*t.C:], rowStride, count, t.C, planes, planeStride)
			col += count
			continue
		}
		tile := t.tile[:tilePlanes*t.C]
		clear(tile)
		from, to := max(left, 0), min(left+tileSide, t.W)
		for r := max(top, 0); r < min(top+tileSide, t.H); r++ {
			copy(tile[((r-top)*tileSide+from-left)*t.C:][:(to-from)*t.C], x[(r*t.W+from)*t.C:])
		}
		v.winogradInput(tile, tileSide*t.C, 1, t.C, planes, planeStride)
		col++
	}
}

// transformOutputs computes A' m A for a row of tiles. Of tiles that stick out y gets what is inside it.
func (t *winograd) transformOutputs(v lanes, row int, y []float32) {
	rowStride, planeStride := t.OutW*t.filters, t.height*t.filters
	oh := row % t.rows * 2
	y = y[row/t.rows*t.pixels()*t.filters+oh*rowStride:]
	height, whole := min(2, t.OutH-oh), t.OutW/2
	if height < 2 {
		whole = 0
	}
	planes := t.products[row*t.cols*t.filters:]
	if whole > 0 {
		v.winogradOutput(planes, planeStride, whole, t.filters, y, rowStride)
	}
	for col := whole; col < t.cols; col++ {
		v.winogradOutput(planes[col*t.filters:], planeStride, 1, t.filters, t.tile, 2*t.filters)
		for r := range height {
			copy(y[r*rowStride+2*col*t.filters:][:min(2, t.OutW-2*col)*t.filters], t.tile[2*r*t.filters:])
		}
	}
}
