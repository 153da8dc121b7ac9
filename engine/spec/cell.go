package spec

// Cell is one number of an input or of a layer's output. Row, Column and Channel count
// from 0; a unit of a vector has only a Channel.
type Cell struct {
	Row     int `json:"row"`
	Column  int `json:"column"`
	Channel int `json:"channel"`
}

// Contains reports whether outputs of this shape have that cell.
func (s Shape) Contains(c Cell) bool {
	return 0 <= c.Row && c.Row < s.H && 0 <= c.Column && c.Column < s.W && 0 <= c.Channel && c.Channel < s.C
}

// Index is the place of a cell in outputs of this shape, in NHWC order.
func (s Shape) Index(c Cell) int { return (c.Row*s.W+c.Column)*s.C + c.Channel }

// Cell is the inverse of Index.
func (s Shape) Cell(index int) Cell {
	position := index / s.C
	return Cell{Row: position / s.W, Column: position % s.W, Channel: index % s.C}
}

// Interval is a run of rows or columns, both ends included. Indices below 0, and
// those from the number of rows or columns on, are padding.
type Interval struct{ First, Last int }

// Clip returns the part of i within [0, size).
func (i Interval) Clip(size int) Interval { return Interval{max(i.First, 0), min(i.Last, size-1)} }

// Region is a rectangle of rows and columns, in all channels. Like its intervals it may
// reach into the padding.
type Region struct{ Rows, Columns Interval }

// Clip returns the part of r in maps of shape s.
func (r Region) Clip(s Shape) Region { return Region{r.Rows.Clip(s.H), r.Columns.Clip(s.W)} }

// Whole is the region of all rows and columns of maps of shape s.
func (s Shape) Whole() Region { return Region{Interval{0, s.H - 1}, Interval{0, s.W - 1}} }
