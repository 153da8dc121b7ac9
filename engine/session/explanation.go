package session

import (
	"slices"

	"convlab/engine/explain"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// explain answers a question about o, what n has just made of a picture.
func (s *Session) explain(id int, q wire.Question, n *network, o *explain.Observation) {
	e := explanationOf(q, n.net.Model(), o)
	e.ID, e.Version = id, s.versionOf(n)
	s.config.Emit(e)
	first := o.FirstWeights()
	if q.Pictures == wire.PicturesNone || !o.ReadsPicture(first) {
		return
	}
	p := wire.UnitPictures{ID: id, Version: e.Version, Layer: first, Units: unitsOf(q, n.net.Model().Layers[first], e.Route, first, o)}
	p.Weights = o.UnitPictures(first, p.Units)
	s.config.Emit(p)
}

// versionOf returns the version of the weights of n. It changes when a step, a rollback
// or another seed changes them. A network that was suspended still has its version.
func (s *Session) versionOf(n *network) int {
	if n.version == 0 {
		s.versions++
		n.version = s.versions
	}
	return n.version
}

// unitsOf returns the units of Dense layer i that a question wants pictures of. Those
// that the layer does not have are left out.
func unitsOf(q wire.Question, l spec.Layer, route []spec.Cell, i int, o *explain.Observation) []int {
	units := l.(spec.Dense).Units
	switch q.Pictures {
	case wire.PicturesMost:
		return o.MostUnits(i, wire.MostUnits, route)
	case wire.PicturesListed:
		return slices.DeleteFunc(slices.Clone(q.Units), func(u int) bool { return u >= units })
	}
	all := make([]int, units)
	for u := range all {
		all[u] = u
	}
	return all
}

// explanationOf answers a question about an observation of a network of model m. If the
// question is about another network, it answers with the whole route.
func explanationOf(q wire.Question, m spec.Model, o *explain.Observation) wire.Explanation {
	last := len(m.Layers) - 1
	if q.Layer > last || q.Choose != wire.ChooseRoute && !o.Contains(q.Route) {
		q.Choose, q.Layer = wire.ChooseRoute, -1
	}
	if q.Layer < 0 {
		q.Layer = mainLayer(m, o)
	}
	e := wire.Explanation{Digit: q.Digit, Layer: q.Layer}
	if e.Digit < 0 {
		e.Digit = o.Likeliest()
	}
	var r explain.Route
	if q.Choose == wire.ChooseRoute {
		r = o.Route(e.Digit)
	} else {
		r.Cells = slices.Clone(q.Route)
		r.Cells[last+1].Channel = e.Digit
		if q.Choose == wire.ChooseBefore {
			r = o.Before(r.Cells, e.Layer)
		}
	}
	e.Route, e.From = r.Cells, r.From

	e.Logits = slices.Clone(o.Logits())
	e.Contributions = o.Contributions(last, e.Digit)
	e.UnitScores = o.UnitScores(e.Route[last].Channel)
	for i, l := range m.Layers {
		if _, ok := l.(spec.Conv2D); ok {
			from, to := e.Route[i], e.Route[i+1]
			e.Kernels = append(e.Kernels, wire.Kernel{Layer: i, Weights: o.KernelSlice(i, from.Channel, to.Channel), Shares: o.Shares(i, to)})
		}
	}
	switch chosen := e.Route[e.Layer+1]; m.Layers[e.Layer].(type) {
	case spec.Conv2D:
		w := wire.Window(o.Window(e.Layer, chosen))
		e.Window = &w
	case spec.MaxPooling2D, spec.AveragePooling2D:
		e.Pool = poolOf(o.Pool(e.Layer, chosen))
	case spec.Dense:
		u := wire.Unit(o.Unit(e.Layer, chosen.Channel))
		e.Unit = &u
	}
	return e
}

// mainLayer is the last convolution, or else the first layer with weights.
func mainLayer(m spec.Model, o *explain.Observation) int {
	for i, l := range slices.Backward(m.Layers) {
		if _, ok := l.(spec.Conv2D); ok {
			return i
		}
	}
	return o.FirstWeights()
}

func poolOf(p explain.Pool) *wire.Pool {
	way := func(by wire.ReduceBy, r explain.Reduction) wire.Reduction {
		return wire.Reduction{By: by, Output: r.Output, Gradient: r.Gradient, Map: r.Map, MapGradient: r.MapGradient}
	}
	return &wire.Pool{
		Padded: p.Padded, Winner: p.Winner, Patch: p.Patch, Output: p.Output, Windows: p.Windows,
		Ways: []wire.Reduction{way(wire.ReduceMax, p.Max), way(wire.ReduceAverage, p.Average), way(wire.ReduceStride, p.Stride)},
	}
}
