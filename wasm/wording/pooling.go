package wording

import (
	"strconv"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

// PoolingWay has the texts of one way to make the maps of a pooling layer smaller, or to leave them as they are.
type PoolingWay struct {
	Kind     state.Reduction
	Name     string // "average"
	Value    string // what it makes of the window; "" where all numbers stay
	What     string // "the mean of the 4"
	Gradient []float32
	Way      string // which way the gradient takes
	On       bool   // the network's own
}

// PoolingWays lists the ways for the chosen number of a pooling layer.
func PoolingWays(w Words, s *state.State) (list []PoolingWay) {
	m, e := s.Model(), &s.Route.Explanation
	own := state.ReduceMax
	if _, average := m.Layers[e.Layer].(spec.AveragePooling2D); average {
		own = state.ReduceAverage
	}
	rows, _, err := m.Layers[e.Layer].(spec.Windowed).Window(shapeOf(m, e.Layer-1))
	if err != nil {
		return nil
	}
	in := shapeOf(m, e.Layer-1)
	inside := 0
	for _, padded := range e.Pool.Padded {
		if !padded {
			inside++
		}
	}
	dead := blocked(m, e)
	for _, kind := range state.Reductions() {
		way := PoolingWay{Kind: kind, On: kind == own, Gradient: make([]float32, len(e.Pool.Patch))}
		name := string(kind)
		way.Name = w.Format("window.pool."+name, "stride", strconv.Itoa(rows.Stride))
		way.What = w.Format("window.what."+name, "n", strconv.Itoa(inside), "stride", strconv.Itoa(rows.Stride), "layer", layerOrPicture(w, m, e.Layer-1),
			"size", Size(in))
		way.Way = w.Format("window.gradient." + name)
		if r := reductionOf(e.Pool, kind); r != nil {
			way.Value = Cell(r.Output)
			copy(way.Gradient, r.Gradient)
		} else {
			for i, padded := range e.Pool.Padded {
				if !padded {
					way.Gradient[i] = 1
				}
			}
		}
		if dead {
			clear(way.Gradient)
			way.Way = w.Format("window.gradient.blocked")
		}
		list = append(list, way)
	}
	return list
}

// wholeMap says how many numbers of the map are the largest of a window, and how many no window reads.
func wholeMap(w Words, p *wire.Pool) string {
	wins, unread := 0, 0
	if r := reductionOf(p, state.ReduceMax); r != nil {
		for _, g := range r.MapGradient {
			if g > 0 {
				wins++
			}
		}
	}
	for _, n := range p.Windows {
		if n == 0 {
			unread++
		}
	}
	text := w.Format("window.pool.map", "all", Count(len(p.Windows)), "wins", Count(wins))
	if unread > 0 {
		text += " " + w.Format("window.pool.unread", "n", Count(unread))
	}
	return text
}

// reductionOf finds a way in what the worker has computed; nil: it leaves all numbers.
func reductionOf(p *wire.Pool, kind state.Reduction) *wire.Reduction {
	for i := range p.Ways {
		if string(p.Ways[i].By) == string(kind) {
			return &p.Ways[i]
		}
	}
	return nil
}

// blocked reports whether no gradient passes the layer before a window: all numbers in it are 0, and a ReLU made them.
func blocked(m spec.Model, e *wire.Explanation) bool {
	conv, ok := m.Layers[max(e.Layer-1, 0)].(spec.Conv2D)
	if !ok || conv.Activation.Or() != spec.ReLU {
		return false
	}
	for _, v := range e.Pool.Patch {
		if v != 0 {
			return false
		}
	}
	return true
}

// GradientCell writes a share of the gradient.
func GradientCell(v float32) string {
	switch v {
	case 0:
		return "0"
	case 0.5:
		return "½"
	case 0.25:
		return "¼"
	case 1:
		return "1"
	}
	return Signed(v, 2)
}
