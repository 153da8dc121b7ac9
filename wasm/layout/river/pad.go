package river

import "convlab/wasm/scene"

// Pad is the place of the drawing pad and its tools.
type Pad struct {
	Rect   scene.Rect // square
	Tools  scene.Rect
	OneRow bool // there is no room for all tools: one row of them, or two beside the captions where the pad is narrow
}

// Steps are the pictures after each step of the preparation, below the picture that the
// network sees.
type Steps struct {
	Rect     scene.Rect
	OneRow   bool // side by side, without their names
	Out      bool // scrolled out with the picture, and with room below it
	Pictures [4]scene.Rect
}

// The heights of tools and steps.
const (
	toolsHeight  = 150 // pen and eraser, thickness, test digits
	narrowTools  = 186 // the same, with undo and clear in a line of their own
	narrowPad    = 190
	twoRowPad    = 210 // narrower: a row does not hold pen, undo, clear and the rest
	toolRow      = 28
	stepPitch    = 34
	stepSide     = 28
	stepsWidth   = 116
	smallestStep = 18
)

// pad places the pad at x with its middle at y, and its title.
func (l *layouter) pad(x, top, y, side, title float64) {
	l.Pad.Rect = l.rect(x, y-side/2, side, side)
	c := &l.Columns[0]
	c.Title = l.rect(x, top, side, title)
	c.Box = l.Pad.Rect
	c.Rect = l.rect(x, top, side, y+side/2-top)
}

// padTools places the tools in a height.
func (l *layouter) padTools(x, y, w, height float64) {
	full := em(toolsHeight, l.text)
	if w < narrowPad {
		full = em(narrowTools, l.text)
	}
	l.Pad.OneRow = height < full
	if l.Pad.OneRow {
		height = toolRow
		const more = toolRow + spacing
		if w < twoRowPad && y-more >= float64(l.Pad.Rect.Y+l.Pad.Rect.H)+spacing {
			y, height = y-more, height+more
		}
	}
	l.Pad.Tools = l.rect(x, y, w, height)
}

// steps places the pictures below each other in a column of width w, or side by side if
// the height is too small. Without any height there are none.
func (l *layouter) steps(x, y, w, height float64) {
	s := &l.Steps
	pitch := em(stepPitch, l.text)
	switch n := float64(len(s.Pictures)); {
	case height >= n*pitch:
		s.Rect = l.rect(x, y, min(w, em(stepsWidth, l.text)), n*pitch)
		for i := range s.Pictures {
			s.Pictures[i] = l.rect(x+1, y+float64(i)*pitch+1, stepSide, stepSide)
		}
	case height >= stepSide:
		s.OneRow = true
		const between = 3
		side := l.length(max(min(l.grains(stepSide), l.grains((w-(n-1)*between)/n)), l.grains(smallestStep)))
		s.Rect = l.rect(x, y, n*side+(n-1)*between, side)
		for i := range s.Pictures {
			s.Pictures[i] = l.rect(x+float64(i)*(side+between), y, side, side)
		}
	}
}
