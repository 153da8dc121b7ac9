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
	began   bool       // it has made a step
	end     int        // epoch at which it is finished
	from    string     // checksum of the weights that it begins with, "" for fresh ones
	meter   meter
	window  window
	history []wire.Score // the points of the curves
	retreat retreat
	offer   *wire.RollbackPoint // of the last divergence, until it is taken or the run goes on
	fault   wire.Fault          // that told of it
	aim     wire.Until          // what the goal was before it
}

// stroke is for how long after a new picture the pen is taken to be moving: the
// page then gets a processor, so that maps and bars follow.
const stroke = 300 * time.Millisecond

// start begins a training of the current weights, whatever they are, with the
// values that were set last. Fresh layers are those of its seed.
func (s *Session) start() error {
	if err := s.reseed(); err != nil {
		return err
	}
	n := s.current
	was := n.training
	n.training = s.training
	r, err := s.newRun(n)
	if err != nil {
		n.training = was
		return err
	}
	r.from = s.beginsWith()
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
	local.OnYield = s.between
	var g engine.Gradienter = local
	if s.config.Crew != nil {
		g = s.config.Crew
	}
	trainer, err := engine.NewTrainer(n.net, s.train, t, g)
	if err != nil {
		return nil, err
	}
	return &run{trainer: trainer, local: local, window: window{size: 1}, end: n.training.Epochs}, nil
}

// lengthen makes a run that is finished end after so many epochs more.
func (r *run) lengthen(epochs int) {
	if at := r.trainer.Epoch(); at >= r.end {
		r.end = min(at+epochs, spec.MaxEpochs)
	}
}

// begin makes r, of the current network, the training under way. Curves of a run
// that was suspended stay until r has made a step.
func (s *Session) begin(r *run) {
	if s.config.Crew != nil {
		s.config.Crew.Begin(r.local)
	}
	r.retreat.begin(r.trainer.State())
	s.run = r
	s.beginTimes()
	if len(r.history) > 0 {
		s.tellCurves(false)
	}
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
	if slept := r.meter.add(now, sums.Count); slept {
		s.dropTimes()
	}
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
		s.config.Crew.ReserveCore(s.config.Now().Sub(s.drawnAt) < stroke)
	}
}

// epochEnds reports whether the epoch that has just ended was the last.
func (s *Session) epochEnds() bool {
	r := s.run
	return r.goal == wire.UntilEpoch || r.trainer.Epoch() >= r.end && r.goal == wire.UntilEnd || r.trainer.Done()
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

// learn notes that the current weights are now those of this run. Its first step
// takes the place of a network that was suspended.
func (s *Session) learn() {
	n, r := s.current, s.run
	n.epoch, n.step, n.shown = r.trainer.Epoch(), r.trainer.StepInEpoch(), 0
	if r.began {
		return
	}
	r.began = true
	if s.suspended != nil {
		s.handOver()
	}
	n.origin, n.learn, n.adopted, n.from = wire.Yours, nil, false, r.from
	n.unmeasured()
	s.tellNetwork()
	s.config.Emit(wire.Scores{First: true})
}

// rest is where a training stops, for a while or for good.
func (s *Session) rest() {
	s.run.meter.stop()
	s.tellTimes(s.config.Now(), true)
	s.score()
	s.tellNetwork()
}
