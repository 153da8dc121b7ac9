package session

import (
	"slices"

	"convlab/engine"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// network is a built network and what is known of its weights.
type network struct {
	net      *engine.Sequential
	view     *engine.Sequential // answers drawings, also in the middle of a step
	layers   []int              // identities of the layers with weights; nil: their positions
	seed     uint64             // of its fresh layers
	training spec.Training
	origin   wire.Origin
	learn    []int  // layers that must be learned again
	from     string // checksum of the weights that its run began with, "" for fresh ones
	epoch    int
	step     int
	adopted  bool // the weights are a file's
	accuracy float64
	loss     float64 // beside accuracy
	tested   int     // pictures that accuracy was measured on; 0: not measured
	shown    int     // pictures that these very weights need no Results of any more
	results  *wire.Results
	health   health
}

func newNetwork(net *engine.Sequential, t spec.Training) *network {
	return &network{net: net, view: net.View(), training: t, origin: wire.Untrained}
}

// identities are those of the layers with weights, in their order.
func (n *network) identities() []int {
	list := n.net.Model().Weighted()
	if len(n.layers) == len(list) {
		return n.layers
	}
	for i := range list {
		list[i] = i
	}
	return list
}

// sameLayers reports whether the identities are those of n.
func (n *network) sameLayers(layers []int) bool {
	return slices.Equal(n.identities(), (&network{net: n.net, layers: layers}).identities())
}

// unmeasured forgets what is known of weights that have changed.
func (n *network) unmeasured() {
	n.accuracy, n.loss, n.tested, n.results, n.health = 0, 0, 0, nil, health{}
}

// fresh returns an untrained network. The error says what of m or t cannot work.
func fresh(m spec.Model, t spec.Training) (*network, error) {
	if err := check(m, t); err != nil {
		return nil, err
	}
	net, err := engine.New(m, t.Seed)
	if err != nil {
		return nil, err
	}
	n := newNetwork(net, t)
	n.seed = t.Seed
	return n, nil
}

// check refuses what cannot be trained here.
func check(m spec.Model, t spec.Training) error {
	if m.Input != spec.MNIST() {
		return &spec.Error{
			Path: "input", Value: m.Input.String(), Rule: spec.RuleChoice, Want: spec.MNIST().String() + ", the size of MNIST's pictures",
		}
	}
	return spec.CheckRun(m, t)
}

// replace makes next the current network, with no training under way.
func (s *Session) replace(next *network) {
	s.current, s.run, s.exam, s.pace, s.training = next, nil, nil, 0, next.training
	s.tellNetwork()
}

// tellNetwork describes the current network to the page.
func (s *Session) tellNetwork() {
	n, learned := s.current, s.base().network
	s.config.Emit(wire.Network{
		Model: n.net.Model(), Layers: n.identities(), Training: n.training, Origin: n.origin, Changed: s.suspended != nil, Learn: n.learn,
		Epoch: n.epoch, Step: n.step, ContinuedFrom: n.from,
		Accuracy: n.accuracy, Tested: n.tested, Measured: n.tested > 0 && n.shown == n.tested,
		Dead: n.health.dead, Stuck: n.health.stuck, Digit: n.health.digit,
		Checksum: s.checksum(), Learned: learned.net.Model(), LearnedLayers: learned.identities(),
	})
}
