// Package scene describes what a stage shows: rectangles, the ink of a pad, maps made from numbers, lines and labels, and the
// places that react to a pointer. It is a leaf: those who lay a scene out and those who paint it know nothing of each other.
package scene

import "slices"

// Scene is the content of the stage, with a list for each kind of thing that is painted, and the places of the HTML over it. Lengths
// are CSS pixels of the stage.
// The lists are painted in the order of these fields, each from its first element to its last: what comes later is in front.
type Scene struct {
	W, H    float32
	Ribbons []Ribbon // the river, then the route and the fan over it
	Fills   []Fill
	Ink     PadInk
	Maps    []Maps
	Hatches []Hatch // over the maps
	Areas   []Area
	Lines   []Line
	Front   []Maps // over the maps: what is large for a while, kernels between two columns
	Frames  []Fill // over everything

	Labels []Label
	Slots  map[string]Rect // "pad", "axis", "curves"
	Hits   []Hit           // what a pointer finds, front last
}

// Rect is a rectangle in CSS pixels.
type Rect struct{ X, Y, W, H float32 }

// Contains reports whether the point lies inside r.
func (r Rect) Contains(x, y float32) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

func (r Rect) overlaps(o Rect) bool {
	return r.X < o.X+o.W && o.X < r.X+r.W && r.Y < o.Y+o.H && o.Y < r.Y+r.H
}

// Fill is a filled rectangle, or its frame when Stroke is above 0.
type Fill struct {
	Rect   Rect
	Color  Color
	Stroke float32 // the width of the frame
	Outset float32 // from the rectangle out to the frame's outer edge; 0: the frame is inside
	Double bool    // a second frame around the first, with a gap as wide as one
	Dash   Dash    // of the frame
}

// Table is the numbers of C pictures of H rows and W columns, channels last. Several Maps may show one table.
type Table struct {
	Name    string
	Version int // same Name and Version: same numbers
	H, W, C int
	Numbers []float32 // nil while they are not known
}

// Maps is a grid of equally large pictures made from numbers.
type Maps struct {
	Key        string // names the grid among those of a scene
	Table      Table
	Low, High  []float32 // the ends of the colour scale, for each picture or one for all
	Ramp       Ramp
	Cell       Rect    // the first picture
	DX, DY     float32 // from one picture to the next
	Columns    int
	First, Len int     // which pictures of the table are in the grid
	Order      []int   // the picture at each place of all C; nil: in the table's order
	Offsets    []Point // how far the pictures are from their places; nil: none
}

// rect is the rectangle around all pictures.
func (m Maps) rect() Rect {
	r := m.Cell
	if m.Len > 1 {
		r.W += float32(min(m.Columns, m.Len)-1) * m.DX
		r.H += float32((m.Len-1)/m.Columns) * m.DY
	}
	return r
}

// Rect is the rectangle of the picture at place i of all C.
func (m Maps) Rect(i int) Rect {
	r := m.Cell
	i -= m.First
	r.X += float32(i%m.Columns) * m.DX
	r.Y += float32(i/m.Columns) * m.DY
	if i < len(m.Offsets) {
		r.X += m.Offsets[i].X
		r.Y += m.Offsets[i].Y
	}
	return r
}

// Picture is the picture at place i of all C.
func (m Maps) Picture(i int) int {
	if m.Order == nil {
		return i
	}
	return m.Order[i]
}

// Point is a place in CSS pixels.
type Point struct{ X, Y float32 }

// Label is a text, set by the page as HTML over the canvas.
type Label struct {
	Rect  Rect
	Text  string // already in the user's language
	Size  float32
	Bold  bool
	Align Align
	Color Color
	Wrap  bool // several lines; otherwise one, cut with an ellipsis
}

// Align says where a text stands in its rectangle.
type Align uint8

// The alignments. Texts are centred vertically unless they wrap.
const (
	Left Align = iota
	Center
	Right
)

// Hit is a grid of places that react to the pointer.
type Hit struct {
	ID      string  // says to its maker what it is, and nothing to anyone else
	Cell    Rect    // the first place
	DX, DY  float32 // from one place to the next
	Columns int
	Len     int
}

// Target is a place under the pointer.
type Target struct {
	ID   string  // of the Hit
	Cell int     // row by row, from 0
	Part float32 // how far across the cell, from 0 to 1
}

// Rect is the rectangle of a cell.
func (h Hit) Rect(cell int) Rect {
	r := h.Cell
	r.X += float32(cell%h.Columns) * h.DX
	r.Y += float32(cell/h.Columns) * h.DY
	return r
}

// At finds the front-most place that contains the point.
func (a *Scene) At(x, y float32) (Target, bool) {
	for _, h := range slices.Backward(a.Hits) {
		for cell := range h.Len {
			if r := h.Rect(cell); r.Contains(x, y) {
				return Target{ID: h.ID, Cell: cell, Part: (x - r.X) / r.W}, true
			}
		}
	}
	return Target{}, false
}
