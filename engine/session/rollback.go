package session

import (
	"math"

	"convlab/engine"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

const (
	// minImages is how many images after a state show whether it was good, and so
	// how far a rollback goes: a second or so.
	minImages = 2000
	// chanceLoss is the loss of a network that gives all ten digits the same
	// probability. A state that does worse is not worth going back to.
	chanceLoss = math.Ln10
)

// rollback is what a run can go back to after a divergence. Weights are finite
// long after they have become useless, so a state counts as good only if the
// steps after it had a loss better than chance. Until then the last good state is
// the one in which the run began.
type rollback struct {
	lastGood engine.State
	next     engine.State // replaces lastGood if it shows to be good
	seen     engine.Sums  // of the steps after next

	point *wire.RollbackPoint // of the last divergence, until it is taken or the run goes on
	fault wire.Fault          // that reported it
	until wire.Until          // how far the training was to go
}

// begin starts from s: the run has made no step yet, or has just gone back.
func (r *rollback) begin(s engine.State) {
	r.lastGood.CopyFrom(s)
	r.next.CopyFrom(s)
	r.seen = engine.Sums{}
}

// add records a step of t that was made.
func (r *rollback) add(sums engine.Sums, t *engine.Trainer) {
	r.seen.Add(sums)
	if r.seen.Count < minImages {
		return
	}
	if r.seen.MeanLoss() < chanceLoss {
		r.lastGood, r.next = r.next, r.lastGood
	}
	r.next.CopyFrom(t.State())
	r.seen = engine.Sums{}
}

// diverge reports which numbers are not finite and what can be done, and stops
// the training if there is one.
func (s *Session) diverge(what string, d wire.Divergence, message string) {
	n, r := s.current, s.run()
	d.Epoch, d.Step, d.Rate = n.epoch, n.step, n.training.LearningRate
	f := wire.Fault{What: what, Cause: wire.CauseDiverge, Message: message, Divergence: &d}
	if r != nil {
		d.Rollback = r.rollbackPoint()
		r.rollback.point, r.rollback.fault = d.Rollback, f
	}
	s.config.Emit(f)
	if r != nil {
		s.stopTraining()
	}
}

// rollbackPoint is where a rollback would go now. It is nil if the last good state is
// the one that has just failed, or if half the rate is not a valid rate.
func (r *run) rollbackPoint() *wire.RollbackPoint {
	t, to := r.trainer, &r.rollback.lastGood
	rate := t.LearningRate() / 2
	if to.Epoch == t.Epoch() && to.Step == t.StepInEpoch() || spec.CheckLearningRate(rate) != nil {
		return nil
	}
	return &wire.RollbackPoint{Epoch: to.Epoch, Step: to.Step, Rate: rate}
}

// rollBack is the command Rollback.
func (s *Session) rollBack() {
	r := s.run()
	if r == nil || r.rollback.point == nil {
		s.fault("rollback", wire.CauseCommand, "expected a divergence that offers a rollback, received the command at another time")
		return
	}
	to := r.rollback.lastGood
	to.LearningRate = r.rollback.point.Rate
	if err := r.trainer.Restore(to); err != nil {
		panic("session: a training refused its own state")
	}
	r.rollback.begin(r.trainer.State())
	r.rollback.point = nil

	until := r.rollback.until
	switch pastEnd := to.Epoch >= r.end; {
	case pastEnd && until != wire.UntilStep:
		until = wire.UntilEpoch
	case until == "": // it had stopped already
		until = wire.UntilEnd
	}
	s.cancelAll()
	s.start(until)

	n := s.current
	n.training.LearningRate, s.nextTraining.LearningRate = to.LearningRate, to.LearningRate
	n.epoch, n.step = to.Epoch, to.Step
	n.weightsChanged()
	n.dropMeasurements()
	s.reportNetwork()
	r.cutCurves()
	s.reportCurves(true)
}
