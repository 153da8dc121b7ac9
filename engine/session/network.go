package session

import (
	"slices"

	"convlab/engine"
	"convlab/engine/explain"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// network is a built network, what is known of its weights, and its run.
type network struct {
	net      *engine.Sequential
	view     *engine.Sequential // answers predictions, also during a step
	run      *run               // nil: none has begun
	layers   []int              // identities of the layers with weights; nil: their positions
	seed     uint64             // of its fresh layers
	training spec.Training
	origin   wire.Origin
	learn    []int  // layers that must be learned again
	from     string // checksum of the weights that its run began with, "" for fresh ones
	epoch    int
	step     int
	fromFile bool // no step was made since a file brought the weights

	accuracy  float64
	loss      float64 // on the same pictures
	tested    int     // test pictures that accuracy was measured on; 0: not measured
	evaluated int     // test pictures that these very weights have Results on; 0 after a step
	results   *wire.Results
	health    health

	explained *explain.Network // of these very weights; nil: no question since they changed
	version   int              // of these very weights; 0: none yet, see Session.versionOf
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

// dropMeasurements forgets what was measured on weights that have changed.
func (n *network) dropMeasurements() {
	n.accuracy, n.loss, n.tested, n.results, n.health = 0, 0, 0, nil, health{}
}

// weightsChanged forgets what is valid for one state of the weights only.
func (n *network) weightsChanged() { n.explained, n.version, n.evaluated = nil, 0, 0 }

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

// check refuses what cannot be trained on MNIST.
func check(m spec.Model, t spec.Training) error {
	if m.Input != spec.MNIST() {
		return &spec.Error{
			Path: "input", Value: m.Input.String(), Rule: spec.RuleChoice, Want: spec.MNIST().String() + ", the size of MNIST's pictures",
		}
	}
	return spec.CheckRun(m, t)
}

// replace makes next the current network, and cancels all jobs.
func (s *Session) replace(next *network) {
	s.cancelAll()
	s.current, s.testImageTime, s.nextTraining = next, 0, next.training
	s.reportNetwork()
}

// reportNetwork describes the current network to the page.
func (s *Session) reportNetwork() {
	n, learned := s.current, s.learned()
	s.config.Emit(wire.Network{
		Model: n.net.Model(), Layers: n.identities(), Training: n.training, Origin: n.origin, Changed: s.suspended != nil, Learn: n.learn,
		Epoch: n.epoch, Step: n.step, ContinuedFrom: n.from,
		Accuracy: n.accuracy, Tested: n.tested, Measured: n.tested > 0 && n.evaluated == n.tested,
		Dead: n.health.dead, Stuck: n.health.stuck, Digit: n.health.digit,
		Checksum: engine.Checksum(n.net.Weights()), Learned: learned.net.Model(), LearnedLayers: learned.identities(),
	})
}
