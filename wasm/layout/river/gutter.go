package river

import "convlab/wasm/scene"

// Gutter is the river between two neighbouring columns that are shown.
type Gutter struct {
	From, To int        // columns; equal between the weights of the digits and their scores
	Start    scene.Rect // the river runs from an edge of Start to one of End
	End      scene.Rect
	Room     scene.Rect // for an operator; where the river turns, in the margin
	Pixel    float32    // side of a number of the kernel that is drawn in Room
	Word     scene.Rect // room for the word of a pooling, between the paddings of the maps; empty where it has none
	Early    bool       // from the pad: the river narrows soon, so that it reaches the picture level
	Down     bool       // from the lower edge to the upper one
	Turn     []scene.Point
}

// The sizes of operators and of the river in the margin.
const (
	leastPixel  = 2
	mostPixel   = 7
	operatorGap = 6  // around a kernel, together
	wordGap     = 34 // with less between two maps, no word
	wordWidth   = 26 // with less between their paddings
	RiverWidth  = 20 // of the river where it turns to the next line
	turnMargin  = 14 // from the edge of the stage, or of the line, to the middle of the river
)

// Operator is the place of an operator of h×w numbers, such as a kernel, with its
// middle at the height y; in a river that runs down, with its middle at x.
func (g Gutter) Operator(h, w int, x, y float32) scene.Rect {
	r := scene.Rect{W: float32(w) * g.Pixel, H: float32(h) * g.Pixel}
	r.X, r.Y = g.Room.X+(g.Room.W-r.W)/2, y-r.H/2
	if g.Down {
		r.X, r.Y = x-r.W/2, g.Room.Y+(g.Room.H-r.H)/2
	}
	return r
}

// gutters finds the gutters between the columns that are shown.
func (l *layouter) gutters() {
	l.Gutters = make([]Gutter, 0, len(l.Columns)-1)
	from := 0
	for i := 1; i < len(l.Columns); i++ {
		to := &l.Columns[i]
		if to.Hidden {
			continue
		}
		start := l.Columns[from].Box
		if d := l.Opened; d != nil && d.Column == i && to.Kind == AnswerColumn {
			l.gutter(Gutter{From: from, To: i, Start: start, End: d.Rect})
			from, start = i, d.Rect
		}
		l.gutter(Gutter{From: from, To: i, Start: start, End: to.Box})
		from = i
	}
}

// gutter adds a gutter whose ends are known.
func (l *layouter) gutter(g Gutter) {
	a, b := g.Start, g.End
	g.Early, g.Down = g.From == 0 && l.Mode != Tall, l.Mode == Tall
	gap := b.X - (a.X + a.W)
	g.Room = scene.Rect{X: a.X + a.W, Y: min(a.Y, b.Y), W: gap, H: max(a.Y+a.H, b.Y+b.H) - min(a.Y, b.Y)}
	switch {
	case g.Down:
		gap = b.Y - (a.Y + a.H)
		g.Room = scene.Rect{X: min(a.X, b.X), Y: a.Y + a.H, W: max(a.X+a.W, b.X+b.W) - min(a.X, b.X), H: gap}
	case l.Columns[g.From].Line != l.Columns[g.To].Line:
		gap = b.X
		g.Room = scene.Rect{X: 0, Y: b.Y, W: gap, H: b.H}
		g.Turn = l.turn(a, b, g.To)
	}
	if word := l.clear(g); gap >= wordGap && word.W >= wordWidth {
		g.Word = word
	}
	size := 1
	if rows := l.Columns[g.To].Rows; rows.Size > 0 {
		size = max(rows.Size, l.Columns[g.To].Cols.Size)
	}
	pixel := max(l.grains(float64(gap)-operatorGap)/size, l.grains(leastPixel))
	g.Pixel = float32(l.length(min(pixel, l.grains(mostPixel))))
	l.Gutters = append(l.Gutters, g)
}

// clear is the room of a gutter without the padding of its maps.
func (l *layouter) clear(g Gutter) scene.Rect {
	r, from, to := g.Room, l.Columns[g.From].FeatureMap, l.Columns[g.To].FeatureMap
	end := r.X + r.W
	if from.Cell > 0 {
		r.X = max(r.X, from.Padded.X+from.Padded.W)
	}
	if to.Cell > 0 {
		end = min(end, to.Padded.X)
	}
	r.W = end - r.X
	return r
}

// turn is the middle of the river from the end of a line along the margins to the
// beginning of the next.
func (l *layouter) turn(a, b scene.Rect, to int) []scene.Point {
	edge := func(v float32) float32 { return float32(l.at(float64(v))) }
	y, left, right := edge(l.Columns[to].Rect.Y-turnMargin), edge(turnMargin), edge(l.W-turnMargin)
	out, in := edge(a.Y+a.H/2), edge(b.Y+b.H/2)
	return []scene.Point{{X: a.X + a.W, Y: out}, {X: right, Y: out}, {X: right, Y: y}, {X: left, Y: y}, {X: left, Y: in}, {X: b.X, Y: in}}
}
