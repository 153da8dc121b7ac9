package river

import "convlab/engine/spec"

// phoneDense places the large pictures of a dense network's units, in two rows, and
// returns the height of all of it.
func (l *layouter) phoneDense(y, w float64) float64 {
	const rows = 2
	s, x, top := l.text, float64(PhoneMargin), y
	c := &l.Columns[2]
	d := &DenseNetwork{Column: 2}
	l.Opened = d
	d.Title = l.rect(x, y-2, w, em(lineHeight, s))
	y += em(lineHeight, s)
	if c.Kind == DenseColumn {
		d.Chips = l.rect(x, y, w, em(32, s)+12)
		y += em(32, s) + 12 + spacing
	}
	d.Caption = l.rect(x, y, w, captionLines*em(labelHeight, s))
	y += captionLines*em(labelHeight, s) + 6
	l.Paper = append(l.Paper, l.rect(0, top-6, float64(l.W), y-top))

	count := min(mostPictures, c.Shape.C)
	if c.Kind == AnswerColumn {
		count = spec.Classes
	}
	columns := (count + rows - 1) / rows
	side := l.pictureSide()
	k := max(l.grains((w-float64((columns-1)*tightGap))/float64(columns*side)), 1)
	k = min(k, l.grains(unitPixel))
	g := l.pictureRow(x, y, w, 0, side, k, columns)
	g.Count, g.Rows = count, (count+columns-1)/columns
	g.DY = float32(l.at(float64(g.H) + em(labelHeight, s) + 8))
	g.Rect.H = float32(g.Rows-1)*g.DY + g.H
	d.Pictures, d.UnitLabels = g, g
	d.UnitLabels.H = float32(l.at(em(labelHeight, s)))
	d.UnitLabels.Rect.Y = float32(l.at(float64(g.Rect.Y + g.H + 2)))
	d.UnitLabels.Rect.H = float32(g.Rows-1)*g.DY + d.UnitLabels.H
	y += float64(g.Rect.H) + 2 + em(labelHeight, s)
	d.Rect = l.rect(x, float64(g.Rect.Y), float64(g.Rect.W), y-float64(g.Rect.Y))
	if c.Kind == DenseColumn {
		d.All = l.rect(x, y+8, w, finger)
		y += 8 + finger
		c.Box, c.Rect = d.Rect, l.rect(x, top-2, w, y-top+2)
	}
	return y + 32 - top
}
