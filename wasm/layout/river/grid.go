package river

import "convlab/wasm/scene"

// Grid is equal tiles in rows, in the order of their numbers. Whole rows of it may be
// cut off before FirstRow and after the last one that is shown.
type Grid struct {
	Rect     scene.Rect // around the tiles that are shown
	Cell     float32    // side of a number in a tile
	W, H     float32    // of a tile
	DX, DY   float32    // from one tile to the next
	Columns  int
	Count    int // of all tiles
	FirstRow int
	Rows     int        // that are shown
	More     scene.Rect // the button that names how many are not shown; empty if there is no room
}

// First is the number of the first tile that is shown.
func (g Grid) First() int { return g.FirstRow * g.Columns }

// Shown counts the tiles that are shown.
func (g Grid) Shown() int {
	return max(min(g.Rows*g.Columns, g.Count-g.First()), 0)
}

// Tile is the rectangle of tile i, and whether it is shown.
func (g Grid) Tile(i int) (scene.Rect, bool) {
	n := i - g.First()
	if n < 0 || n >= g.Shown() {
		return scene.Rect{}, false
	}
	return scene.Rect{X: g.Rect.X + float32(n%g.Columns)*g.DX, Y: g.Rect.Y + float32(n/g.Columns)*g.DY, W: g.W, H: g.H}, true
}

// Bar is a bar in the gap under tile i that is as long as a share of the tile, from 0
// to 1; at least as long as it is high.
func (g Grid) Bar(i int, share float32) (scene.Rect, bool) {
	r, ok := g.Tile(i)
	const height = 2
	return scene.Rect{X: r.X, Y: r.Y + r.H, W: max(height, float32(int(r.W*share+0.5))), H: height}, ok
}

// cut leaves at most so many rows, and not more than have room, such that the tile
// chosen is among them.
func (g *Grid) cut(rows int, room float64, chosen int) {
	all := (g.Count + g.Columns - 1) / g.Columns
	g.Rows = max(min(rows, all, int(room+tolerance)), 0)
	g.FirstRow = max(min(chosen/g.Columns-g.Rows+1, all-g.Rows), 0)
	shown := min(g.Shown(), g.Columns)
	g.Rect.W = max(float32(shown)*g.DX-(g.DX-g.W), 0)
	g.Rect.H = max(float32(g.Rows)*g.DY-(g.DY-g.H), 0)
}

// rowGrid is a grid of one row.
func rowGrid(x, y, side, pitch float32, count int) Grid {
	g := Grid{W: side, H: side, DX: pitch, DY: side, Columns: count, Count: count, Rows: 1}
	g.Rect = scene.Rect{X: x, Y: y, W: float32(count)*pitch - (pitch - side), H: side}
	return g
}

// unitTiles places the tiles of a Dense layer in the box at x, centred on the spine,
// as near to a square as can be. Where they would be too small to be told apart, there
// are tiles for the 64 most important ones.
func (l *layouter) unitTiles(x, spine, box float64, units int) Grid {
	const between, least, most, side = 2, 5, 64, 8
	columns := 1
	for columns*columns < units {
		columns++
	}
	if int(box+between)/columns-between < least { // counted in CSS pixels: the same on every screen
		units, columns = most, side
	}
	rows := (units + columns - 1) / columns
	space := l.grains(between)
	pitch := (l.grains(box) + space) / columns
	tile, step := float32(l.length(pitch-space)), float32(l.length(pitch))
	height := l.length(rows*pitch - space)
	g := Grid{W: tile, H: tile, Cell: tile, DX: step, DY: step, Columns: columns, Count: units, Rows: rows}
	g.Rect = scene.Rect{X: float32(l.at(x)), Y: float32(l.at(spine - height/2)), W: float32(columns)*step - (step - tile), H: float32(height)}
	return g
}
