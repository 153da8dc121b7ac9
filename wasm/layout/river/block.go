package river

import "math"

// block has the heights of the words and boxes of a line of columns, from top to
// bottom: the name, two rows of chips, the box, the label, a caption of three lines.
type block struct {
	top  float64
	box  float64 // side
	text float64 // scale of the texts
}

// The heights of texts at scale 1.
const (
	lineHeight   = 20
	chipHeight   = 22
	labelHeight  = 16
	captionLines = 3 // lines of labelHeight
	spacing      = 4
	labelGap     = 6 // from the box to the label
)

// em is a height of text in whole CSS pixels, so that lines of text keep their distance.
func em(height, scale float64) float64 { return math.Round(height * scale) }

func (b block) chips(row int) float64 {
	return b.top + em(lineHeight, b.text) + spacing + float64(row)*(em(chipHeight, b.text)+spacing)
}
func (b block) boxTop() float64  { return b.chips(2) + 8 }
func (b block) spine() float64   { return b.boxTop() + b.box/2 }
func (b block) label() float64   { return b.boxTop() + b.box + labelGap }
func (b block) caption() float64 { return b.label() + em(labelHeight+2, b.text) }
func (b block) line() Line       { return Line{Spine: float32(b.spine()), Box: float32(b.box)} }
func (b block) end() float64     { return b.caption() + captionLines*em(labelHeight, b.text) }

// words places the texts of a column of width w; texts that may run into the gutter
// have the width text.
func (l *layouter) words(c *Column, b block, x, w, text float64) {
	c.Title = l.rect(x, b.top, w, em(lineHeight, b.text))
	switch c.Kind {
	case PictureColumn, AnswerColumn: // no chips and no label
		if c.Kind == PictureColumn {
			c.Subtitle = l.rect(x, b.top+em(lineHeight, b.text), w, em(labelHeight, b.text))
		}
		c.Caption = l.rect(x, b.label(), text, b.end()-b.label())
	default:
		for row := range c.Chips {
			c.Chips[row] = l.rect(x, b.chips(row), text, em(chipHeight, b.text))
		}
		c.MapLabel = l.rect(x, b.label(), text, em(labelHeight, b.text))
		c.Caption = l.rect(x, b.caption(), text, captionLines*em(labelHeight, b.text))
	}
}
