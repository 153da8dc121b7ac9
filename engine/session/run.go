package session

import (
	"math"
	"time"

	"convlab/engine"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// run is the training of a network from its first step to its last, also while
// it is paused or suspended.
type run struct {
	trainer   *engine.Trainer
	local     *engine.Local
	began     bool   // it has made a step
	end       int    // epoch at which it is finished
	from      string // checksum of the weights that it begins with, "" for fresh ones
	stopwatch stopwatch
	times     times
	window    window
	history   []wire.Score // the points of the curves
	rollback  rollback

	evaluatedAt time.Duration // what the stopwatch showed at the last evaluation
}

// run returns the run of the current network; nil: none has begun.
func (s *Session) run() *run {
	if s.current == nil {
		return nil
	}
	return s.current.run
}

// begin begins a run of the current weights with the settings of the next run. Fresh
// layers get weights of its seed.
func (s *Session) begin() error {
	if err := s.reseed(); err != nil {
		return err
	}
	n := s.current
	was := n.training
	n.training = s.nextTraining
	r, err := s.newRun(n)
	if err != nil {
		n.training = was
		return err
	}
	r.from = s.startChecksum()
	s.setRun(r)
	return nil
}

// newRun returns a run of n from its beginning. Nothing else changes.
func (s *Session) newRun(n *network) (*run, error) {
	t := n.training
	// The session decides where a run ends, since that can change; no step depends on
	// it.
	t.Epochs = spec.MaxEpochs
	local := engine.NewLocal(n.net, s.trainSet, t)
	local.OnYield = s.yield
	trainer, err := engine.NewTrainer(n.net, s.trainSet, t, s.gradienter(local))
	if err != nil {
		return nil, err
	}
	return &run{trainer: trainer, local: local, window: window{size: 1}, end: n.training.Epochs}, nil
}

// setRun makes r the run of the current network. If r has no points yet, the page
// shows the curves of the run before until the first step.
func (s *Session) setRun(r *run) {
	s.current.run = r
	r.rollback.begin(r.trainer.State())
	s.attach(r)
	if len(r.history) > 0 {
		s.reportCurves(false)
	}
}

// attach gives the workers and the layers' clock to r, of the current network.
func (s *Session) attach(r *run) {
	s.assigned = nil // Begin even if r has them: it replaces lost workers
	s.assignWorkers(r.local)
	s.beginTimes()
}

// assignWorkers makes the workers compute gradients for local, if they do not.
func (s *Session) assignWorkers(local *engine.Local) {
	if s.config.Workers != nil && s.assigned != local {
		s.assigned = local
		s.config.Workers.Begin(local)
	}
}

// gradienter returns what computes local's gradients: the workers, if there are any.
// They have to be assigned to local before each step.
func (s *Session) gradienter(local *engine.Local) engine.Gradienter {
	if s.config.Workers != nil {
		return s.config.Workers
	}
	return local
}

// lengthen makes a finished run end after so many epochs more.
func (r *run) lengthen(epochs int) {
	if at := r.trainer.Epoch(); at >= r.end {
		r.end = min(at+epochs, spec.MaxEpochs)
	}
}

// place counts finished epochs: 1.5 is halfway through the second.
type place float64

func (r *run) place() place {
	return place(float64(r.trainer.Epoch()) + float64(r.trainer.StepInEpoch())/float64(r.trainer.StepsPerEpoch()))
}

// epochs counts the epochs that have begun.
func (p place) epochs() int { return int(math.Ceil(float64(p))) }
