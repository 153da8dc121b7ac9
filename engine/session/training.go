package session

import (
	"context"
	"errors"
	"time"

	"convlab/engine"
	"convlab/engine/wire"
)

// training is the job that makes the steps of the current run.
type training struct {
	until wire.Until // where it ends by itself
}

// drawingTime is how long after a new picture the user counts as drawing. The
// page has a core for itself meanwhile, so that maps and bars follow the pen.
const drawingTime = 300 * time.Millisecond

func (t *training) step(s *Session) (busy bool) {
	switch r := s.run(); {
	case !r.trainer.Ready():
		r.stopwatch.stop()
		return false
	case s.estimateIsDue():
		s.evaluate(&evaluation{images: s.sample})
	default:
		t.optimize(s)
	}
	return true
}

func (t *training) cancel(s *Session) { s.run().stopwatch.stop() }

// optimize makes one optimiser step, and what follows from it.
func (t *training) optimize(s *Session) {
	r := s.run()
	r.stopwatch.start(s.config.Now())
	s.assignWorkers(r.local)
	s.reserveCore()
	sums, err := r.trainer.Step(context.Background())
	if err != nil {
		s.stepFailed(err)
		return
	}
	now := s.config.Now()
	if slept := r.stopwatch.add(now, sums.Count); slept {
		s.dropTimes()
	}
	s.stepMade()
	r.rollback.add(sums, r.trainer)
	r.window.add(sums)

	epochEnded := r.trainer.StepInEpoch() == 0
	ends := t.until == wire.UntilStep || epochEnded && t.endsWithEpoch(r)
	if ends {
		s.remove(t)
	}
	if epochEnded || ends || r.window.full(r.stopwatch.total) {
		s.addTrainPoint()
	}
	switch {
	case epochEnded:
		s.evaluateEpoch(ends)
	case ends:
		s.reportStop()
	}
	s.reportTimes(now, ends)
}

// endsWithEpoch reports whether the epoch that has just ended was the last.
func (t *training) endsWithEpoch(r *run) bool {
	return t.until == wire.UntilEpoch || r.trainer.Epoch() >= r.end && t.until == wire.UntilEnd || r.trainer.Done()
}

// reserveCore leaves a core to the page while the user draws.
func (s *Session) reserveCore() {
	if s.config.Workers != nil {
		s.config.Workers.ReserveCore(s.config.Now().Sub(s.lastPixelsTime) < drawingTime)
	}
}

// stepMade records that the current weights are now those of this run. The run's
// first step replaces a suspended network.
func (s *Session) stepMade() {
	n, r := s.current, s.run()
	n.epoch, n.step = r.trainer.Epoch(), r.trainer.StepInEpoch()
	n.weightsChanged()
	if r.began {
		return
	}
	r.began = true
	if s.suspended != nil {
		s.handOver()
	}
	n.origin, n.learn, n.fromFile, n.from = wire.Yours, nil, false, r.from
	n.dropMeasurements()
	s.reportNetwork()
	s.config.Emit(wire.Scores{First: true})
}

// stepFailed stops a training whose next step cannot be made.
func (s *Session) stepFailed(err error) {
	var d *engine.Divergence
	if errors.As(err, &d) {
		s.diverge("training", wire.Divergence{Quantity: wire.Quantity(d.Quantity), Array: d.Array, Layer: d.Layer}, err.Error())
		return
	}
	s.fault("training", wire.CauseCommand, err.Error())
	s.stopTraining()
}

// stopTraining ends a training that cannot go on by itself. A rollback goes on as far
// as the training was to go.
func (s *Session) stopTraining() {
	r := s.run()
	r.rollback.until = ""
	if t := find[*training](s); t != nil {
		r.rollback.until = t.until
		s.remove(t)
	}
	s.reportStop()
}

// reportStop reports times, a point and the network when a training stops, for a while
// or for good.
func (s *Session) reportStop() {
	s.run().stopwatch.stop()
	s.reportTimes(s.config.Now(), true)
	s.addTrainPoint()
	s.reportNetwork()
}
