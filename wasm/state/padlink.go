package state

import (
	"slices"

	"convlab/engine/drawing"
	"convlab/engine/sharelink"
)

// awaited is a test picture of a link that has been requested for the pad.
type awaited struct {
	index   int
	over    drawing.Drawing // to be drawn over it
	asked   bool
	dropped bool // something else was drawn meanwhile
}

// drawLink puts the drawing of a link on the pad. Undo brings back what it replaced.
func (s *State) drawLink(l sharelink.Link) []Command {
	awaited := s.Pad.awaited
	ask := s.draws(func(p *Pad) { p.applyLink(l) })
	if s.Pad.awaited == awaited {
		return ask
	}
	return append(s.fetchAwaited(), ask...)
}

// applyLink puts the drawing of a link on the pad, or awaits its test picture.
func (p *Pad) applyLink(l sharelink.Link) {
	if l.Version == 1 {
		p.redraw(l.Drawing)
		return
	}
	p.dropAwaited()
	stepped := p.Steps != l.Steps
	p.Steps = l.Steps
	on := p.Digit != nil
	switch there := sameDrawing(p.Drawing, l.Drawing); {
	case l.Digit.On && !(on && p.Digit.Index == l.Digit.Index):
		p.awaited = &awaited{index: l.Digit.Index, over: l.Drawing}
		if stepped {
			p.prepare()
		}
		return
	case l.Digit.On == on && p.Picture == nil && there:
		if stepped {
			p.prepare()
		}
		return
	}
	p.setAside()
	p.Drawing, p.Picture, p.gesture = l.Drawing, nil, gesture{}
	if !l.Digit.On {
		p.Digit = nil
	}
	p.repaint()
}

// fetchAwaited requests the test picture of a link.
func (s *State) fetchAwaited() []Command {
	if a := s.Pad.awaited; a != nil && !a.dropped {
		list := s.askDigit(a.index, -1)
		a.asked = list != nil
		return list
	}
	return nil
}

// dropAwaited drops the awaited picture of a link because something else is drawn.
func (p *Pad) dropAwaited() {
	if a := p.awaited; a != nil {
		if a.dropped = true; !a.asked {
			p.awaited = nil
		}
	}
}

// layAwaited reports whether a test picture is the awaited one of a link, and
// whether it is still wanted, with the drawing over it.
func (p *Pad) layAwaited(index int) (over drawing.Drawing, of, wanted bool) {
	a := p.awaited
	if a == nil || a.index != index {
		return drawing.Drawing{}, false, false
	}
	p.awaited = nil
	return a.over, true, !a.dropped
}

// setAside keeps the content of the pad for Undo.
func (p *Pad) setAside() {
	if p.own() {
		there := p.content()
		p.cleared = &there
	}
}

// redraw puts a drawing on the pad, without a picture under it. An empty drawing
// leaves a picture where it is.
func (p *Pad) redraw(d drawing.Drawing) {
	there := p.Drawing
	if p.Digit != nil || p.Picture != nil {
		there = drawing.Drawing{}
	}
	if sameDrawing(there, d) {
		return
	}
	p.dropAwaited()
	p.setAside()
	p.put(padContent{drawing: d})
	p.gesture = gesture{}
	p.repaint()
}

func sameDrawing(a, b drawing.Drawing) bool {
	return slices.EqualFunc(a.Strokes, b.Strokes, func(a, b drawing.Stroke) bool {
		return a.Eraser == b.Eraser && a.Width == b.Width && slices.Equal(a.Points, b.Points)
	})
}
