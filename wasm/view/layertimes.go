package view

import "convlab/engine/spec"

// LayerTimes returns what every layer of m cost while training, in
// microseconds an image, and their sum: 0 when m was not measured.
func (s *State) LayerTimes(m spec.Model) (times []float64, total float64) {
	if len(s.Times) != len(m.Layers) || !m.Same(s.Network.Model) {
		return nil, 0
	}
	for _, t := range s.Times {
		times = append(times, t.Forward+t.Backward)
		total += t.Forward + t.Backward
	}
	return times, total
}
