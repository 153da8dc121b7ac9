package scene

import (
	"math"
	"slices"
)

// Painting is the part of a Scene that is painted, with its colours: what a stage needs. Labels and slots are HTML.
type Painting struct {
	W, H   float32
	Fills  []Fill
	Ink    PadInk
	Maps   []Maps
	Areas  []Area
	Lines  []Line
	Front  []Maps
	Frames []Fill
	Theme  Theme
	Scale  float32 // device pixels for a CSS pixel
}

// Painting leaves out of a scene what is HTML.
func (a *Scene) Painting(theme Theme, scale float32) Painting {
	return Painting{a.W, a.H, a.Fills, a.Ink, a.Maps, a.Areas, a.Lines, a.Front, a.Frames, theme, scale}
}

// Pixel is the device pixel nearest to a length in CSS pixels.
func (p *Painting) Pixel(v float32) float32 { return float32(math.Round(float64(v * p.Scale))) }

// Same reports whether two paintings look alike.
func (p *Painting) Same(q *Painting) bool {
	return p.W == q.W && p.H == q.H && p.Theme == q.Theme && p.Scale == q.Scale &&
		p.Ink.Rect == q.Ink.Rect && p.Ink.Version == q.Ink.Version &&
		slices.Equal(p.Fills, q.Fills) && slices.Equal(p.Frames, q.Frames) &&
		slices.EqualFunc(p.Areas, q.Areas, Area.same) && slices.EqualFunc(p.Lines, q.Lines, Line.same) &&
		slices.EqualFunc(p.Maps, q.Maps, Maps.same) && slices.EqualFunc(p.Front, q.Front, Maps.same)
}

func (a Area) same(b Area) bool {
	return a.Color == b.Color && slices.Equal(a.Upper, b.Upper) && slices.Equal(a.Lower, b.Lower)
}

func (a Line) same(b Line) bool {
	return a.Width == b.Width && a.Color == b.Color && a.Dashed == b.Dashed && slices.Equal(a.Points, b.Points)
}

func (m Maps) same(o Maps) bool {
	return m.SamePixels(o) && m.Cell == o.Cell && m.DX == o.DX && m.DY == o.DY
}

// SamePixels reports whether Paint gives the same picture for both.
func (m Maps) SamePixels(o Maps) bool {
	return m.Key == o.Key && m.Table.same(o.Table) && m.SameGrid(o) &&
		m.Ramp == o.Ramp && slices.Equal(m.Low, o.Low) && slices.Equal(m.High, o.High)
}

// SameGrid reports whether Size and the places in it agree.
func (m Maps) SameGrid(o Maps) bool {
	return m.Table.H == o.Table.H && m.Table.W == o.Table.W && m.Table.C == o.Table.C &&
		m.Columns == o.Columns && m.First == o.First && m.Len == o.Len
}

func (t Table) same(o Table) bool {
	return t.Name == o.Name && t.Version == o.Version && t.H == o.H && t.W == o.W && t.C == o.C && (t.Numbers == nil) == (o.Numbers == nil)
}
