package scene

import "slices"

// SamePictures reports whether two scenes look alike on the canvas. Labels and
// slots are HTML and do not count.
func (a *Scene) SamePictures(b *Scene) bool {
	return a.W == b.W && a.H == b.H &&
		a.Ink.Rect == b.Ink.Rect && a.Ink.Version == b.Ink.Version &&
		slices.Equal(a.Fills, b.Fills) && slices.Equal(a.Frames, b.Frames) &&
		slices.EqualFunc(a.Lines, b.Lines, Line.same) &&
		slices.EqualFunc(a.Maps, b.Maps, Maps.SamePixels) && slices.EqualFunc(a.Front, b.Front, Maps.SamePixels) &&
		slices.EqualFunc(a.Maps, b.Maps, Maps.samePlace) && slices.EqualFunc(a.Front, b.Front, Maps.samePlace)
}

func (a Line) same(b Line) bool {
	return a.Width == b.Width && a.Color == b.Color && a.Dashed == b.Dashed && slices.Equal(a.Points, b.Points)
}

// SamePixels reports whether Paint gives the same picture for both.
func (a Maps) SamePixels(b Maps) bool {
	return a.Key == b.Key && a.Version == b.Version && (a.Numbers == nil) == (b.Numbers == nil) && a.SameGrid(b) &&
		a.Ramp == b.Ramp && slices.Equal(a.Low, b.Low) && slices.Equal(a.High, b.High)
}

// SameGrid reports whether Size and the places in it agree.
func (a Maps) SameGrid(b Maps) bool {
	return a.H == b.H && a.W == b.W && a.C == b.C && a.Columns == b.Columns && a.First == b.First && a.Len == b.Len
}

func (a Maps) samePlace(b Maps) bool { return a.Cell == b.Cell && a.DX == b.DX && a.DY == b.DY }
