package state

import "convlab/engine/spec"

// Model is the network that the strips stand for: the controls' until the
// worker has brought one, so that nothing moves when it comes.
func (s *State) Model() spec.Model {
	if s.Network.Serial == 0 {
		return s.Draft.Model()
	}
	return s.Network.Model
}

// Numbers is what layer i made of the picture, or nil before an answer: what a
// network makes of an empty pad would look as if it saw something.
func (s *State) Numbers(layer int) []float32 {
	a := s.Prediction.Activations
	if !a.Ink || !shapesOf(s.Model(), a.Shapes) {
		return nil
	}
	if learn := s.Network.Learn; len(learn) > 0 && layer >= learn[0] {
		return nil // of weights that nobody has trained
	}
	from := 0
	for _, shape := range a.Shapes[:layer+1] {
		from += shape.Size()
	}
	return a.Numbers[from : from+a.Shapes[layer+1].Size()]
}

// Best is the digit with the highest probability, or -1 without an answer.
func (s *State) Best() int {
	probabilities, ok := s.Probabilities()
	if !ok {
		return -1
	}
	best := 0
	for d, p := range probabilities {
		if p > probabilities[best] {
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
