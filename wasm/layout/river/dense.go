package river

import (
	"math"

	"convlab/engine/spec"
	"convlab/wasm/scene"
)

// DenseNetwork is the room of a dense network's layer, between the picture and the
// answer. Each of its units has one weight for each pixel, so its weights are a picture.
// Its column has no more than a Rect and a Box.
type DenseNetwork struct {
	Column            int        // of the units; without hidden units, the answer, whose units are the digits
	Rect              scene.Rect // the river under the large pictures
	Title             scene.Rect
	Chips             scene.Rect // tall: the button
	Caption           scene.Rect
	Pictures          Grid       // the units that add most, or the ten digits; a picture's number is its place among them
	UnitLabels        Grid       // under the pictures
	PictureRibbons    scene.Rect // the ribbons from the pictures to the answer
	MosaicLabel       scene.Rect // over the mosaic
	Brief             bool       // MosaicLabel has no room for what a dot of the mosaic is
	Sort              scene.Rect // at the end of MosaicLabel: the choice of the mosaic's order; empty if there is no room, as over a few units
	Mosaic            Grid       // all units at half the resolution
	UnitScoresCaption scene.Rect // over UnitScores
	UnitScores        scene.Rect // what the chosen unit adds to each score
	All               scene.Rect // tall: the button that shows all units
}

// The sizes of the pictures of units.
const (
	unitPixel              = 3 // of a large picture; one less where columns are narrow, one more for large type
	mostPictures           = 8
	leastPictures          = 4
	pictureGap             = 8
	leastUnitScoresCaption = 140
	leastLabel             = 84 // width of the texts under a picture, if there is room
	mosaicLabel            = 18
	sortWidth              = 164
	roomyLabel             = 370
	largestWide            = 140 // box of a wide river: in a larger one, the type is large
	mosaicColumns          = 32  // and more, if all units have room then
)

// openDense places the units in the room of width w at x, whose sheets begin at y and
// have so much room. c is the width of a column.
func (l *layouter) openDense(b block, x, w, y, room, c float64) {
	d := &DenseNetwork{Column: 2}
	l.Opened = d
	units := &l.Columns[2]
	const chips, title = 240, 110
	head := min(em(chips, b.text), w)
	d.Title = l.rect(x, b.top, min(em(title, b.text), head), em(lineHeight, b.text))
	d.Chips = l.rect(x, b.chips(0), head, em(chipHeight, b.text))
	d.Caption = l.rect(x+head+lineHeight, b.top, max(w-head-lineHeight, 0), b.chips(2)-b.top)
	l.unitPictures(d, x, b.boxTop(), w, b.box)
	d.Rect = l.rect(x, b.boxTop(), w, b.box)
	d.UnitLabels.H = float32(l.at(em(labelHeight, b.text)))
	d.UnitLabels.Rect.Y, d.UnitLabels.Rect.H = float32(l.at(b.label())), d.UnitLabels.H
	bottom := float64(d.Pictures.Rect.Y + d.Pictures.Rect.H)
	d.PictureRibbons = l.rect(x, bottom+3, w, b.boxTop()+b.box-bottom-4)
	if units.Kind != DenseColumn { // the answer's name is over the numeral
		d.Title, d.Chips = scene.Rect{}, scene.Rect{}
		d.Caption.X, d.Caption.W = d.Rect.X, d.Rect.W
		return
	}
	units.Box, units.Rect = d.Rect, l.rect(x, b.top, w, y+room-b.top)
	d.Mosaic = l.mosaic(units, x, y+mosaicLabel, l.mosaicWidth(w, c), room-mosaicLabel, b.box)
	if d.Mosaic.Rows > 0 {
		width, choice := float64(d.Mosaic.Rect.W), em(sortWidth, l.text)
		if width > 2*choice {
			d.Sort = l.rect(x+width-choice, y-2, choice, mosaicLabel)
			width -= choice + spacing
		}
		d.MosaicLabel, d.Brief = l.rect(x, y-2, width, labelHeight), width < em(roomyLabel, l.text)
	}
	if !l.Answer.Folded {
		at := x + float64(d.Mosaic.Rect.W) + Margin
		d.UnitScores = l.rect(at, y, unitScoresWidth(c), float64(l.Answer.Bars.H))
		text := max(x+w-at, em(leastUnitScoresCaption, b.text)) // over the end of the mosaic, where UnitScores is narrow
		d.UnitScoresCaption = l.rect(x+w-text, y-2*em(labelHeight, b.text)-2, text, 2*em(labelHeight, b.text))
	}
}

// unitScoresWidth is the width of what a unit adds to each score: narrower than the bars of
// the answer, so that they do not read as one table.
func unitScoresWidth(column float64) float64 { return math.Round(0.6 * min(column, roomyColumn)) }

// mosaicWidth is the part of the width w that UnitScores leaves.
func (l *layouter) mosaicWidth(w, column float64) float64 {
	if l.Answer.Folded {
		return w
	}
	return w - Margin - unitScoresWidth(column)
}

// unitPictures places the large pictures in the width w: eight, or as many as fit, at
// least four; without hidden units, one for each digit.
func (l *layouter) unitPictures(d *DenseNetwork, x, y, w, box float64) {
	side, pixel := l.pictureSide(), unitPixel
	switch {
	case box < 112:
		pixel--
	case box > largestWide:
		pixel++
	}
	count := min(max(int((w+pictureGap)/float64(side*pixel+pictureGap)), leastPictures), mostPictures)
	if l.Columns[2].Kind == AnswerColumn {
		count = spec.Classes
	} else {
		count = min(count, l.Columns[2].Shape.C)
	}
	k := l.grains(float64(pixel))
	for k > 1 && l.length(count*side*k)+float64((count-1)*tightGap) > w {
		k--
	}
	if l.Columns[2].Kind == AnswerColumn { // without ribbons below them
		y += math.Floor((box - l.length(side*k)) / 2)
	}
	label := min(leastLabel, (w-float64((count-1)*pictureGap))/float64(count))
	d.Pictures = l.pictureRow(x, y, w, label, side, k, count)
	d.UnitLabels = d.Pictures
	d.UnitLabels.W = max(d.Pictures.W, float32(l.at(label)))
}

// pictureRow spreads so many pictures of k grains a cell over the width w, which has room
// for a label below the last one.
func (l *layouter) pictureRow(x, y, w, label float64, side, k, count int) Grid {
	large := l.length(side * k)
	w -= max(label-large, 0)
	pitch := large
	if count > 1 {
		pitch = min(math.Floor((w-large)/float64(count-1)*l.ratio+tolerance)/l.ratio, 2*large)
	}
	g := rowGrid(float32(l.at(x)), float32(l.at(y)), float32(large), float32(pitch), count)
	g.Cell = float32(l.length(k))
	return g
}

// pictureSide is the longer side of the picture in cells.
func (l *layouter) pictureSide() int {
	s := l.Columns[1].Shape
	return max(s.H, s.W)
}

// mosaicTile is the side of a picture in the mosaic and of its dots, in grains: a dot is
// one grain for each square of four weights, or two for large type.
func (l *layouter) mosaicTile(box float64) (side, dot int) {
	dot = 1
	if box > largestWide {
		dot = 2
	}
	return (l.pictureSide() + 1) / 2 * dot, dot
}

// mosaic places the pictures of all units in w×h: in 32 columns, or in more if all units
// are shown only then. If they are not, a button for the rest is below them.
func (l *layouter) mosaic(c *Column, x, y, w, h, box float64) Grid {
	units := c.Shape.C
	side, dot := l.mosaicTile(box)
	pitch := side + l.grains(tightGap)
	fit := func(length float64) int { return max((l.grains(length)+l.grains(tightGap))/pitch, 0) }
	most, rows := max(fit(w), 1), fit(h)
	columns := min(mosaicColumns, most, units)
	for columns*rows < units && columns < most {
		columns = min(columns+8, most)
	}
	g := Grid{Cell: float32(l.length(dot)), W: float32(l.length(side)), DX: float32(l.length(pitch)), Columns: columns, Count: units}
	g.H, g.DY = g.W, g.DX
	g.Rect = scene.Rect{X: float32(l.at(x)), Y: float32(l.at(y))}
	g.cut(rows, float64(rows), l.chosen(c))
	if g.Rows > 0 && g.Shown() < units {
		rows = fit(h - moreRoom)
		g.cut(rows, float64(rows), l.chosen(c))
		g.More = l.rect(x+float64(g.Rect.W)-scrollWidth, y+float64(g.Rect.H)+tightGap, scrollWidth, moreHeight)
	}
	return g
}
