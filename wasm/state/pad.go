package state

import (
	"slices"

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
	Turn    int              // counts random digits asked for

	points   int         // of all strokes
	cleared  *padContent // what Clear took away last; Undo brings it back
	gesture  gesture     // the last
	rest     rest
	awaited  *awaited  // test picture of a link that has not come yet
	incoming *incoming // nil: no picture is being read
	pictures int       // ID of the last ReadPicture
	preparer drawing.Preparer
}

// padContent is what lies on a pad.
type padContent struct {
	drawing drawing.Drawing
	digit   *wire.Picture
	picture *Picture
}

func (p *Pad) content() padContent { return padContent{p.Drawing, p.Digit, p.Picture} }

func (p *Pad) put(c padContent) { p.Drawing, p.Digit, p.Picture = c.drawing, c.digit, c.picture }

// Empty reports whether nothing lies on the pad.
func (p *Pad) Empty() bool {
	return p.Digit == nil && p.Picture == nil && len(p.Drawing.Strokes) == 0
}

// Tool is what the pointer does on the pad.
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

// undo takes the last gesture away, then the picture under it.
func (s *State) undo() []Command {
	p := &s.Pad
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
	s.Pad.gesture = gesture{}
	return s.repaint()
}

func (s *State) clear() []Command {
	s.Pad.setAside()
	s.Pad.put(padContent{})
	s.Pad.gesture = gesture{}
	return s.repaint()
}

// lay puts a test picture on the pad.
func (s *State) lay(m wire.Picture) []Command {
	over, linked, wanted := s.Pad.layAwaited(m.Index)
	if linked && !wanted {
		return nil
	}
	if linked || s.Pad.Picture != nil || len(s.Pad.Drawing.Strokes) > 0 {
		s.Pad.setAside()
	}
	s.Pad.put(padContent{drawing: over, digit: &m})
	s.Pad.gesture = gesture{}
	if !linked && m.Index == s.Autosave.under { // it came back with the drawing
		s.Pad.Drawing = s.Autosave.over
	}
	s.Autosave.over = drawing.Drawing{}
	return s.repaint()
}

// repaint makes the raster anew from the picture and the strokes.
func (s *State) repaint() []Command {
	p := &s.Pad
	p.Raster.Clear()
	if p.Digit != nil {
		p.Raster.SetPicture(p.Digit.Pixels)
	}
	if p.Picture != nil && unpackInk(p.Picture.packed, p.Raster) != nil {
		p.Raster.Clear() // which cannot be: it was unpacked before
	}
	p.points = 0
	for i := range p.Drawing.Strokes {
		stroke := &p.Drawing.Strokes[i]
		p.Raster.Extend(stroke, 0)
		p.points += len(stroke.Points)
	}
	return s.inked()
}

// inked prepares what the network sees. An untouched test picture is seen as
// it is: it was prepared long ago.
func (s *State) inked() []Command {
	p := &s.Pad
	p.Version++
	p.Verdict = drawing.Digit
	if p.Digit != nil && len(p.Drawing.Strokes) == 0 {
		p.Seen = drawing.Prepared{}
		p.Pixels = p.Digit.Pixels
	} else {
		p.Seen = s.Pad.preparer.Prepare(p.Raster, p.Steps)
		p.Pixels = p.Seen.Pixels[:]
	}
	return s.ask()
}

// ask sends the pixels to the network, one question at a time: while one is
// open, newer pixels wait and go out with its answer.
func (s *State) ask() []Command {
	if s.Worker.Status != Alive || s.Network.Serial == 0 {
		return nil
	}
	if s.Prediction.asking {
		s.Prediction.stale = true
		return nil
	}
	s.Prediction.asking, s.Prediction.stale = true, false
	s.Prediction.asked++
	return []Command{wire.Predict{ID: s.Prediction.asked, Pixels: append([]float32(nil), s.Pad.Pixels...)}}
}

// Settled reports whether the page rests after its start: the worker has answered what is on the pad, or will not.
func (s *State) Settled() bool {
	return s.Worker.Status == Dead || s.Prediction.Answers > 0 && !s.Prediction.asking || slices.ContainsFunc(s.Notices, func(n Notice) bool { return n.Retry })
}

// look asks again while training, so that the maps follow the weights.
func (s *State) look() []Command {
	if s.Run.Progress.Phase == wire.Running && !s.Prediction.asking {
		return s.ask()
	}
	return nil
}

func (s *State) answered(m wire.Activations) []Command {
	s.Prediction.asking = false
	if shapesOf(s.Network.Model, m.Shapes) {
		s.Prediction.Activations = m
		s.Prediction.Answers++
		s.pinFirst()
	}
	if s.Prediction.stale {
		return s.ask()
	}
	return nil
}

// askDigit wants a test picture. Turn makes each random one another.
func (s *State) askDigit(index, digit int) []Command {
	if s.Worker.Status != Alive {
		return nil
	}
	s.Pad.Turn++
	return []Command{wire.Fetch{Index: index, Digit: digit, Nth: s.Pad.Turn}}
}
