package state

import "convlab/engine/drawing"

// Example is a 3 that writes itself on the pad of a page that was opened without a drawing, so that the network is at work before
// the visitor has done anything. It is not the visitor's: Pad.Drawing does not have it.
type Example struct {
	On bool

	over   bool           // the visitor has used the pad: it is not shown again
	began  float64        // in seconds of the page's clock
	stroke drawing.Stroke // as far as it is written
}

// DrawExample writes the example up to a time of the page's clock in seconds; Still writes all of it at once.
type DrawExample struct {
	Now   float64
	Still bool
}

// exampleSeconds is the time in which the example is written.
const exampleSeconds = 1.2

// examplePoints is a 3, in equal steps of its length.
var examplePoints = [...]drawing.Point{
	{X: 0.390, Y: 0.260}, {X: 0.413, Y: 0.237}, {X: 0.437, Y: 0.215}, {X: 0.466, Y: 0.200}, {X: 0.497, Y: 0.190}, {X: 0.529, Y: 0.185},
	{X: 0.561, Y: 0.187}, {X: 0.593, Y: 0.194}, {X: 0.621, Y: 0.210}, {X: 0.643, Y: 0.234}, {X: 0.657, Y: 0.263}, {X: 0.659, Y: 0.295},
	{X: 0.651, Y: 0.327}, {X: 0.636, Y: 0.356}, {X: 0.617, Y: 0.382}, {X: 0.595, Y: 0.405}, {X: 0.568, Y: 0.424}, {X: 0.539, Y: 0.439},
	{X: 0.509, Y: 0.452}, {X: 0.478, Y: 0.460}, {X: 0.446, Y: 0.466}, {X: 0.476, Y: 0.463}, {X: 0.508, Y: 0.460}, {X: 0.541, Y: 0.462},
	{X: 0.573, Y: 0.467}, {X: 0.604, Y: 0.477}, {X: 0.632, Y: 0.493}, {X: 0.658, Y: 0.513}, {X: 0.679, Y: 0.538}, {X: 0.693, Y: 0.567},
	{X: 0.700, Y: 0.599}, {X: 0.699, Y: 0.632}, {X: 0.692, Y: 0.663}, {X: 0.679, Y: 0.693}, {X: 0.661, Y: 0.720}, {X: 0.639, Y: 0.744},
	{X: 0.614, Y: 0.765}, {X: 0.586, Y: 0.782}, {X: 0.556, Y: 0.795}, {X: 0.525, Y: 0.804}, {X: 0.493, Y: 0.809}, {X: 0.460, Y: 0.810},
	{X: 0.428, Y: 0.806}, {X: 0.397, Y: 0.798}, {X: 0.366, Y: 0.786}, {X: 0.340, Y: 0.767}, {X: 0.317, Y: 0.744}, {X: 0.295, Y: 0.720},
}

// ExampleMoves reports whether DrawExample has something to write. The example begins when the network can answer it.
func (s *State) ExampleMoves() bool {
	p := &s.Pad
	if p.Example.On {
		return p.Example.moves()
	}
	return !p.Example.over && p.Empty() && p.awaited == nil && p.incoming == nil && s.Autosave.restore == nil && s.Settled()
}

// drawExample handles DrawExample.
func (s *State) drawExample(e DrawExample) []Command {
	if !s.ExampleMoves() {
		return nil
	}
	return s.draws(func(p *Pad) { p.drawExample(e) })
}

func (p *Pad) drawExample(e DrawExample) {
	x := &p.Example
	if !x.On {
		*x = Example{On: true, began: e.Now, stroke: drawing.Stroke{Width: DefaultPen}}
	}
	written, all := len(x.stroke.Points), len(examplePoints)
	until := min(max(int(float64(all)*(e.Now-x.began)/exampleSeconds), 1), all)
	if e.Still {
		until = all
	}
	if until > written {
		x.stroke.Points = examplePoints[:until]
		p.Raster.Extend(&x.stroke, written)
		p.prepare()
	}
}

// moves reports whether the example is being written.
func (x *Example) moves() bool { return x.On && len(x.stroke.Points) < len(examplePoints) }

// Moves reports whether the ink is changing: the pen is down, or the example is being written.
func (p *Pad) Moves() bool { return p.gesture.down || p.Example.moves() }

// dropExample takes the example away. One that has not begun does not begin any more.
func (p *Pad) dropExample() {
	if p.Example.On {
		p.repaint() // from the visitor's ink alone
	}
	p.Example.over = true
}
