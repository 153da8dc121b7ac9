package river

import (
	"math"

	"convlab/engine/spec"
)

// TopBars is the height of the top bar and its line over the view, in CSS pixels.
const TopBars = 49

// The measures of a phone.
const (
	narrowPhone = 360 // below: smaller maps
	finger      = 44  // side of a target
	mostSheet   = 372
	thumbGap    = 3  // between thumbnails, at least
	phoneGap    = 16 // pad and answer, map and words

	phoneCaption = 2 // lines of a caption over something else
)

// tall places the columns below each other: pad and answer, a row of thumbnails, then a
// row for each layer, and the answer once more. The page scrolls.
func (l *layouter) tall() {
	l.Mode = Tall
	w := float64(l.W) - 2*PhoneMargin
	box := 168.0
	if l.W < narrowPhone {
		box = 140
	}
	y := l.phoneTop(w)
	for i := 1; i < len(l.Columns)-1; i++ {
		if l.network.opened && i == 2 {
			continue
		}
		y += l.phoneRow(i, y, box, w)
	}
	if l.network.opened {
		y += l.phoneDense(y, w)
	}
	y = l.phoneEnd(y, box, w)
	l.H = float32(l.at(y))
	window := float64(l.view.H) + TopBars
	l.Sheet = float32(math.Floor(min(mostSheet, 0.6*window)))
	l.Bench = WorkbenchPlace{Y: l.H, Natural: true}
	l.Page = l.H
}

// phoneRow places column i in a row at y and returns its height.
func (l *layouter) phoneRow(i int, y, box, w float64) float64 {
	c, s := &l.Columns[i], l.text
	left, x := float64(PhoneMargin), PhoneMargin+box+phoneGap
	words := w - box - phoneGap
	if c.hasMaps() {
		c.FeatureMap = l.featureMap(left, y+box/2, box, c.Shape, l.network.groups[i+1])
		c.Box = c.FeatureMap.Rect
	} else {
		c.Units = l.unitTiles(left, y+box/2, box, c.Shape.C)
		c.Box = c.Units.Rect
	}
	c.Title = l.rect(x, y-2, words, em(lineHeight, s))
	height := max(box+32, 84+em(116, s))
	c.Rect = l.rect(left, y-2, w, height-2)
	if c.Kind == PictureColumn {
		caption := y + em(lineHeight, s) + spacing
		c.Caption = l.rect(x, caption, words, phoneCaption*em(labelHeight, s))
		steps, all := caption+phoneCaption*em(labelHeight, s)+6, float64(len(l.Steps.Pictures))*em(stepPitch, s)
		l.steps(x, steps, words, all)
		return max(height, steps+all+phoneGap-y)
	}
	button := em(32, s) + 12
	c.Button = l.rect(x, y+em(lineHeight, s), words, button)
	label := y + em(lineHeight, s) + button + 6
	c.MapLabel = l.rect(x, label, words, em(labelHeight, s))
	c.Caption = l.rect(x, label+em(labelHeight, s), words, captionLines*em(labelHeight, s))
	if c.Kind == DenseColumn {
		if i < len(l.Columns)-2 {
			return height
		}
		c.Caption = l.rect(x, label+em(labelHeight, s), words, phoneCaption*em(labelHeight, s))
		scores, all := label+(1+phoneCaption)*em(labelHeight, s)+6, spec.Classes*em(foldedNarrow, s)
		c.UnitScores = l.rect(x, scores, min(words, roomyColumn), all)
		return max(height, scores+all+phoneGap-y)
	}
	nav := label + (1+captionLines)*em(labelHeight, s) + 2
	pitch := finger + min(8, (words-3*finger)/2)
	c.Previous = l.rect(x, nav, finger, finger)
	c.Next = l.rect(x+pitch, nav, finger, finger)
	c.All = l.rect(x+2*pitch, nav, words-2*pitch, finger)
	return height
}

// phoneEnd places the answer once more at y, with the numbers that have no room at the
// top, and returns where the stage ends.
func (l *layouter) phoneEnd(y, box, w float64) float64 {
	x, a := float64(PhoneMargin), &l.Final
	a.Numeral = l.rect(x, y, box, box)
	a.Row, a.Bars = float32(box/spec.Classes), l.rect(x+box+phoneGap, y, w-box-phoneGap, box)
	a.Caption = l.rect(x, y+box+spacing, w, 2*em(labelHeight, l.text))
	c := &l.Columns[len(l.Columns)-1]
	c.Box, c.Caption = a.Numeral, a.Caption
	return y + box + spacing + 2*em(labelHeight, l.text) + 8
}
