package state

import "convlab/engine/wire"

// restart replaces a dead worker. Its network is lost with it, so the new one
// opens the settings shown and then obeys next.
func (s *State) restart(next ...wire.Message) []Command {
	s.afterHello = next
	s.Worker = Worker{Status: Starting, Reason: s.Worker.Reason}
	s.watch.heard()
	s.watch.unsure = true
	s.Progress, s.Loading, s.Serial = wire.Progress{Phase: wire.Idle}, wire.Loading{}, 0
	s.asking, s.stale = false, false
	s.linked, s.openSent, s.fresh, s.opens = false, false, false, false
	for _, key := range []string{"worker", "late", "slow", "restarted"} {
		s.dismissKey(key)
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
	s.ran = s.ran || s.moving()
	s.Progress.Phase = wire.Idle
	waits := s.Keep.give != 0
	s.Keep.open, s.Keep.mark, s.Keep.restore, s.Keep.Resuming, s.Keep.give = false, "", nil, false, 0
	s.asking, s.stale = false, false
	s.afterHello, s.afterLoad, s.loads = nil, nil, ""
	s.fresh, s.deferred = false, nil
	s.unexchanged()
	s.relearn()
	s.unopened()
	var list []Command
	switch {
	case waits && s.Keep.File != nil:
		list = s.download()
	case waits:
		s.notify(Notice{Key: "save"})
	}
	if !worked || !s.watch.restarts(s.clock) {
		s.dismissKey("slow")
		s.dismissKey("restarted")
		s.notify(Notice{Key: "worker", Message: reason, Retry: true})
		return list
	}
	list = append(list, s.retry()...)
	s.notify(Notice{Key: "restarted", Message: reason})
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
	again := wire.Train{Until: s.until}
	switch {
	case s.Worker.Status == Dead && s.ran && s.Keep.File != nil:
		return s.revive(again)
	case s.Worker.Status == Dead && s.ran && s.from.fresh:
		return s.restart(wire.Reset{}, again)
	case s.Worker.Status == Dead && s.ran && s.from.shipped != "":
		s.loads, s.afterLoad = s.from.shipped, []wire.Message{again}
		return s.restart(wire.Load{Preset: s.loads}, wire.SetTraining{Training: s.Draft.Training})
	case s.Worker.Status == Dead:
		return s.revive()
	case s.Worker.Status == Starting:
		return s.restart(s.afterHello...)
	}
	s.dismissKey("data")
	s.dismissKey("model")
	return []Command{wire.Retry{}}
}

// revive replaces a dead worker and takes the training up again where its last
// checkpoint stands, then obeys next.
func (s *State) revive(next ...wire.Message) []Command {
	if s.Keep.File == nil && s.Network.Origin == wire.Yours {
		s.notify(Notice{Key: "gone"})
	}
	if s.Keep.File == nil || s.Keep.restore != nil { // what is on its way goes to the new worker
		return s.restart(next...)
	}
	s.Keep.restore = &restore{bytes: s.Keep.File.Bytes, layers: s.Keep.layers, next: next}
	return s.restart()
}
