package state

import (
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// Run is the training under way, or the last one.
type Run struct {
	Progress   wire.Progress
	Scores     []wire.Score
	Times      []wire.LayerTime
	Results    *wire.Results    // nil: not measured since the weights changed
	Divergence *wire.Divergence // the last; nil: none

	past  pastCurves  // of the runs of this visit
	until wire.Until  // of the last Train
	from  weightsFrom // what the run began with
	lost  bool        // the worker was lost during it, and the next one has not continued it
}

// begun reports whether a training has begun and not ended.
func (r *Run) begun() bool {
	switch r.Progress.Phase {
	case wire.Running, wire.Waiting, wire.Testing, wire.Paused:
		return true
	}
	return false
}

// moving reports whether steps are made, waited for or measured.
func (r *Run) moving() bool { return r.begun() && r.Progress.Phase != wire.Paused }

// Events of the run.
type (
	// Train begins with fresh weights. Continue continues with those that fit, to
	// the end, for an epoch or for a step. Reset is Train without a step.
	Train    struct{}
	Continue struct{ Until wire.Until }
	Pause    struct{}
	Reset    struct{}
	Rollback struct{} // continues after a divergence, from before it
)

// updateRun handles an event of the run. Only the tab that trains may begin one.
func (s *State) updateRun(e Event) []Command {
	switch e := e.(type) {
	case Train:
		if s.Autosave.Tab != TabMine && s.CanTrain() {
			return s.Autosave.claim(e)
		}
		list := s.train()
		if list != nil {
			s.Selection.showTraining()
		}
		return list
	case Continue:
		if s.Autosave.Tab != TabMine && s.CanStep() {
			return s.Autosave.claim(e)
		}
		return s.continueRun(e.Until)
	case Pause:
		s.Run.lost = false
		return []Command{wire.Pause{}}
	case Reset:
		return s.reset()
	case Rollback:
		return s.rollback()
	}
	return nil
}

// train begins a run from fresh weights.
func (s *State) train() []Command {
	if !s.CanTrain() {
		return nil
	}
	s.prepareRun(wire.UntilEnd, true)
	return s.send(wire.Reset{}, wire.Train{Until: wire.UntilEnd})
}

// continueRun continues with the weights that fit.
func (s *State) continueRun(until wire.Until) []Command {
	if !s.CanStep() || until == wire.UntilEnd && !s.CanContinue() {
		return nil
	}
	s.prepareRun(until, false)
	return s.send(wire.Train{Until: until})
}

// prepareRun removes notices that a new training makes obsolete, and records what
// it begins with.
func (s *State) prepareRun(until wire.Until, fresh bool) {
	s.Notices.dismissFiles()
	s.Draft.Refusal = nil // the refused value is dropped
	s.Run.until = until
	switch {
	case fresh || s.RunState() == RunUntrained && s.Network.loads == "":
		s.Run.from = weightsFrom{fresh: true}
	case s.Network.loads != "":
		s.Run.from = weightsFrom{shipped: s.Network.loads}
	case s.Network.Origin == wire.Pretrained:
		s.Run.from = weightsFrom{shipped: presetOf(s.Network.learned())}
	case s.RunState() != RunStopped: // a stopped one continues its run
		s.Run.from = weightsFrom{}
	}
	s.Draft.Interrupted = false
	s.dropRollback()
}

// reset is train without its first step. Curves, results and times stay those of
// the run before until the worker replaces them.
func (s *State) reset() []Command {
	if !s.CanReset() {
		return nil
	}
	s.dropRollback()
	s.Draft.Interrupted = false
	return s.send(wire.Reset{})
}

// send sends the worker commands for the network shown. A dead worker is replaced
// first.
func (s *State) send(next ...wire.Message) []Command {
	s.Run.lost = false
	if s.Worker.Status == Dead {
		return s.resumeInNew(next...)
	}
	_, fresh := next[0].(wire.Reset)
	s.Network.fresh = fresh && s.Network.Serial > 0 && s.Worker.Status == Alive
	waits := s.Network.loads != "" && !fresh // Continue is meant for the network that is being loaded
	var list []Command
	if !waits && (s.Network.Serial == 0 || s.Network.loads != "" || s.Network.opens || !s.shown().Same(s.Network.Model)) {
		list = s.open()
		s.Network.loads, s.Network.afterLoad = "", nil
	}
	s.relearn()
	s.Network.openSent = true
	for _, c := range next {
		list = append(list, c)
	}
	return list
}

// rollback accepts the rollback that was offered after a divergence.
func (s *State) rollback() []Command {
	s.Notices.dismissKey("diverge")
	d := s.Run.Divergence
	if d == nil || d.Rollback == nil || s.Worker.Status != Alive {
		return nil
	}
	s.Run.Divergence = nil
	s.Run.until = wire.UntilEnd
	s.Draft.chosen["learning_rate"] = true
	s.Draft.Training.LearningRate = d.Rollback.Rate
	return []Command{wire.Rollback{}}
}

// dropRollback withdraws the offer of a rollback. The worker reports it again when
// its run is restored.
func (s *State) dropRollback() {
	s.Run.Divergence = nil
	s.Notices.dismissKey("diverge")
}

// TrainingWaits reports whether the controls show a training that begins only
// with the next run. Learning rate and epochs never wait.
func (s *State) TrainingWaits() bool {
	run, draft := s.Network.Training, s.Draft.Training
	run.LearningRate, run.Epochs = draft.LearningRate, draft.Epochs
	return s.Run.Progress.Phase != wire.Idle && run != draft && !s.Changed()
}

// Cost is the measured time of a layer while training.
type Cost struct {
	Measured bool    // false: not measured yet
	Micros   float64 // an image
	Share    float64 // of all layers', 0..1
}

// LayerTimes returns what every layer of m cost while training, and the sum in
// microseconds an image: nil and 0 when none of m's was measured.
func (s *State) LayerTimes(m spec.Model) (costs []Cost, total float64) {
	if len(s.Run.Times) != len(m.Layers) || !m.Same(s.Network.Model) {
		return nil, 0
	}
	measured := false
	for _, t := range s.Run.Times {
		total += t.Forward + t.Backward
		measured = measured || t.Measured
	}
	if !measured || total <= 0 {
		return nil, 0
	}
	for _, t := range s.Run.Times {
		c := Cost{Measured: t.Measured}
		if t.Measured {
			c.Micros = t.Forward + t.Backward
			c.Share = c.Micros / total
		}
		costs = append(costs, c)
	}
	return costs, total
}
