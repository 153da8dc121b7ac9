// Package layout turns a state into a scene: where everything is on the stage
// of a phone, a tablet and a desk, with its texts. It is pure; the page and the
// stage paint what it returns.
package layout

import (
	"convlab/engine/spec"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// The grid of the stage, in CSS pixels.
const (
	unit        = 8
	phoneWidth  = 480 // below: one column
	deskWidth   = 700 // from here on everything of the top row stands side by side
	labelWidth  = 140 // of the texts left of the strips
	textSize    = 13
	smallSize   = 12
	lineHeight  = 1.4
	barRow      = 23
	seenSide    = 112 // four CSS pixels a pixel
	plotHeight  = 88
	sectionGap  = 2 * unit
	stripGap    = 4 // above and below the line between two strips
	captionSkip = 6
)

// Scene places everything that the stage shows for a state, with its texts in the words w.
func Scene(w wording.Words, s *state.State) scene.Scene {
	c := &canvas{Scene: scene.Scene{W: s.Viewport.W, Slots: map[string]scene.Rect{}}, state: s, words: w}
	m := s.Model()
	if rows, err := m.Ledger(); err == nil {
		c.rows, c.spans = rows, colorScales(s, rows)
	}
	c.pinned, c.pointed = s.Selection.FeatureMap.Within(m), s.Selection.Hover.Within(m)
	c.margin = 20
	if c.phone() {
		c.margin = 16
	}
	c.width = s.Viewport.W - 2*c.margin
	y := c.lead(c.margin)
	y = c.top(y)
	y = c.strips(y + sectionGap)
	y = c.charts(y + sectionGap)
	c.grown()
	c.H = y + c.margin
	return c.Scene
}

// canvas is a Scene in the making.
type canvas struct {
	scene.Scene
	state         *state.State
	words         wording.Words
	margin, width float32
	rows          []spec.Row   // of the network whose maps are shown; empty when it cannot work
	spans         []colorScale // of rows
	pinned        state.Pick   // of a map that rows have
	pointed       state.Pick   // and under the pointer
}

func (c *canvas) phone() bool { return c.W < phoneWidth }
func (c *canvas) desk() bool  { return c.W >= deskWidth }

// top lays out pad, prepared picture, hero and prediction and returns where
// they end: side by side on a desk, two rows on a tablet, a column on a phone.
func (c *canvas) top(y float32) float32 {
	x, gap := c.margin, float32(20)
	bars := float32(196)
	switch {
	case c.phone():
		y = c.pad(x, y, min(c.width, 420)) + unit
		y = c.slot("digits", scene.Rect{X: x, Y: y, W: c.width}, 72) + 2*unit
		seen := c.seen(x, y, seenSide)
		y = max(seen, c.bars(x+seenSide+gap, y, c.width-seenSide-gap))
		return c.hero(x, y+2*unit, c.width)
	case !c.desk():
		side := min(c.width-bars-gap, 280)
		bottom := c.bars(x+side+gap, y, c.width-side-gap) + unit
		bottom = c.slot("digits", scene.Rect{X: x + side + gap, Y: bottom, W: c.width - side - gap}, 62)
		bottom = max(bottom, c.pad(x, y, side))
		y = bottom + 2*unit
		return max(c.seen(x, y, seenSide), c.hero(x+seenSide+gap, y, c.width-seenSide-gap))
	}
	side := c.snap(min(max(c.width*0.31, 220), 300))
	hero := c.width - side - seenSide - bars - 3*gap
	bottom := c.pad(x, y, side)
	x += side + gap
	bottom = max(bottom, c.seen(x, y, seenSide))
	x += seenSide + gap
	under := max(c.hero(x, y, hero), c.bars(x+hero+gap, y, bars)) + unit
	return max(bottom, c.slot("digits", scene.Rect{X: x, Y: under, W: hero + gap + bars}, 28))
}

// lead says in a sentence what this is.
func (c *canvas) lead(y float32) float32 {
	return c.slot("lead", scene.Rect{X: c.margin, Y: y, W: c.width}, textHeight(c.words.Format("stage.lead"), textSize, c.width)) + 12
}

// slot reserves room for HTML and returns where it ends. Its height is what
// the page measured, or guess before it did.
func (c *canvas) slot(name string, r scene.Rect, guess float32) float32 {
	r.H = guess
	if h, ok := c.state.Viewport.Slots[name]; ok {
		r.H = h
	}
	c.Slots[name] = r
	return r.Y + r.H
}

// snap moves a length to whole device pixels, downwards.
func (c *canvas) snap(v float32) float32 {
	k := max(c.state.Viewport.Scale, 0.5)
	return float32(int(v*k)) / k
}
