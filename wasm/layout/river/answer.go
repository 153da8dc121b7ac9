package river

import (
	"math"

	"convlab/engine/spec"
	"convlab/wasm/scene"
)

// Answer is the digit that is read, and a bar for each digit.
type Answer struct {
	Numeral scene.Rect
	Bars    scene.Rect // ten rows of height Row
	Row     float32
	Caption scene.Rect
	Folded  bool // numeral, bars and caption are all beside the maps, since there is no room under them
}

// The answer's sizes.
const (
	barRow       = 22
	foldedRow    = 15.5 // of folded bars; 15 where columns are narrow
	foldedNarrow = 15
	foldHeight   = 150 // with less below the captions, the answer folds
	foldNumeral  = 40
)

// Digit is the row of a digit.
func (a Answer) Digit(d int) scene.Rect {
	return scene.Rect{X: a.Bars.X, Y: a.Bars.Y + float32(d)*a.Row, W: a.Bars.W, H: a.Row}
}

// answerBeside places the answer at the right end of a line of columns whose sheets
// begin at y and have so much room.
func (l *layouter) answerBeside(b block, x, w, y, room float64) {
	c := &l.Columns[len(l.Columns)-1]
	l.words(c, b, x, w, w)
	a := &l.Answer
	a.Folded = room < foldHeight
	if !a.Folded {
		row := min(em(barRow, b.text), math.Floor(room/spec.Classes))
		a.Numeral = l.rect(x, b.boxTop(), w, b.box)
		a.Row, a.Bars = float32(row), l.rect(x, y, w, spec.Classes*row)
		a.Caption, c.Box = c.Caption, a.Numeral
		c.Rect = l.rect(x, b.top, w, y+room-b.top)
		return
	}
	row := foldedRow
	if l.Short.Chips {
		row = foldedNarrow
	}
	top := b.top + lineHeight
	a.Numeral = l.rect(x, top, w, foldNumeral)
	top += foldNumeral + spacing
	a.Row, a.Bars = float32(row), l.rect(x, top, w, spec.Classes*row)
	end := top + spec.Classes*row
	a.Caption = l.rect(x, end+spacing, w, max(y+room-end-spacing, 0))
	c.Caption = a.Caption
	c.Box = l.rect(x-6, top-3, w+6, spec.Classes*row+5)
	c.Rect = l.rect(x, b.top, w, y+room-b.top)
}
