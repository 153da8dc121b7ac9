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
func (s *State) penDown(points []drawing.Point) []Command {
	if len(points) == 0 {
		return nil
	}
	s.Pad.gesture = gesture{
		down: true, at: points[0],
		pen: drawing.Stroke{Eraser: s.Pad.Tool == Eraser, Width: sharelink.SnapWidth(s.Pad.Width)},
	}
	before := s.Pad.points
	if onPad(points[0]) {
		s.addPoint(points[0])
	}
	s.trace(points[1:])
	return s.inkedSince(before)
}

// penMove paints the new part of the gesture only and asks at once: everything
// moves while the pen does.
func (s *State) penMove(points []drawing.Point) []Command {
	before := s.Pad.points
	s.trace(points)
	return s.inkedSince(before)
}

// inkedSince asks where points were added to those before.
func (s *State) inkedSince(before int) []Command {
	if s.Pad.points == before {
		return nil
	}
	return s.inked()
}

// trace adds what of the way through points lies on the pad.
func (s *State) trace(points []drawing.Point) {
	g := &s.Pad.gesture
	for _, to := range points {
		if !g.down {
			return
		}
		if from, end, ok := clip(g.at, to); ok {
			if !g.open {
				s.addPoint(from)
			}
			s.addPoint(end)
		}
		g.at, g.open = to, g.open && onPad(to)
	}
}

// addPoint adds a sample to the open stroke, or to a new one, and paints it.
// Samples lie where a link will have them. Where the drawing is full the gesture
// ends.
func (s *State) addPoint(at drawing.Point) {
	p, g := &s.Pad, &s.Pad.gesture
	if p.points >= drawing.MaxPoints || !g.open && len(p.Drawing.Strokes) >= drawing.MaxStrokes {
		g.down = false
		s.Notices.add(Notice{Key: "strokes"})
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
func (s *State) rejectGesture() []Command {
	strokes := s.Pad.gesture.strokes
	s.Pad.gesture = gesture{}
	if strokes == 0 {
		return nil
	}
	d := &s.Pad.Drawing
	d.Strokes = d.Strokes[:len(d.Strokes)-strokes]
	return s.repaint()
}
