package river

import "math"

// wide places all columns in one line, with the channelGrids below the maps, the
// answer at the right and the workbench at the bottom.
func (l *layouter) wide() {
	n := l.network
	f := frameOf(float64(l.W), n.between())
	b := block{top: 14, box: f.box, text: 1}
	if l.view.H < lowWindow {
		b.top = 6
	}
	room := 226.0 // of a channelGrid
	if f.box > 112 {
		room = 270
	}
	sheet := max(b.end(), b.spine()+f.pad/2) + sheetMargin
	l.largestTile = rowTile
	l.findLattices(1, len(n.groups)-1, f.box, room)
	l.bench(sheet, room, l.leastGrids(f.box))
	below := max(float64(l.H)-sheet-sheetMargin, 0) // of what is under the captions
	l.Mode, l.Scroll, l.Lines = Wide, l.scrolled(f), []Line{b.line()}
	l.Short = Short{Chips: f.c < 104, MapLabels: f.c+f.g < 122, Captions: f.c < 114}

	l.pad(Margin, b.top, b.spine(), f.pad, lineHeight)
	l.padTools(Margin, sheet, f.pad, below)
	for i := 1; i < len(n.groups)-1; i++ {
		c := &l.Columns[i]
		if c.Hidden = !l.Scroll.isShown(i, len(n.groups)); c.Hidden {
			l.scrolledOut(i, sheet, min(room, below))
		}
		if c.Hidden || n.opened && i > 1 {
			continue
		}
		x := f.x(i - 1 - l.Scroll.Offset)
		l.column(i, b, x, f.c, f.text())
		c.Rect = l.rect(x, b.top, f.c, float64(l.H)-b.top)
		if c.Kind == PictureColumn {
			l.steps(x, sheet, f.c, min(room, below))
		}
		c.Channels = l.channelGrid(i, x, sheet, f.box, min(room, below))
	}
	l.answerBeside(b, l.at(float64(l.W)-Margin-f.answer), f.answer, sheet, below)
	if n.opened {
		x := f.x(1)
		l.openDense(b, x, float64(l.W)-Margin-f.answer-f.g-x, sheet, min(room, below), f.c)
	}
	l.unitScores(f.c, sheet)
	l.scrollButtons(b)
}

// column places the words and the map of part i at x.
func (l *layouter) column(i int, b block, x, w, text float64) {
	c := &l.Columns[i]
	l.words(c, b, x, w, text)
	if c.hasMaps() {
		c.FeatureMap = l.featureMap(x, b.spine(), b.box, c.Shape, l.network.groups[i+1])
		c.Box = c.FeatureMap.Rect
	} else {
		c.Units = l.unitTiles(x, b.spine(), b.box, c.Shape.C)
		c.Box = c.Units.Rect
	}
}

// unitScores places what the chosen unit adds to each score under the last Dense layer before
// the answer, in the rows of the answer but narrower.
func (l *layouter) unitScores(c, y float64) {
	last := &l.Columns[len(l.Columns)-2]
	if last.Kind != DenseColumn || last.Hidden || l.Answer.Folded || l.Opened != nil {
		return
	}
	last.UnitScores = l.rect(float64(last.Title.X), y, unitScoresWidth(c), float64(l.Answer.Bars.H))
}

// scrollButtons are over the pad and over the numeral, where the columns scroll to.
func (l *layouter) scrollButtons(b block) {
	y := b.top + lineHeight + 2
	if l.Scroll.Offset > 0 {
		l.Scroll.Back = l.rect(float64(l.Pad.Rect.X+l.Pad.Rect.W)-scrollWidth, y, scrollWidth, scrollHeight)
	}
	if l.Scroll.Later == 0 {
		return
	}
	n := &l.Answer.Numeral
	x, w := float64(n.X), float64(scrollWidth)
	if l.Answer.Folded { // the numeral is at the same height: it moves aside
		w = math.Floor(float64(n.W) / 2)
		*n = l.rect(x+w, float64(n.Y), float64(n.W)-w, float64(n.H))
		y = float64(n.Y) + spacing
	}
	l.Scroll.Forward = l.rect(x, y, w, scrollHeight)
}
