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
	adopted  bool // the weights are a file's: a training goes on from them
	accuracy float64
	loss     float64 // beside accuracy
	tested   int     // pictures that accuracy was measured on; 0: not measured
	shown    int     // pictures that these very weights need no Results of any more
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
	if from.net.Model().Same(n.net.Model()) {
		n.origin, n.epoch, n.step = from.origin, from.epoch, from.step
		n.accuracy, n.loss, n.tested = from.accuracy, from.loss, from.tested
		n.adopted = from.adopted
		if n.origin == wire.Pretrained {
			n.shown = from.shown // the page dropped the Results of others
		}
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
	learned := n.net.Model()
	if s.learned != nil {
		learned = s.learned.net.Model()
	}
	s.config.Emit(wire.Network{
		Model: n.net.Model(), Training: n.training, Origin: n.origin, Changed: n.changed,
		Epoch: n.epoch, Step: n.step, Accuracy: n.accuracy, Tested: n.tested, Measured: n.tested > 0 && n.shown == n.tested,
		Checksum: s.checksum(), Learned: learned,
	})
}
