package river

// lattice is a grid of tiles in grains, without a place. Layers with as many channels
// share one, so that the same channel is at the same place in all of them.
type lattice struct {
	k             int // grains a cell
	columns, rows int
	dx, dy        int // from one tile to the next
	space         int // between two tiles of the layer for which it was found
	complete      bool
}

// tiling is the task of finding a lattice for so many maps of h rows and w columns.
type tiling struct {
	count, h, w int
	boxW, boxH  int // the room in grains
	tight, wide int // the least and the largest space between two tiles
	largest     int // side of a tile
}

// solve finds the lattice with the largest whole cell that shows all maps: in four or
// more columns, or in fewer where four do not fit. Among lattices with the same cell,
// those whose columns divide the number of maps win, then the widest one.
func (t tiling) solve() (best lattice, ok bool) {
	for columns := min(4, t.count); columns <= t.count; columns++ {
		found := t.in(columns)
		if found.k == 0 {
			break // more columns have less room
		}
		if found.complete && t.better(found, best) {
			best = found
		}
	}
	for columns := 1; columns < min(4, t.count) && best.k == 0; columns++ {
		if found := t.in(columns); found.complete {
			best = found
		}
	}
	return best, best.k > 0
}

// in is the lattice with so many columns and the largest cell. It is not complete if
// its rows are too many, and its k is 0 if its columns are.
func (t tiling) in(columns int) lattice {
	rows := (t.count + columns - 1) / columns
	across := (t.boxW - (columns-1)*t.tight) / (columns * t.w)
	down := (t.boxH - (rows-1)*t.tight) / (rows * t.h)
	if across < 1 || down < 1 {
		return lattice{k: max(across, 0)}
	}
	k := min(across, down, max(t.largest/max(t.h, t.w), 1))
	space := t.wide
	if columns > 1 {
		space = min(space, (t.boxW-columns*t.w*k)/(columns-1))
	}
	if rows > 1 {
		space = min(space, (t.boxH-rows*t.h*k)/(rows-1))
	}
	return lattice{k: k, columns: columns, rows: rows, dx: t.w*k + space, dy: t.h*k + space, space: space, complete: true}
}

// better reports whether a is a better lattice than b.
func (t tiling) better(a, b lattice) bool {
	if a.k != b.k {
		return a.k > b.k
	}
	if even := t.count%a.columns == 0; even != (t.count%b.columns == 0) {
		return even
	}
	return a.columns*a.dx-a.space > b.columns*b.dx-b.space
}

// fill is the lattice of as many maps as fit with a grain a cell.
func (t tiling) fill() lattice {
	columns := min(max((t.boxW+t.tight)/(t.w+t.tight), 1), t.count)
	space := t.tight
	if columns > 1 {
		space = min(t.wide, (t.boxW-columns*t.w)/(columns-1))
	}
	return lattice{k: 1, columns: columns, rows: max((t.boxH+space)/(t.h+space), 1), dx: t.w + space, dy: t.h + space, space: space}
}
