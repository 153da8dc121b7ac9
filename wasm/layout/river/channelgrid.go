package river

import "convlab/wasm/scene"

// The distance between two tiles of a channelGrid, and the largest tile of a wide
// river: one row of such tiles has room over a half-open workbench.
const (
	tightGap = 2
	wideGap  = 4
	rowTile  = 28
)

// The height of the button for the rest, and the room that it takes under a grid.
const (
	moreHeight = 18
	moreRoom   = tightGap + moreHeight
)

// lattice finds the lattice of a part in a box. Whether all maps are shown is decided
// in CSS pixels: it is the same on every screen.
func (l *layouter) lattice(p LayerGroup, boxW, boxH float64) lattice {
	css := layouter{raster: raster{1, 1}, largestTile: l.largestTile}
	t := css.tiling(p, boxW, boxH)
	found, complete := t.solve()
	if !complete {
		found = t.fill()
	}
	if l.grain == 1 {
		return found
	}
	t = l.tiling(p, boxW, boxH)
	t.count = min(t.count, found.columns*found.rows)
	fine, _ := t.solve() // they fit: a device pixel is smaller
	fine.complete = complete
	return fine
}

// tiling is the task of placing the maps of a part in a box.
func (l *layouter) tiling(p LayerGroup, boxW, boxH float64) tiling {
	return tiling{
		count: p.Shape.C, h: p.Shape.H, w: p.Shape.W, boxW: l.grains(boxW), boxH: l.grains(boxH),
		tight: l.grains(tightGap), wide: l.grains(wideGap), largest: l.grains(l.largestTile),
	}
}

// findLattices finds the lattices of a line of groups whose boxes are equally large. A
// pooling layer has that of the convolution before it, and another layer that of an
// earlier one with as many maps, if that shows them all.
func (l *layouter) findLattices(first, end int, boxW, boxH float64) {
	if l.lattices == nil {
		l.lattices = make([]lattice, len(l.network.groups))
	}
	for i := first; i < end; i++ {
		p := l.network.groups[i]
		if p.Kind != ConvolutionColumn && p.Kind != PoolingColumn {
			continue
		}
		j := l.sameChannels(first, i)
		if j < 0 {
			l.lattices[i] = l.lattice(p, boxW, boxH)
			continue
		}
		shared := l.lattices[j]
		tight := l.grains(tightGap)
		shared.k = min((shared.dx-tight)/p.Shape.W, (shared.dy-tight)/p.Shape.H)
		l.lattices[i] = shared
	}
}

// sameChannels is the part whose lattice part i takes; -1: none.
func (l *layouter) sameChannels(first, i int) int {
	p := l.network.groups[i]
	for j := i - 1; j >= first; j-- {
		q := l.network.groups[j]
		if q.Shape.C == p.Shape.C && l.lattices[j].columns > 0 && (l.lattices[j].complete || p.Kind == PoolingColumn) {
			return j
		}
	}
	return -1
}

// leastGrids is the height in which every grid, or the mosaic of a dense network, has a
// row and the button for the rest.
func (l *layouter) leastGrids(box float64) (height float64) {
	if l.network.opened && l.Columns[2].Kind == DenseColumn {
		side, _ := l.mosaicTile(box)
		return mosaicLabel + l.length(side) + moreRoom
	}
	for i, t := range l.lattices {
		row := l.length(t.k * l.network.groups[i].Shape.H)
		if t.columns < l.network.groups[i].Shape.C {
			row += moreRoom
		}
		height = max(height, row)
	}
	return height
}

// channelGrid places the lattice of part i at x, y. Its tiles never change their size;
// in a low room only some of its rows are shown, with a button for the rest under them.
func (l *layouter) channelGrid(i int, x, y, w, room float64) Grid {
	t, c := l.lattices[i], &l.Columns[i]
	if t.columns == 0 {
		return Grid{}
	}
	cell := l.length(t.k)
	g := Grid{
		Cell: float32(cell), W: float32(cell * float64(c.Shape.W)), H: float32(cell * float64(c.Shape.H)),
		DX: float32(l.length(t.dx)), DY: float32(l.length(t.dy)), Columns: t.columns, Count: c.Shape.C,
	}
	g.Rect = scene.Rect{X: float32(l.at(x)), Y: float32(l.at(y))}
	cut := func(room float64) { g.cut(t.rows, (room+l.length(t.space))/l.length(t.dy), l.chosen(c)) }
	cut(room)
	if g.Rows > 0 && g.Shown() < g.Count {
		cut(room - moreRoom)
		g.More = l.rect(x, y+float64(g.Rect.H)+tightGap, w, moreHeight)
	}
	return g
}
