package river

import "math"

// wrapFrame is the sizes of a river in lines.
type wrapFrame struct{ box, pad, answer float64 }

// wrapFrames lists them by falling size. Only large type on a wide stage has room for
// more than the last one.
func wrapFrames() [3]wrapFrame {
	return [3]wrapFrame{{168, 264, 216}, {140, 236, 180}, {112, 208, 144}}
}

// smallestFrame is the frame of tablets.
func smallestFrame() wrapFrame { return wrapFrames()[2] }

// The measures of a river in lines.
const (
	wrapGutter    = 24
	wrapTop       = 12
	belowCaption  = 12 // from a caption to what is below it
	firstSheet    = 178
	nextSheet     = 190
	lineGap       = 28 // from a line to the next: the river passes there
	pictureColumn = 116
	mostMosaic    = 402 // height of a mosaic
)

// wrap breaks the river into lines. The page scrolls.
func (l *layouter) wrap() {
	l.Mode = Wrap
	lines := l.lines()
	f := l.wrapFrameOf(lines)
	b := block{top: wrapTop, box: f.box, text: l.text}
	for n, cols := range lines {
		l.Lines = append(l.Lines, b.line())
		sheet := b.end() + belowCaption
		b.top = sheet + l.line(n, cols, f, b, sheet) + lineGap
	}
	l.H = float32(l.at(b.top - lineGap + belowCaption))
	l.Bench = WorkbenchPlace{Y: l.H, Natural: true}
	if l.view.Workbench == WorkbenchBar {
		l.Bench = WorkbenchPlace{Y: l.H, H: BarHeight}
	}
	l.Page = l.H + l.Bench.H
}

// line places the columns of line n and returns the height of what is below their
// captions.
func (l *layouter) line(n int, cols columnRange, f wrapFrame, b block, sheet float64) (height float64) {
	x, w := float64(Margin), l.lineWidth(n, cols, f)
	scale := f.box / smallestFrame().box // of what is below the captions
	height = nextSheet * scale
	if n == 0 {
		height = max(firstSheet*scale, em(toolsHeight, l.text), float64(len(l.Steps.Pictures))*em(stepPitch, l.text))
		l.pad(x, b.top, b.spine(), f.pad, em(lineHeight, l.text))
		l.padTools(x, sheet, f.pad, height)
		x += f.pad + wrapGutter
	}
	l.largestTile = f.box / 2
	opened := l.network.opened && n > 0
	if opened {
		height = max(height, l.mosaicHeight(w, f.box))
	}
	if cols.answer {
		l.Columns[len(l.Columns)-1].Line = n
		answer := em(f.answer, l.text)
		l.answerBeside(b, l.at(float64(l.W)-Margin-answer), answer, sheet, height)
	}
	if opened {
		l.Columns[2].Line = n
		l.openDense(b, x, w, sheet, height, l.leastColumn())
		return height
	}
	widths := l.columnWidths(cols, w, f.box)
	l.findLattices(cols.first, cols.end, widths(cols.end-1), height)
	for i := cols.first; i < cols.end; i++ {
		c, width := &l.Columns[i], widths(i)
		c.Line = n
		l.column(i, b, x, width, width)
		c.Rect = l.rect(x, b.top, width, sheet+height-b.top)
		if c.Kind == PictureColumn {
			l.steps(x, sheet, width, height)
		}
		c.Channels = l.channelGrid(i, x, sheet, width, height)
		x += width + wrapGutter
	}
	if cols.answer {
		l.unitScores(widths(cols.end-1), sheet)
	}
	return height
}

// columnWidths shares the width of a line equally, but a picture needs less than others.
func (l *layouter) columnWidths(cols columnRange, w, box float64) func(i int) float64 {
	count := float64(cols.end - cols.first)
	equal := math.Floor((w - (count-1)*wrapGutter) / count)
	picture := min(equal, max(em(pictureColumn, l.text), box+4))
	others := equal
	if cols.first == 1 && count > 1 {
		others = math.Floor((w - picture - (count-1)*wrapGutter) / (count - 1))
	}
	return func(i int) float64 {
		if i == 1 {
			return picture
		}
		return others
	}
}

// mosaicHeight is the height of the mosaic of all units in a line of width w, with its label.
func (l *layouter) mosaicHeight(w, box float64) float64 {
	g := l.mosaic(&l.Columns[2], 0, 0, l.mosaicWidth(w, l.leastColumn()), mostMosaic, box)
	height := mosaicLabel + float64(g.Rect.H)
	if g.More.W > 0 {
		height += moreRoom
	}
	return height
}
