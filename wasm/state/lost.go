package state

import "convlab/engine/wire"

// restart replaces a dead worker. Its network is lost with it, so the new one
// opens the settings shown and then obeys next.
func (s *State) restart(next ...wire.Message) []Command {
	s.Worker.afterHello = next
	s.Worker.Status, s.Worker.Build, s.Worker.Vector = Starting, "", ""
	s.Worker.watch.heard()
	s.Worker.watch.unsure = true
	s.Run.Progress, s.Worker.Loading, s.Network.Serial = wire.Progress{Phase: wire.Idle}, wire.Loading{}, 0
	s.Prediction.asking, s.Prediction.stale = false, false
	s.link.linked, s.Network.openSent, s.Network.fresh, s.Network.opens = false, false, false, false
	for _, key := range []string{"worker", "late", "slow", "restarted"} {
		s.Notices.dismissKey(key)
	}
	return []Command{RestartWorker{}}
}

// lost replaces a worker that has died by another, which goes on from the last
// checkpoint; too many in a short time only when the user says so, and one
// that could not even start. Who waits for a file of the training gets the last
// that there is.
func (s *State) lost(reason string) []Command {
	if s.Worker.Status == Dead {
		return nil
	}
	worked := s.Worker.Status == Alive
	s.Worker.Status, s.Worker.Reason = Dead, reason
	s.Run.ran = s.Run.ran || s.Run.moving()
	s.Run.Progress.Phase = wire.Idle
	waits := s.Autosave.give != 0
	s.Autosave.open, s.Autosave.mark, s.Autosave.restore, s.Autosave.Resuming, s.Autosave.give = false, "", nil, false, 0
	s.Prediction.asking, s.Prediction.stale = false, false
	s.Worker.afterHello, s.Network.afterLoad, s.Network.loads = nil, nil, ""
	s.Network.fresh, s.deferred = false, nil
	s.unexchanged()
	s.relearn()
	s.unopened()
	var list []Command
	switch {
	case waits && s.Autosave.File != nil:
		list = s.download()
	case waits:
		s.Notices.add(Notice{Key: "save"})
	}
	if !worked || !s.Worker.watch.restarts(s.clock) {
		s.Notices.dismissKey("slow")
		s.Notices.dismissKey("restarted")
		s.Notices.add(Notice{Key: "worker", Message: reason, Retry: true})
		return list
	}
	list = append(list, s.retry()...)
	s.Notices.add(Notice{Key: "restarted", Message: reason})
	return list
}

// weightsFrom is what a run began with that can be had again: fresh weights, or
// the shipped ones of a preset. Neither: weights of the user's own.
type weightsFrom struct {
	fresh   bool
	shipped string
}

// retry does what the notices with Retry offer. A run that died before its first
// checkpoint begins again with what it began with.
func (s *State) retry() []Command {
	again := wire.Train{Until: s.Run.until}
	switch {
	case s.Worker.Status == Dead && s.Run.ran && s.Autosave.File != nil:
		return s.revive(again)
	case s.Worker.Status == Dead && s.Run.ran && s.Run.from.fresh:
		return s.restart(wire.Reset{}, again)
	case s.Worker.Status == Dead && s.Run.ran && s.Run.from.shipped != "":
		s.Network.loads, s.Network.afterLoad = s.Run.from.shipped, []wire.Message{again}
		return s.restart(wire.Load{Preset: s.Network.loads}, wire.SetTraining{Training: s.Draft.Training})
	case s.Worker.Status == Dead:
		return s.revive()
	case s.Worker.Status == Starting:
		return s.restart(s.Worker.afterHello...)
	}
	s.Notices.dismissKey("data")
	s.Notices.dismissKey("model")
	return []Command{wire.Retry{}}
}

// revive replaces a dead worker and takes the training up again where its last
// checkpoint stands, then obeys next.
func (s *State) revive(next ...wire.Message) []Command {
	if s.Autosave.File == nil && s.Network.Origin == wire.Yours {
		s.Notices.add(Notice{Key: "gone"})
	}
	if s.Autosave.File == nil || s.Autosave.restore != nil { // what is on its way goes to the new worker
		return s.restart(next...)
	}
	s.Autosave.restore = &restore{bytes: s.Autosave.File.Bytes, layers: s.Autosave.layers, next: next}
	return s.restart()
}
