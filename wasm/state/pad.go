package state

import (
	"convlab/engine/drawing"
	"convlab/engine/wire"
)

// Pad is the drawing pad.
type Pad struct {
	Drawing drawing.Drawing
	Raster  *drawing.Raster // the ink of Drawing over Digit or Picture
	Version int             // changes with the ink
	Tool    Tool
	Width   float32          // of the pen, as a part of the pad's side
	Steps   drawing.Steps    // how the drawing is prepared
	Digit   *wire.Picture    // a test picture lies on the pad; strokes drawn over it come on top
	Picture *Picture         // one of the visitor's own does; never both
	Pixels  []float32        // 784: what the network sees
	Seen    drawing.Prepared // how Pixels came about; empty for an untouched test picture
	Verdict drawing.Verdict  // on ink that was left alone for Rest; before, it may be a digit
	Fetches int              // counts requests for test pictures
	Example Example          // on a pad that is not used yet
	Used    bool             // something of the visitor's has been on the pad

	points   int         // of all strokes
	cleared  *padContent // what Clear took away last; Undo brings it back
	gesture  gesture     // the last
	rest     rest
	over     drawing.Drawing // of a note: drawn over the test picture with the index under
	under    int
	awaited  *awaited  // test picture of a link that has not come yet
	incoming *incoming // nil: no picture is being read
	pictures int       // ID of the last ReadPicture
	preparer drawing.Preparer
}

// padContent is the content of a pad.
type padContent struct {
	drawing drawing.Drawing
	digit   *wire.Picture
	picture *Picture
}

func (p *Pad) content() padContent { return padContent{p.Drawing, p.Digit, p.Picture} }

func (p *Pad) put(c padContent) { p.Drawing, p.Digit, p.Picture = c.drawing, c.digit, c.picture }

// Empty reports whether nothing lies on the pad, not even the example.
func (p *Pad) Empty() bool { return !p.Example.On && !p.own() }

// own reports whether something of the visitor's lies on the pad.
func (p *Pad) own() bool { return p.Digit != nil || p.Picture != nil || len(p.Drawing.Strokes) > 0 }

// Tool says what the pointer does on the pad.
type Tool string

// The tools.
const (
	Pen    Tool = "pen"
	Eraser Tool = "eraser"
)

// The widths of a pen, as parts of the pad's side.
const (
	MinPen     = 0.03
	DefaultPen = 0.065
	MaxPen     = 0.15
)

// Events of the pad.
type (
	// The pen, in units of the pad's side: 0..1 on the pad, other values outside. From
	// down to up is one gesture, which Undo removes.
	PenDown struct{ Points []drawing.Point }
	PenMove struct{ Points []drawing.Point }
	PenUp   struct{}
	// RejectGesture removes the ink of an accidental gesture for good.
	RejectGesture struct{}
	Undo          struct{}
	Clear         struct{}
	SetTool       struct{ Tool Tool }
	SetPen        struct{ Width float32 }
	// SetSteps switches steps of the preparation.
	SetSteps struct{ Steps drawing.Steps }
	// AskDigit asks for a test picture: Index, or when -1 a random one of Digit (-1: any).
	AskDigit struct{ Index, Digit int }
)

// updatePad handles an event of the pad, and requests a prediction if the picture has changed.
func (s *State) updatePad(e Event) []Command {
	if ask, ok := e.(AskDigit); ok {
		s.Pad.awaited = nil
		s.Pad.Example.over = true // one that is shown stays until the picture comes
		return s.askDigit(ask.Index, ask.Digit)
	}
	if s.Route.Spread.On {
		s.Route.Spread.end()
	}
	var list []Command
	ask := s.draws(func(p *Pad) { list = p.update(e, s.clock, &s.Notices) })
	return append(list, ask...)
}

// update handles an event of the pad. Version changes with the ink.
func (p *Pad) update(e Event, now float64, n *Notices) []Command {
	switch e.(type) {
	case PenDown, Undo, Clear, SetTool, SetPen:
		p.dropExample()
	}
	switch e := e.(type) {
	case PenDown:
		p.dropAwaited()
		p.penDown(e.Points, n)
	case PenMove:
		p.penMove(e.Points, n)
	case PenUp:
		p.gesture.down = false
	case RejectGesture:
		p.rejectGesture()
	case Undo:
		p.dropAwaited()
		p.undo()
	case Clear:
		p.dropAwaited()
		p.clear()
	case SetTool:
		if e.Tool == Pen || e.Tool == Eraser {
			p.Tool = e.Tool
		}
	case SetPen:
		p.Width = min(max(e.Width, MinPen), MaxPen)
	case SetSteps:
		p.Steps = e.Steps
		p.prepare()
	case OpenPicture:
		return p.openPicture(e, now, n)
	case PictureBegan:
		p.pictureBegan(e.ID, now)
	case PictureRead:
		p.pictureRead(e, n)
	case PictureFailed:
		p.pictureFailed(e, n)
	}
	return nil
}

// undo removes the last gesture, then the picture under it.
func (p *Pad) undo() {
	if len(p.Drawing.Strokes) > 0 {
		p.Drawing.Strokes = p.Drawing.Strokes[:p.Drawing.LastGesture()]
	} else if p.Digit != nil {
		p.Digit = nil
	} else if p.Picture != nil {
		p.put(p.Picture.before)
	} else if c := p.cleared; c != nil {
		p.put(*c)
		p.cleared = nil
	}
	p.gesture = gesture{}
	p.repaint()
}

func (p *Pad) clear() {
	p.setAside()
	p.put(padContent{})
	p.gesture = gesture{}
	p.repaint()
}

// lay puts a test picture on the pad.
func (p *Pad) lay(m wire.Picture) {
	over, linked, wanted := p.layAwaited(m.Index)
	if linked && !wanted {
		return
	}
	if linked || p.Picture != nil || len(p.Drawing.Strokes) > 0 {
		p.setAside()
	}
	p.put(padContent{drawing: over, digit: &m})
	p.gesture = gesture{}
	if !linked && m.Index == p.under { // it came back with the drawing
		p.Drawing = p.over
	}
	p.over = drawing.Drawing{}
	p.repaint()
}

// repaint makes the raster again from the picture and the strokes.
func (p *Pad) repaint() {
	if p.Example.On {
		p.Example = Example{over: true}
	}
	p.Raster.Clear()
	if p.Digit != nil {
		p.Raster.SetPicture(p.Digit.Pixels)
	}
	if p.Picture != nil && unpackInk(p.Picture.packed, p.Raster) != nil {
		p.Raster.Clear() // impossible: it was decompressed before
	}
	p.points = 0
	for i := range p.Drawing.Strokes {
		stroke := &p.Drawing.Strokes[i]
		p.Raster.Extend(stroke, 0)
		p.points += len(stroke.Points)
	}
	p.prepare()
}
