package river

import "convlab/wasm/scene"

// Scroll says which columns of a wide river are shown. It moves by whole columns.
type Scroll struct {
	Offset  int // columns that are scrolled out at the left
	Shown   int // columns between the pad and the answer
	Later   int // columns that are scrolled out at the right
	Back    scene.Rect
	Forward scene.Rect
}

// The buttons of the scroll, large enough for a finger.
const (
	scrollHeight = 24
	scrollWidth  = 72
)

// scrolled clamps the offset of the view.
func (l *layouter) scrolled(f frame) Scroll {
	all := len(l.network.groups) - 2
	if l.network.opened {
		return Scroll{Shown: all}
	}
	most := all - f.columns
	offset := min(max(l.view.Offset, 0), most)
	return Scroll{Offset: offset, Shown: f.columns, Later: most - offset}
}

// Reveal is the offset nearest to the present one at which the columns from first to last are shown. Pad and answer always are.
func (r *River) Reveal(first, last int) int {
	s := r.Scroll
	first, last = max(first, 1), min(last, len(r.Columns)-2)
	if r.Mode != Wide || first > last {
		return s.Offset
	}
	return min(max(s.Offset, last-s.Shown), first-1)
}

// scrolledOut notes which controls column i would have below its words if it were shown.
func (l *layouter) scrolledOut(i int, sheet, room float64) {
	c := &l.Columns[i]
	if c.Kind == PictureColumn {
		l.Steps.Out = room >= stepSide
	}
	if g := l.channelGrid(i, 0, sheet, 0, room); g.More.H > 0 {
		c.Rest = g.Count - g.Shown()
	}
}

// isShown reports whether column i is on the stage.
func (s Scroll) isShown(i, columns int) bool {
	return i == 0 || i == columns-1 || i-1 >= s.Offset && i-1 < s.Offset+s.Shown
}
