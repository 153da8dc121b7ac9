package state

import (
	"slices"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Prediction is the network's answer to the picture on the pad.
type Prediction struct {
	Activations wire.Activations // of the last answered Predict
	Answers     int              // counts Activations

	asking bool // a Predict is open
	stale  bool // the pixels changed since
	asked  int  // ID of the last Predict
}

// draws runs do on the pad, and requests a prediction if that has changed the picture. When the pen is lifted, the route that
// stayed meanwhile is chosen anew.
func (s *State) draws(do func(p *Pad)) []Command {
	version, moved, example := s.Pad.Version, s.Pad.Moves(), s.Pad.Example.On
	do(&s.Pad)
	if s.Pad.Version != version && !(moved && s.Pad.Moves()) {
		s.Route.redrawn()
	}
	if example && !s.Pad.Example.On { // its route is none for the visitor's first stroke
		s.Route.fresh, s.Route.since = true, s.Prediction.asked+1
	}
	lifted := moved && !s.Pad.Moves()
	if s.Pad.Version == version && !(lifted && s.Route.held) {
		if lifted {
			s.sortUnits() // by an answer from before
		}
		return nil
	}
	return s.ask()
}

// ask requests a prediction and its route, one at a time: newer pixels wait for the answer.
func (s *State) ask() []Command { return s.predict(s.Pad.Moves()) }

// predict is ask; moving says that the route stays.
func (s *State) predict(moving bool) []Command {
	if s.Worker.Status != Alive || s.Network.Serial == 0 {
		return nil
	}
	if s.Prediction.asking {
		s.Prediction.stale = true
		return nil
	}
	s.Prediction.asking, s.Prediction.stale = true, false
	s.Prediction.asked++
	question := s.Route.question(s.Network.Model, moving)
	return []Command{wire.Predict{ID: s.Prediction.asked, Question: question, Pixels: append([]float32(nil), s.Pad.Pixels...)}}
}

// refresh requests predictions while training, so that the maps follow the weights.
func (s *State) refresh() []Command {
	if s.Run.Progress.Phase == wire.Running && !s.Prediction.asking {
		return s.predict(true)
	}
	return nil
}

func (s *State) answered(m wire.Activations) []Command {
	s.Prediction.asking = false
	if shapesOf(s.Network.Model, m.Shapes) {
		s.Prediction.Activations = m
		s.Prediction.Answers++
	}
	if s.Prediction.stale {
		return s.ask()
	}
	return nil
}

// askDigit requests a test picture. Fetches makes each random one a different one.
func (s *State) askDigit(index, digit int) []Command {
	if s.Worker.Status != Alive {
		return nil
	}
	s.Pad.Fetches++
	return []Command{wire.Fetch{Index: index, Digit: digit, Nth: s.Pad.Fetches}}
}

// Settled reports whether the page has finished starting: the worker has answered the drawing on the pad, or cannot answer
// because it is dead, late, or without a network. A shard of images that failed does not prevent an answer.
func (s *State) Settled() bool {
	return s.Worker.Status == Dead || s.Worker.late() || s.Network.failed || s.Prediction.Answers > 0 && !s.Prediction.asking
}

// Numbers is the output of a layer of Model for the picture; nil before an answer, and
// for an empty pad, whose maps would look as if the network saw something.
func (s *State) Numbers(layer int) []float32 {
	a := s.Prediction.Activations
	if layer < -1 || layer+1 >= len(a.Shapes) || !a.Ink || !shapesOf(s.Model(), a.Shapes) {
		return nil
	}
	if learn := s.Network.Learn; len(learn) > 0 && layer >= learn[0] {
		return nil // of untrained weights
	}
	from := 0
	for _, shape := range a.Shapes[:layer+1] {
		from += shape.Size()
	}
	return a.Numbers[from : from+a.Shapes[layer+1].Size()]
}

// Best is the digit with the highest probability, or -1 without an answer, or if the network has diverged and answers NaN.
func (s *State) Best() int {
	probabilities, ok := s.Probabilities()
	if !ok {
		return -1
	}
	best := 0
	for d, p := range probabilities {
		switch {
		case p != p:
			return -1
		case p > probabilities[best]:
			best = d
		}
	}
	return best
}

// Probabilities are the last answer for the ink on the pad, or false when
// there is no ink or no answer, or layers must be learned again.
func (s *State) Probabilities() (p [spec.Classes]float32, ok bool) {
	n := s.Prediction.Activations.Numbers
	if s.Pad.Empty() || len(n) < len(p) || !s.Prediction.Activations.Ink || len(s.Draft.Learn) > 0 || len(s.Network.Learn) > 0 {
		return p, false
	}
	return [spec.Classes]float32(n[len(n)-len(p):]), true
}

// shapesOf reports whether activations of these shapes can be m's.
func shapesOf(m spec.Model, shapes []spec.Shape) bool {
	want, err := m.Shapes()
	return err == nil && len(shapes) == len(want)+1 && slices.Equal(shapes[1:], want)
}
