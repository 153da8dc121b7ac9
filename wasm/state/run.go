package state

import "convlab/engine/wire"

// train begins a run from fresh weights.
func (s *State) train() []Command {
	if !s.CanTrain() {
		return nil
	}
	s.begins(wire.UntilEnd, true)
	return s.order(wire.Reset{}, wire.Train{Until: wire.UntilEnd})
}

// goOn goes on with the weights that fit.
func (s *State) goOn(until wire.Until) []Command {
	if !s.CanStep() || until == wire.UntilEnd && !s.CanContinue() {
		return nil
	}
	s.begins(until, false)
	return s.order(wire.Train{Until: until})
}

// begins takes away what was said before a training, and takes note of what it
// begins with.
func (s *State) begins(until wire.Until, fresh bool) {
	s.Notices.dismissFiles()
	s.Draft.Refusal = nil // what was refused gives way to what is trained
	s.Run.until = until
	switch {
	case fresh || s.RunState() == RunUntrained && s.Network.loads == "":
		s.Run.from = weightsFrom{fresh: true}
	case s.Network.loads != "":
		s.Run.from = weightsFrom{shipped: s.Network.loads}
	case s.Network.Origin == wire.Pretrained:
		s.Run.from = weightsFrom{shipped: presetOf(s.Network.learned())}
	case s.RunState() != RunStopped: // that goes on with its run
		s.Run.from = weightsFrom{}
	}
	s.Draft.Interrupted = false
	s.withdraw()
}

// reset is train without its first step. The worker says when curves, results and
// times are gone: until then they are those of the run before.
func (s *State) reset() []Command {
	if !s.CanReset() {
		return nil
	}
	s.withdraw()
	s.Draft.Interrupted = false
	return s.order(wire.Reset{})
}

// order gives the worker commands for the network that is shown. A worker that is
// dead is started again first.
func (s *State) order(next ...wire.Message) []Command {
	s.Run.ran = false
	if s.Worker.Status == Dead {
		return s.revive(next...)
	}
	_, fresh := next[0].(wire.Reset)
	s.Network.fresh = fresh && s.Network.Serial > 0 && s.Worker.Status == Alive
	waits := s.Network.loads != "" && !fresh // Continue is meant for the network that is on its way
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

// retreat takes the way back that was offered after a divergence.
func (s *State) retreat() []Command {
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

// moving reports whether steps are made, waited for or measured.
func (r *Run) moving() bool { return r.begun() && r.Progress.Phase != wire.Paused }
