package state

import (
	"convlab/engine/drawing"
	"convlab/engine/sharelink"
)

// gesture is what the pen has done since it was put down, or did until it was
// lifted. The zero value is a pad on which something else happened last.
type gesture struct {
	down    bool
	pen     drawing.Stroke // with no points
	at      drawing.Point  // of the pen, on the pad or not
	strokes int            // that it has made: the last ones of the drawing
	open    bool           // the last of them ends at the pen
}

// penDown begins a gesture. Its ink ends where the pen leaves the pad; what the
// pen draws when it has come back is another stroke, joined to the one before.
func (p *Pad) penDown(points []drawing.Point, n *Notices) {
	if len(points) == 0 {
		return
	}
	p.gesture = gesture{
		down: true, at: points[0],
		pen: drawing.Stroke{Eraser: p.Tool == Eraser, Width: sharelink.SnapWidth(p.Width)},
	}
	before := p.points
	if onPad(points[0]) {
		p.addPoint(points[0], n)
	}
	p.trace(points[1:], n)
	p.preparedSince(before)
}

// penMove paints the new part of the gesture only.
func (p *Pad) penMove(points []drawing.Point, n *Notices) {
	before := p.points
	p.trace(points, n)
	p.preparedSince(before)
}

// preparedSince prepares the picture where points were added to those before.
func (p *Pad) preparedSince(before int) {
	if p.points != before {
		p.prepare()
	}
}

// trace adds what of the way through points lies on the pad.
func (p *Pad) trace(points []drawing.Point, n *Notices) {
	g := &p.gesture
	for _, to := range points {
		if !g.down {
			return
		}
		if from, end, ok := clip(g.at, to); ok {
			if !g.open {
				p.addPoint(from, n)
			}
			p.addPoint(end, n)
		}
		g.at, g.open = to, g.open && onPad(to)
	}
}

// addPoint adds a sample to the open stroke, or to a new one, and paints it.
// Samples lie where a link will have them. Where the drawing is full the gesture
// ends.
func (p *Pad) addPoint(at drawing.Point, n *Notices) {
	g := &p.gesture
	if p.points >= drawing.MaxPoints || !g.open && len(p.Drawing.Strokes) >= drawing.MaxStrokes {
		g.down = false
		n.add(Notice{Key: "strokes"})
		return
	}
	if !g.open {
		stroke := g.pen
		stroke.Joined = g.strokes > 0
		p.Drawing.Strokes = append(p.Drawing.Strokes, stroke)
		g.strokes, g.open = g.strokes+1, true
	}
	stroke := &p.Drawing.Strokes[len(p.Drawing.Strokes)-1]
	stroke.Points = append(stroke.Points, sharelink.Snap(at))
	p.points++
	p.Raster.Extend(stroke, len(stroke.Points)-1)
}

// rejectGesture takes away the ink of the last gesture, of a palm or of the
// first finger of two, unless something else was done to the pad since. It does
// not come back with Undo.
func (p *Pad) rejectGesture() {
	strokes := p.gesture.strokes
	p.gesture = gesture{}
	if strokes == 0 {
		return
	}
	d := &p.Drawing
	d.Strokes = d.Strokes[:len(d.Strokes)-strokes]
	p.repaint()
}
