package session

import (
	"convlab/engine"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// suspended is a network as it was learned, and its run, while a change of its
// layers is current. Nothing touches it until a step of the changed network is
// made or another network takes the place of both.
type suspended struct {
	network *network
	run     *run // nil: none has begun
}

// base is what a change starts from and what a checkpoint holds.
func (s *Session) base() suspended {
	if s.suspended != nil {
		return *s.suspended
	}
	return suspended{s.current, s.run}
}

// open is the command Open.
func (s *Session) open(c wire.Open) {
	if err := check(c.Model, c.Training); err != nil {
		s.refuse("settings", err)
		return
	}
	n := s.current
	same := c.Model.Same(n.net.Model()) && (s.suspended == nil || n.sameLayers(c.Layers))
	switch {
	case same:
		s.wished = ""
		s.use(c.Training)
	case s.suspended != nil && c.Model.Same(s.suspended.network.net.Model()):
		s.pause()
		s.wished = ""
		s.restoreSuspended()
		s.use(c.Training)
	default:
		s.change(c)
	}
}

// change makes a changed network current. Weights are carried from those that
// were learned last, not from what was shown in between: a layer that was made
// narrower and wide again has its weights back.
func (s *Session) change(c wire.Open) {
	next, err := fresh(c.Model, c.Training)
	if err != nil {
		s.refuse("settings", err)
		return
	}
	s.pause()
	s.wished = ""
	next.layers = c.Layers
	from := s.base()
	if from.network.origin == wire.Untrained {
		s.replace(next)
		return
	}
	if s.suspended == nil {
		if from.run != nil { // the weights come home from other workers
			if err := from.run.trainer.Restore(from.run.trainer.State()); err != nil {
				panic("session: a training refused its own state")
			}
			from.run.meter.stop()
		}
		s.suspended = &from
	}
	next.carry(from.network)
	s.replace(next)
}

// reseed makes the fresh layers of the current network again, where another
// seed was set since they were made.
func (s *Session) reseed() error {
	n := s.current
	if n.origin != wire.Untrained && len(n.learn) == 0 || n.seed == s.training.Seed {
		return nil
	}
	made, err := fresh(n.net.Model(), s.training)
	if err != nil {
		return err
	}
	if s.suspended != nil {
		made.layers = n.layers
		made.carry(s.suspended.network)
	}
	copy(n.net.Weights(), made.net.Weights())
	n.seed = made.seed
	return nil
}

// restoreSuspended makes the suspended network current again, with its run.
func (s *Session) restoreSuspended() {
	from := *s.suspended
	s.suspended = nil
	s.current, s.run, s.exam, s.pace = from.network, from.run, nil, 0
	if r := s.run; r != nil {
		if s.config.Crew != nil {
			s.config.Crew.Begin(r.local)
		}
		s.beginTimes()
	}
	s.tellNetwork()
	if r := s.current.results; r != nil {
		s.config.Emit(*r)
	}
	if s.run != nil && s.run.offer != nil {
		s.config.Emit(s.run.fault)
	}
}

// handOver hands a network of the user's own to the page before another one takes
// its place. What was only suspended goes with it.
func (s *Session) handOver() {
	from := s.base()
	s.suspended = nil
	if from.network == nil || from.network.origin != wire.Yours {
		return
	}
	a := s.savedAs(from)
	bytes, err := s.saveCheckpoint(from, wire.Save{}, a)
	if err != nil {
		s.fault(string(wire.FormatCheckpoint), wire.CauseFile, err.Error())
		return
	}
	s.config.Emit(wire.Replaced{Epoch: a.Epoch, Step: a.Step, Accuracy: a.Accuracy, Tested: a.Tested, Time: a.Time, Bytes: bytes})
}

// carry takes over the weights of from that fit, and what is known of them.
func (n *network) carry(from *network) {
	sources, learn, err := spec.CarryByID(from.net.Model(), n.net.Model(), from.identities(), n.layers)
	if err != nil {
		panic("session: a built network has no shapes")
	}
	n.net.CarryLayers(from.net, sources)
	n.origin, n.epoch, n.step, n.from, n.learn = from.origin, from.epoch, from.step, from.from, learn
}

// beginsWith is the checksum of the weights that a run of the current network
// would go on from: those that were learned last where any of them are kept, ""
// for fresh ones.
func (s *Session) beginsWith() string {
	from := s.base().network
	kept := len(s.current.net.Model().Weighted()) > len(s.current.learn)
	if from.origin == wire.Untrained || !kept {
		return ""
	}
	return engine.Checksum(from.net.Weights())
}
