package session

import (
	"errors"
	"math"

	"convlab/engine"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

const (
	// proof is how many images behind a state show whether it was sound, and
	// with that how far a retreat goes: a second or so.
	proof = 2000
	// guessing is the loss of a network that takes all ten classes for alike.
	// What does worse has nothing that is worth going back to.
	guessing = math.Ln10
)

// retreat keeps where a training can go back to after a divergence. Weights
// are finite long after they have become useless, so a state counts as sound
// only when the steps behind it had a sound loss. Until the first is, it is
// the one with which the training began.
type retreat struct {
	sound engine.State
	next  engine.State // takes the place of sound if it shows to be
	seen  engine.Sums  // of the steps behind next
}

// begin is for a training that has made no step yet, or has just gone back.
func (r *retreat) begin(s engine.State) {
	r.sound.CopyFrom(s)
	r.next.CopyFrom(s)
	r.seen = engine.Sums{}
}

// add is told of every step, behind it.
func (r *retreat) add(sums engine.Sums, t *engine.Trainer) {
	r.seen.Add(sums)
	if r.seen.Count < proof {
		return
	}
	if r.seen.MeanLoss() < guessing {
		r.sound, r.next = r.next, r.sound
	}
	r.next.CopyFrom(t.State())
	r.seen = engine.Sums{}
}

// diverge stops a training whose next step cannot be made.
func (s *Session) diverge(err error) {
	var d *engine.Divergence
	if errors.As(err, &d) {
		s.explode("training", wire.Divergence{Quantity: wire.Quantity(d.Quantity), Array: d.Array, Layer: d.Layer}, err.Error())
		return
	}
	s.fault("training", wire.CauseCommand, err.Error())
	s.stop()
}

// explode tells which numbers are not finite and what can be done, and stops
// the training if there is one.
func (s *Session) explode(what string, d wire.Divergence, message string) {
	n := s.current
	d.Epoch, d.Step, d.Rate = n.epoch, n.step, n.training.LearningRate
	f := wire.Fault{What: what, Cause: wire.CauseDiverge, Message: message, Divergence: &d}
	if s.run != nil {
		s.run.offer = s.offer()
		d.Rollback = s.run.offer
		s.run.fault = f
	}
	s.config.Emit(f)
	if s.run != nil {
		s.stop()
	}
}

// stop ends a training that cannot go on by itself.
func (s *Session) stop() {
	s.run.aim, s.run.goal = s.run.goal, ""
	s.rest()
}

// offer is the way back that there is now: nil where the sound state is the
// one that has just failed, or where half the rate is none.
func (s *Session) offer() *wire.RollbackPoint {
	t, to := s.run.trainer, &s.run.retreat.sound
	rate := t.LearningRate() / 2
	if to.Epoch == t.Epoch() && to.Step == t.StepInEpoch() || spec.CheckLearningRate(rate) != nil {
		return nil
	}
	return &wire.RollbackPoint{Epoch: to.Epoch, Step: to.Step, Rate: rate}
}

// goBack is the command Rollback.
func (s *Session) goBack() {
	r := s.run
	if r == nil || r.offer == nil {
		s.fault("retreat", wire.CauseCommand, "expected a retreat after a divergence that offers one, received it at another time")
		return
	}
	to := r.retreat.sound
	to.LearningRate = r.offer.Rate
	if err := r.trainer.Restore(to); err != nil {
		panic("session: a training refused its own state")
	}
	r.retreat.begin(r.trainer.State())
	r.offer, s.exam = nil, nil
	n := s.current
	r.goal, r.held = r.aim, false
	switch beyond := to.Epoch >= r.end; {
	case beyond && r.goal != wire.UntilStep:
		r.goal = wire.UntilEpoch // there is no end to come
	case r.goal == "": // it had stopped already
		r.goal = wire.UntilEnd
	}
	n.training.LearningRate, s.training.LearningRate = to.LearningRate, to.LearningRate
	n.epoch, n.step, n.shown = to.Epoch, to.Step, 0
	n.unmeasured()
	s.tellNetwork()
	r.cut()
	s.tellCurves(true)
}
