package session

import (
	"context"
	"time"

	"convlab/engine"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// run is one training of the current network.
type run struct {
	trainer *engine.Trainer
	local   *engine.Local
	goal    wire.Until // where it stops by itself; "" while it stands
	held    bool       // it was paused, it did not stop by itself
	meter   meter
	window  window
	history []wire.Score // the points of the curves
	retreat retreat
	offer   *wire.Offer // of the last divergence, until it is taken or the run goes on
	aim     wire.Until  // what the goal was before it
}

// stroke is for how long after a new picture the pen is taken to be moving: the
// page then gets a processor, so that maps and bars follow.
const stroke = 300 * time.Millisecond

// start begins a training of the current weights, whatever they are.
func (s *Session) start() error {
	r, err := s.newRun(s.current)
	if err != nil {
		return err
	}
	s.begin(r)
	return nil
}

// newRun returns a training of n from its beginning. Nothing else changes.
func (s *Session) newRun(n *network) (*run, error) {
	t := n.training
	// Where a training ends is the session's business, so that it can be
	// lengthened and gone on with beyond its end; no step depends on it.
	t.Epochs = spec.MaxEpochs
	local := engine.NewLocal(n.net, s.train, t)
	local.Between = s.between
	var g engine.Gradienter = local
	if s.config.Crew != nil {
		g = s.config.Crew
	}
	trainer, err := engine.NewTrainer(n.net, s.train, t, g)
	if err != nil {
		return nil, err
	}
	return &run{trainer: trainer, local: local, window: window{size: 1}}, nil
}

// begin makes r, of the current network, the training under way, and shows its
// curves.
func (s *Session) begin(r *run) {
	if s.config.Crew != nil {
		s.config.Crew.Begin(r.local)
	}
	s.current.net.ResetTimes()
	r.meter.timed = s.config.Now()
	r.retreat.begin(r.trainer.State())
	s.run = r
	s.tellCurves(false)
}

// step makes one optimiser step and looks whether the goal is reached.
func (s *Session) step() {
	r := s.run
	r.meter.start(s.config.Now())
	s.yield()
	sums, err := r.trainer.Step(context.Background())
	if err != nil {
		s.diverge(err)
		return
	}
	now := s.config.Now()
	r.meter.add(now, sums.Count)
	s.learn()

	r.retreat.add(sums, r.trainer)
	r.window.add(sums)
	ended := r.trainer.StepInEpoch() == 0
	if r.goal == wire.UntilStep || ended && s.epochEnds() {
		r.goal = ""
	}
	if ended || r.goal == "" || r.window.full(r.meter.trained) {
		s.score()
	}
	if !ended && r.goal == "" {
		s.rest()
	}
	if ended {
		s.endEpoch()
	}
	s.tellTimes(now, r.goal == "")
}

// yield tells the crew whether the page needs a processor.
func (s *Session) yield() {
	if s.config.Crew != nil {
		s.config.Crew.Yield(s.config.Now().Sub(s.drawnAt) < stroke)
	}
}

// epochEnds reports whether the epoch that has just ended was the last.
func (s *Session) epochEnds() bool {
	r := s.run
	return r.goal == wire.UntilEpoch || r.trainer.Epoch() == s.current.training.Epochs || r.trainer.Done()
}

// endEpoch measures the network at the end of an epoch, if there are test
// pictures. Between short epochs a thousand must do: all would take longer than
// the training.
func (s *Session) endEpoch() {
	images := s.arrived()
	const costOfTraining = 3 // forward, and backward twice as much
	if s.run.goal != "" && costOfTraining*s.current.training.Examples < len(images) {
		images = s.sample
	}
	if len(images) == 0 {
		s.rest()
		return
	}
	s.run.meter.stop()
	s.sit(&exam{images: images, results: true, ends: true})
}

// learn notes that the current weights are now those of this run.
func (s *Session) learn() {
	n, t := s.current, s.run.trainer
	n.epoch, n.step, n.shown = t.Epoch(), t.StepInEpoch(), 0
	if s.learned == n && n.origin == wire.Yours {
		return
	}
	n.origin, n.changed, n.adopted = wire.Yours, false, false
	n.accuracy, n.loss, n.tested = 0, 0, 0
	s.learned = n
	s.tellNetwork()
}

// rest is where a training stops, for a while or for good.
func (s *Session) rest() {
	s.run.meter.stop()
	s.tellTimes(s.config.Now(), true)
	s.score()
	s.tellNetwork()
}
