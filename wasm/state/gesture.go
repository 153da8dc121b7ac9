package state

import (
	"convlab/engine/drawing"
	"convlab/engine/sharelink"
)

// gesture is the ink of the pen since it was put down, or until it was lifted.
// The zero value means that the last change of the pad was another one.
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

// trace adds the part of the path through points that is on the pad.
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
// Samples are rounded as in links. The gesture ends when the drawing is full.
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

// rejectGesture removes the ink of the last gesture, of a palm or of the first
// finger of two, unless the pad was changed otherwise since. Undo does not bring
// it back.
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

// onPad reports whether a sample of the pen lies on the pad, its border
// included. What is not a number does not.
func onPad(p drawing.Point) bool { return p.X >= 0 && p.X <= 1 && p.Y >= 0 && p.Y <= 1 }

// clip returns the part of the line from a to b that lies on the pad, with the
// pressure that it has there, or false where the line passes by, touches the
// pad in one point only, or has an end that is not finite. An end on the pad
// stays as it is. In parts t of the line, x and y are on the pad where
//
//	0 <= a.X + t*(b.X - a.X) <= 1 and 0 <= a.Y + t*(b.Y - a.Y) <= 1
//
// Source: Liang and Barsky, A New Concept and Method for Line Clipping,
// ACM Transactions on Graphics 3 (1984).
func clip(a, b drawing.Point) (from, to drawing.Point, ok bool) {
	t0, t1 := 0.0, 1.0
	for _, axis := range [2][2]float32{{a.X, b.X}, {a.Y, b.Y}} {
		at, step := float64(axis[0]), float64(axis[1])-float64(axis[0])
		if !(step-step == 0) { // an end is infinite or not a number
			return from, to, false
		}
		if step == 0 {
			if at < 0 || at > 1 {
				return from, to, false
			}
			continue
		}
		enter, leave := -at/step, (1-at)/step
		if step < 0 {
			enter, leave = leave, enter
		}
		t0, t1 = max(t0, enter), min(t1, leave)
	}
	if t0 >= t1 {
		return from, to, false
	}
	return along(a, b, t0), along(a, b, t1), true
}

// along is the sample at part t of the way from a to b.
func along(a, b drawing.Point, t float64) drawing.Point {
	switch t {
	case 0:
		return a
	case 1:
		return b
	}
	mix := func(a, b float32) float32 { return float32(float64(a) + t*(float64(b)-float64(a))) }
	return drawing.Point{X: mix(a.X, b.X), Y: mix(a.Y, b.Y), Pressure: mix(a.Pressure, b.Pressure)}
}
