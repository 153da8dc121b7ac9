package scene

import "slices"

// Painting is the part of a Scene that is painted, with its colours: what a stage needs. Labels and slots are HTML.
type Painting struct {
	View    Rect // what of the scene the canvas shows
	Ribbons []Ribbon
	Fills   []Fill
	Ink     PadInk
	Maps    []Maps
	Hatches []Hatch
	Areas   []Area
	Lines   []Line
	Front   []Maps
	Frames  []Fill
	Theme   Theme
	Scale   float32 // device pixels for a CSS pixel
}

// Painting leaves out of a scene what is HTML. Its view is the whole scene.
func (a *Scene) Painting(theme Theme, scale float32) Painting {
	return Painting{Rect{W: a.W, H: a.H}, a.Ribbons, a.Fills, a.Ink, a.Maps, a.Hatches, a.Areas, a.Lines, a.Front, a.Frames, theme, scale}
}

// In returns the painting on a canvas that shows only a part of the scene: a canvas cannot be as high as a long page. Grids of maps
// outside it are left out, since their numbers are nearly all that a painting consists of.
func (p Painting) In(view Rect) Painting {
	outside := func(m Maps) bool { return !m.rect().overlaps(view) }
	p.View, p.Maps, p.Front = view, slices.DeleteFunc(slices.Clone(p.Maps), outside), slices.DeleteFunc(slices.Clone(p.Front), outside)
	return p
}

// Same reports whether two paintings look alike.
func (p *Painting) Same(q *Painting) bool {
	return p.View == q.View && p.Theme == q.Theme && p.Scale == q.Scale &&
		p.Ink.same(q.Ink) &&
		slices.Equal(p.Ribbons, q.Ribbons) && slices.Equal(p.Hatches, q.Hatches) &&
		slices.Equal(p.Fills, q.Fills) && slices.Equal(p.Frames, q.Frames) &&
		slices.EqualFunc(p.Areas, q.Areas, Area.same) && slices.EqualFunc(p.Lines, q.Lines, Line.same) &&
		slices.EqualFunc(p.Maps, q.Maps, Maps.same) && slices.EqualFunc(p.Front, q.Front, Maps.same)
}

func (ink PadInk) same(o PadInk) bool {
	return ink.Rect == o.Rect && ink.Color == o.Color && ink.Version == o.Version
}

func (a Area) same(b Area) bool {
	return a.Color == b.Color && slices.Equal(a.Upper, b.Upper) && slices.Equal(a.Lower, b.Lower)
}

func (a Line) same(b Line) bool {
	return a.Width == b.Width && a.Round == b.Round && a.Color == b.Color && a.Dash == b.Dash && slices.Equal(a.Points, b.Points)
}

func (m Maps) same(o Maps) bool {
	return m.SamePixels(o) && m.Cell == o.Cell && m.DX == o.DX && m.DY == o.DY && slices.Equal(m.Offsets, o.Offsets)
}

// SamePixels reports whether Paint gives the same picture for both.
func (m Maps) SamePixels(o Maps) bool {
	return m.Key == o.Key && m.Table.same(o.Table) && m.SameGrid(o) &&
		m.Ramp == o.Ramp && slices.Equal(m.Order, o.Order) && slices.Equal(m.Low, o.Low) && slices.Equal(m.High, o.High)
}

// SameGrid reports whether Size and the places in it agree.
func (m Maps) SameGrid(o Maps) bool {
	return m.Table.H == o.Table.H && m.Table.W == o.Table.W && m.Table.C == o.Table.C &&
		m.Columns == o.Columns && m.First == o.First && m.Len == o.Len
}

func (t Table) same(o Table) bool {
	return t.Name == o.Name && t.Version == o.Version && t.H == o.H && t.W == o.W && t.C == o.C && (t.Numbers == nil) == (o.Numbers == nil)
}
