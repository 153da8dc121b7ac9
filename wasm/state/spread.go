package state

// Spread shows once how an answer comes about: after the first drawing of the visitor's own, the route grows from the pad to the
// answer, column by column.
type Spread struct {
	On     bool
	Column int // the last one that the route has reached

	over  bool // it was shown, or something else was chosen: it is not shown again
	began float64
}

// SpreadRoute moves the end of the route to where it is at a time of the page's clock in seconds; Columns is how many there are.
// Still shows all of the route at once.
type SpreadRoute struct {
	Now     float64
	Columns int
	Still   bool
}

// spreadSeconds is the time that the route takes from column to column.
const spreadSeconds = 0.12

// SpreadMoves reports whether SpreadRoute has something to do. The route begins to grow when the pen is up and the drawing answered.
func (s *State) SpreadMoves() bool {
	r, p := &s.Route, &s.Pad
	if r.Spread.On || r.Spread.over {
		return r.Spread.On
	}
	return len(p.Drawing.Strokes) > 0 && p.Digit == nil && p.Picture == nil && !p.Moves() && s.Settled() && r.Answered() && !r.blank && !r.fixed
}

// spreadRoute handles SpreadRoute.
func (s *State) spreadRoute(e SpreadRoute) {
	if !s.SpreadMoves() {
		return
	}
	x := &s.Route.Spread
	if !x.On {
		*x = Spread{On: true, began: e.Now}
	}
	x.Column = int((e.Now - x.began) / spreadSeconds)
	if x.Column >= e.Columns || e.Still {
		x.end()
	}
}

// end shows all of the route from now on.
func (x *Spread) end() { *x = Spread{over: true} }

// Lights reports whether the route has just grown to a column.
func (x *Spread) Lights(column int) bool { return x.On && column == x.Column }

// Reaches reports whether the route has grown to a column.
func (x *Spread) Reaches(column int) bool { return !x.On || column <= x.Column }
