package session

import (
	"convlab/engine"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// network is a built network and what is known of its weights.
type network struct {
	net      *engine.Sequential
	view     *engine.Sequential // answers drawings, also in the middle of a step
	training spec.Training
	origin   wire.Origin
	changed  bool // layers differ from those the weights were learned with
	epoch    int
	step     int
	accuracy float64
	tested   int // pictures that accuracy was measured on; 0: not measured
	shown    int // pictures that these very weights need no Results of any more
}

func newNetwork(net *engine.Sequential, t spec.Training) *network {
	return &network{net: net, view: net.View(), training: t, origin: wire.Untrained}
}

// fresh returns an untrained network. The error says what of m or t cannot work.
func fresh(m spec.Model, t spec.Training) (*network, error) {
	if m.Input != spec.MNIST() {
		return nil, &spec.Error{
			Path: "input", Value: m.Input.String(), Rule: spec.RuleChoice, Want: spec.MNIST().String() + ", the size of MNIST's pictures",
		}
	}
	if err := spec.CheckRun(m, t); err != nil {
		return nil, err
	}
	net, err := engine.New(m, t.Seed)
	if err != nil {
		return nil, err
	}
	return newNetwork(net, t), nil
}

// carry takes over the weights of from that fit, and what is known of them.
func (n *network) carry(from *network) error {
	sources, _, err := spec.Carry(from.net.Model(), n.net.Model())
	if err != nil {
		return err
	}
	if err := n.net.Carry(from.net); err != nil {
		return err
	}
	if sameLayers(from.net.Model(), n.net.Model()) {
		n.origin, n.epoch, n.step = from.origin, from.epoch, from.step
		n.accuracy, n.tested, n.shown = from.accuracy, from.tested, from.shown
		return nil
	}
	for _, source := range sources {
		if source >= 0 {
			n.origin, n.changed, n.epoch, n.step = from.origin, true, from.epoch, from.step
		}
	}
	return nil
}

// tellNetwork describes the current network to the page.
func (s *Session) tellNetwork() {
	n := s.current
	s.networks++
	s.config.Emit(wire.Network{
		Model: n.net.Model(), Training: n.training, Origin: n.origin, Changed: n.changed,
		Epoch: n.epoch, Step: n.step, Accuracy: n.accuracy, Tested: n.tested, Checksum: s.checksum(),
	})
}

// sameLayers reports whether two models compute the same from the same weights,
// however their defaults are written.
func sameLayers(a, b spec.Model) bool {
	if a.Input != b.Input || len(a.Layers) != len(b.Layers) {
		return false
	}
	for i := range a.Layers {
		if plain(a.Layers[i]) != plain(b.Layers[i]) {
			return false
		}
	}
	return true
}

// plain writes a layer's defaults out.
func plain(l spec.Layer) spec.Layer {
	switch l := l.(type) {
	case spec.Conv2D:
		l.Strides, l.Padding, l.Activation = l.Stride(), l.Padding.Or(), l.Activation.Or()
		return l
	case spec.MaxPooling2D:
		l.Strides, l.Padding = or(l.Strides, l.PoolSize), l.Padding.Or()
		return l
	case spec.AveragePooling2D:
		l.Strides, l.Padding = or(l.Strides, l.PoolSize), l.Padding.Or()
		return l
	case spec.Dense:
		l.Activation = l.Activation.Or()
		return l
	}
	return l
}

func or(v, zero int) int {
	if v == 0 {
		return zero
	}
	return v
}
