package state

import "convlab/engine/spec"

// Pick names one map: of layer Layer of the model, Map counted from 0. The
// zero value picks nothing.
type Pick struct {
	Layer int  `json:"Layer"` // these names are in the notes of trainings
	Map   int  `json:"Map"`
	On    bool `json:"On"`
}

// Within keeps a pick of a map that a model has.
func (p Pick) Within(m spec.Model) Pick {
	shapes, err := m.Shapes()
	if err == nil && p.On && p.Layer >= 0 && p.Layer < len(shapes) && p.Map >= 0 && p.Map < shapes[p.Layer].C {
		return p
	}
	return Pick{}
}

func (s *State) pointAt(at PointAt) {
	s.Selection.Hover, s.Selection.Reading = at.Map.Within(s.Model()), at.Reading
}

// pointClick pins the map under the pointer, or lets the pinned one go.
func (s *State) pointClick(at PointAt) []Command {
	s.pointAt(at)
	switch {
	case !s.Selection.Hover.On:
	case s.Selection.Hover == s.Selection.Hero:
		s.Selection.Hero = Pick{}
	default:
		s.Selection.Hero = s.Selection.Hover
	}
	return nil
}

// stepPick moves the hero by keyboard. Without one it starts at the first map.
func (s *State) stepPick(maps, layers int) {
	shapes, err := s.Network.Model.Shapes()
	if err != nil {
		return
	}
	if !s.Selection.Hero.On {
		s.Selection.Hero = Pick{On: true}
		return
	}
	p := s.Selection.Hero
	p.Layer = min(max(p.Layer+layers, 0), len(shapes)-1)
	p.Map = min(max(p.Map+maps, 0), shapes[p.Layer].C-1)
	s.Selection.Hero = p
}

// pinFirst pins the strongest map of the first convolution when something is
// drawn for the first time, so that the hero's place explains itself.
func (s *State) pinFirst() {
	if s.Selection.pinned || !s.Prediction.Activations.Ink {
		return
	}
	s.Selection.pinned = true
	for i, l := range s.Network.Model.Layers {
		if _, ok := l.(spec.Conv2D); !ok {
			continue
		}
		sums := make([]float32, s.Prediction.Activations.Shapes[i+1].C)
		best := 0
		for k, v := range s.Numbers(i) {
			sums[k%len(sums)] += v
		}
		for k, v := range sums {
			if v > sums[best] {
				best = k
			}
		}
		s.Selection.Hero = Pick{Layer: i, Map: best, On: true}
		return
	}
}
