package scene

import "bytes"

// PadInk is the drawing on the pad.
type PadInk struct {
	Rect    Rect
	Color   Color
	Side    int    // of Cover
	Cover   []byte // 0 paper to 255 ink, row by row
	Version int    // same Version: same ink
}

// InkRows remembers which ink somebody has, so that only changed rows are passed on: a moving pen touches a few. Without any
// it is an empty pad.
type InkRows struct{ cover []byte }

// Changed returns the rows, from the first on, in which the ink differs from the one before.
func (r *InkRows) Changed(ink PadInk) (first int, rows []byte) {
	side := ink.Side
	if len(r.cover) != side*side {
		r.cover = make([]byte, side*side)
	}
	first, end := side, 0
	for y := range side {
		if !bytes.Equal(r.cover[y*side:][:side], ink.Cover[y*side:][:side]) {
			first, end = min(first, y), y+1
		}
	}
	if first >= end {
		return 0, nil
	}
	rows = ink.Cover[first*side : end*side]
	copy(r.cover[first*side:], rows)
	return first, rows
}

// restore writes changed rows over the ink before, and returns the whole.
func (r *InkRows) restore(side, first int, rows []byte) []byte {
	if len(r.cover) != side*side {
		r.cover = make([]byte, side*side)
	}
	copy(r.cover[first*side:], rows)
	return r.cover
}
