package session

import (
	"convlab/engine"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// learned returns the network whose weights were learned last. A change starts
// from it, and a checkpoint holds it.
//
// While a change of its layers is current it is suspended, with its run: nothing
// touches it until the changed network makes a step or another one replaces both.
func (s *Session) learned() *network {
	if s.suspended != nil {
		return s.suspended
	}
	return s.current
}

// open is the command Open.
func (s *Session) open(c wire.Open) {
	if err := check(c.Model, c.Training); err != nil {
		s.refuse("settings", err)
		return
	}
	n := s.current
	switch {
	case c.Model.Same(n.net.Model()) && (s.suspended == nil || n.sameLayers(c.Layers)):
		s.failedPreset = ""
		s.applyTraining(c.Training)
	case s.suspended != nil && c.Model.Same(s.suspended.net.Model()):
		s.pause()
		s.failedPreset = ""
		s.restoreSuspended()
		s.applyTraining(c.Training)
	default:
		s.change(c)
	}
}

// change makes a changed network current. Its weights come from the learned
// network, not from an earlier change: a layer that was made narrower and wide
// again has its weights back.
func (s *Session) change(c wire.Open) {
	next, err := fresh(c.Model, c.Training)
	if err != nil {
		s.refuse("settings", err)
		return
	}
	s.pause()
	s.failedPreset = ""
	next.layers = c.Layers
	if from := s.learned(); from.origin != wire.Untrained {
		s.suspended = from
		next.carry(from)
	}
	s.replace(next)
}

// carry copies the weights of from that fit, and what is known of them.
func (n *network) carry(from *network) {
	sources, learn, err := spec.CarryByID(from.net.Model(), n.net.Model(), from.identities(), n.layers)
	if err != nil {
		panic("session: a built network has no shapes")
	}
	n.net.CarryLayers(from.net, sources)
	n.origin, n.epoch, n.step, n.from, n.learn = from.origin, from.epoch, from.step, from.from, learn
}

// reseed makes the fresh layers of the current network again, if another seed was
// set since they were made.
func (s *Session) reseed() error {
	n := s.current
	if n.origin != wire.Untrained && len(n.learn) == 0 || n.seed == s.nextTraining.Seed {
		return nil
	}
	made, err := fresh(n.net.Model(), s.nextTraining)
	if err != nil {
		return err
	}
	if s.suspended != nil {
		made.layers = n.layers
		made.carry(s.suspended)
	}
	copy(n.net.Weights(), made.net.Weights())
	n.weightsChanged()
	n.seed = made.seed
	return nil
}

// restoreSuspended makes the suspended network current again, with its run.
func (s *Session) restoreSuspended() {
	s.cancelAll()
	s.current, s.suspended, s.testImageTime = s.suspended, nil, 0
	if r := s.run(); r != nil {
		s.attach(r)
	}
	s.reportNetwork()
	if r := s.current.results; r != nil {
		s.config.Emit(*r)
	}
	if r := s.run(); r != nil && r.rollback.point != nil {
		s.config.Emit(r.rollback.fault)
	}
}

// handOver hands a network of the user's own to the page before another one
// replaces it. A suspended one is no longer suspended.
func (s *Session) handOver() {
	n := s.learned()
	s.suspended = nil
	if n == nil || n.origin != wire.Yours {
		return
	}
	a := s.saved(n)
	bytes, err := s.saveCheckpoint(n, wire.Save{}, a)
	if err != nil {
		s.fault(string(wire.FormatCheckpoint), wire.CauseFile, err.Error())
		return
	}
	s.config.Emit(wire.Replaced{Epoch: a.Epoch, Step: a.Step, Accuracy: a.Accuracy, Tested: a.Tested, Time: a.Time, Bytes: bytes})
}

// startChecksum is the checksum of the weights that a run of the current network
// starts from: those of the learned network if some of them were carried, "" if all
// are fresh.
func (s *Session) startChecksum() string {
	from := s.learned()
	carried := len(s.current.net.Model().Weighted()) > len(s.current.learn)
	if from.origin == wire.Untrained || !carried {
		return ""
	}
	return engine.Checksum(from.net.Weights())
}
