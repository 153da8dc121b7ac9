package state

import "convlab/engine/spec"

// Cost is what a layer cost while training.
type Cost struct {
	Measured bool    // false: not yet
	Micros   float64 // an image
	Share    float64 // of all layers', 0..1
}

// LayerTimes returns what every layer of m cost while training, and the sum in
// microseconds an image: nil and 0 when none of m's was measured.
func (s *State) LayerTimes(m spec.Model) (costs []Cost, total float64) {
	if len(s.Run.Times) != len(m.Layers) || !m.Same(s.Network.Model) {
		return nil, 0
	}
	measured := false
	for _, t := range s.Run.Times {
		total += t.Forward + t.Backward
		measured = measured || t.Measured
	}
	if !measured || total <= 0 {
		return nil, 0
	}
	for _, t := range s.Run.Times {
		c := Cost{Measured: t.Measured}
		if t.Measured {
			c.Micros = t.Forward + t.Backward
			c.Share = c.Micros / total
		}
		costs = append(costs, c)
	}
	return costs, total
}
