package river

import (
	"math"

	"convlab/engine/spec"
	"convlab/wasm/scene"
)

// Thumbnail is the chosen map of a column, small, in a row that is on the screen while the
// user draws on a phone. Those right of the row are reached by scrolling it.
type Thumbnail struct {
	Rect  scene.Rect // a target for a finger
	Map   FeatureMap // in its middle; of a Dense layer, one cell for each tile
	Label scene.Rect
}

// phoneTop places pad, answer, tools and thumbnails, and returns where the rows begin.
func (l *layouter) phoneTop(w float64) float64 {
	const top = 12
	x, side := float64(PhoneMargin), min(216, float64(l.W)-160)
	y := top + em(lineHeight, l.text) + spacing
	l.pad(x, top, y+side/2, side, em(lineHeight, l.text))

	a, c := &l.Answer, &l.Columns[len(l.Columns)-1]
	ax, aw := x+side+phoneGap, w-side-phoneGap
	numeral := 64.0
	if l.W < narrowPhone {
		numeral = 40
	}
	row := math.Floor((side - numeral - 6) / spec.Classes)
	c.Title = l.rect(ax, top, aw, em(lineHeight, l.text))
	a.Numeral = l.rect(ax, y, aw, numeral+8)
	a.Row, a.Bars = float32(row), l.rect(ax, y+numeral+12, aw, spec.Classes*row)
	c.Rect = l.rect(ax, top, aw, y+side-top)

	y += side + 12
	l.Pad.OneRow, l.Pad.Tools = true, l.rect(x, y, w, finger)
	paper := y - 6
	y += finger + 10
	l.thumbnails(x, y, w)
	y += finger + 2 + em(labelHeight, l.text)
	l.Paper = append(l.Paper, l.rect(0, paper, float64(l.W), y+spacing-paper))
	return y + spacing + 18
}

// thumbnails places the row of small maps. Their cells are whole device pixels on every
// screen: in CSS pixels, few maps fill their thumbnail.
func (l *layouter) thumbnails(x, y, w float64) {
	fine := layouter{raster: raster{l.ratio, 1 / l.ratio}}
	count := len(l.Columns) - 2
	pitch := float64(finger + phoneGap)
	if count > 1 {
		pitch = min(max((w-finger)/float64(count-1), finger+thumbGap), pitch)
	}
	for i := range count {
		c := &l.Columns[i+1]
		t := &c.Thumbnail
		t.Rect = l.rect(x+float64(i)*pitch, y, finger, finger)
		t.Label = l.rect(x+float64(i)*pitch, y+finger+2, finger, em(labelHeight, l.text))
		s := c.Shape
		if !c.hasMaps() {
			g := l.unitTiles(0, 0, finger, s.C)
			s.H, s.W = g.Rows, g.Columns
		}
		t.Map = fine.featureMap(float64(t.Rect.X), y+finger/2, finger, s, LayerGroup{})
		t.Map.Rect.X = float32(l.at(float64(t.Rect.X) + float64(finger-t.Map.Rect.W)/2))
		t.Map.Padded = t.Map.Rect
	}
}
