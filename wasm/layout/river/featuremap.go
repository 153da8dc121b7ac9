package river

import (
	"convlab/engine/spec"
	"convlab/wasm/scene"
)

// FeatureMap is the chosen map of a column, in cells.
type FeatureMap struct {
	Rect       scene.Rect // Rows*Cell high, Cols*Cell wide
	Cell       float32
	Rows, Cols int
	Padded     scene.Rect   // with the zeros that the next layer pads; Rect without
	Unread     []scene.Rect // the cells that no window of the next layer reads
}

// CellAt is the rectangle of a cell, also of one in the padding.
func (f FeatureMap) CellAt(row, col int) scene.Rect {
	return scene.Rect{X: f.Rect.X + float32(col)*f.Cell, Y: f.Rect.Y + float32(row)*f.Cell, W: f.Cell, H: f.Cell}
}

// Region is the rectangle of the cells of a region, which may reach into the padding.
func (f FeatureMap) Region(r spec.Region) scene.Rect {
	first := f.CellAt(r.Rows.First, r.Columns.First)
	first.W *= float32(r.Columns.Last - r.Columns.First + 1)
	first.H *= float32(r.Rows.Last - r.Rows.First + 1)
	return first
}

// overhang is the largest length by which padding reaches out of a box: half of minGap at most. At the
// lower edge the label is nearer, and the map moves up.
const overhang = 8

// featureMap fits a map into the box at x that is centred on the spine: the largest
// cell with which the map lies in the box and its padding within the overhang. next
// is the part that reads the map.
func (l *layouter) featureMap(x, spine, box float64, s spec.Shape, next LayerGroup) FeatureMap {
	var rows, cols spec.Span
	if next.hasMaps() {
		rows, cols = next.Rows, next.Cols
	}
	k := max(l.grains(box)/max(s.H, s.W), 1)
	for k > 1 && (l.extent(s.H, k, rows) > box+tolerance || l.extent(s.W, k, cols) > box+tolerance) {
		k--
	}
	cell := l.length(k)
	top := spine - box/2 + l.beyond(rows.Before, k)
	bottom := spine + box/2 - max(l.length(rows.After*k)-labelGap, 0)
	left := l.at(x + l.beyond(cols.Before, k))
	up := l.at(min(max(spine-float64(s.H)*cell/2, top), bottom-float64(s.H)*cell))
	f := FeatureMap{Rows: s.H, Cols: s.W, Cell: float32(cell)}
	f.Rect = scene.Rect{X: float32(left), Y: float32(up), W: float32(float64(s.W) * cell), H: float32(float64(s.H) * cell)}
	f.Padded = f.Region(spec.Region{
		Rows: spec.Interval{First: -rows.Before, Last: s.H - 1 + rows.After}, Columns: spec.Interval{First: -cols.Before, Last: s.W - 1 + cols.After},
	})
	if rows.Dropped > 0 || cols.Dropped > 0 {
		f.Unread = f.unread(rows, cols)
	}
	return f
}

// beyond is the length of so many cells of padding, less the overhang.
func (l *layouter) beyond(cells, k int) float64 {
	return max(l.length(cells*k)-overhang, 0)
}

// extent is the part of a box that n cells take, with their padding.
func (l *layouter) extent(n, k int, s spec.Span) float64 {
	return l.length(n*k) + l.beyond(s.Before, k) + l.beyond(s.After, k)
}

// unread covers the rows that no window reads, and in the others the columns, without
// covering a cell twice.
func (f FeatureMap) unread(rows, cols spec.Span) (list []scene.Rect) {
	whole := spec.Interval{First: 0, Last: f.Cols - 1}
	unread, gaps := runs(rows.Unread()), runs(cols.Unread())
	next := 0
	for _, r := range append(unread, spec.Interval{First: f.Rows, Last: f.Rows}) {
		if next < r.First {
			for _, c := range gaps {
				list = append(list, f.Region(spec.Region{Rows: spec.Interval{First: next, Last: r.First - 1}, Columns: c}))
			}
		}
		if r.First < f.Rows {
			list = append(list, f.Region(spec.Region{Rows: r, Columns: whole}))
		}
		next = r.Last + 1
	}
	return list
}

// runs joins rising numbers without gaps to intervals.
func runs(positions []int) (list []spec.Interval) {
	for _, p := range positions {
		if n := len(list); n > 0 && list[n-1].Last == p-1 {
			list[n-1].Last = p
		} else {
			list = append(list, spec.Interval{First: p, Last: p})
		}
	}
	return list
}
