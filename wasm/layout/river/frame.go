package river

import "math"

// The margins left and right of the stage, and of the content of a panel, in CSS pixels: PhoneMargin on a phone. page.css has the
// same.
const (
	Margin      = 24
	PhoneMargin = 16
)

// frame is the width of everything in a wide river.
//
// Of a stage of width W, pad and answer leave R = W - 2*Margin - pad - answer for n
// columns of width c with n+1 gutters, of which the first is one and a half wide:
// R = n*c + (n+1.5)*g. Every column shows a box of the same side, and the gap from
// box to box is c + g - box >= minGap.
type frame struct {
	box     float64 // side of the square in which every column shows its map
	pad     float64
	answer  float64
	gutter  float64 // the least
	columns int     // that are shown at a time
	c, g    float64
}

// The widths of columns.
const (
	chipsWidth  = 120 // holds two chips
	roomyColumn = 148 // of the largest frame
)

// minGap holds the smallest kernel that is drawn between two maps.
const minGap = 16

// frames lists the frames by falling size of the box; the last one fits always, with
// some columns scrolled out if need be.
func frames() [4]frame {
	return [4]frame{
		{box: 140, pad: 256, answer: 192, gutter: 24},
		{box: 112, pad: 224, answer: 152, gutter: 22},
		{box: 112, pad: 192, answer: 120, gutter: 16},
		{box: 84, pad: 152, answer: 104, gutter: 10},
	}
}

// frameOf is the first frame in which n columns fit.
func frameOf(w float64, n int) frame {
	list := frames()
	f := list[len(list)-1]
	f.columns = min(n, max(int((f.room(w)-1.5*f.gutter)/(f.box+minGap)), 1))
	for _, larger := range list[:len(list)-1] {
		larger.columns = n
		if larger.pitch(w) >= larger.box+minGap {
			f = larger
			break
		}
	}
	count := float64(f.columns)
	f.c = min(max(f.box+8, chipsWidth), math.Floor(f.pitch(w)-f.gutter))
	f.g = (f.room(w) - count*f.c) / (count + 1.5)
	return f
}

// room is R.
func (f frame) room(w float64) float64 { return w - 2*Margin - f.pad - f.answer }

// pitch is the width of a column with its gutter, if the gutters are as narrow as can be.
func (f frame) pitch(w float64) float64 {
	return (f.room(w) - 1.5*f.gutter) / float64(f.columns)
}

// x is the left edge of the i-th of the columns that are shown.
func (f frame) x(i int) float64 { return Margin + f.pad + 1.5*f.g + float64(i)*(f.c+f.g) }

// text is the width of a column's texts, which may run into its gutter.
func (f frame) text() float64 { return f.c + min(16, f.g-6) }
