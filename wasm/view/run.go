package view

import "convlab/engine/wire"

// train starts or goes on. A fresh start takes the settings shown; a worker
// that is dead is started again first.
func (s *State) train(until wire.Until) []Command {
	s.dismissFiles()
	s.Refusal = nil // what was refused gives way to what is trained
	s.until = until
	s.dismissKey("diverge")
	if s.Worker.Status == Dead {
		return s.goOn(wire.Train{Until: until})
	}
	if s.midRun() { // goes on; what waits to be applied goes on waiting
		return []Command{wire.Train{Until: until}}
	}
	var list []Command
	changed := !s.Draft.Model().Same(s.Network.Model)
	if changed || s.Draft.Training != s.Network.Training {
		list = s.apply()
	}
	if until == wire.UntilEnd || changed {
		s.Results = nil
	}
	return append(list, wire.Train{Until: until})
}

func (s *State) reset() []Command {
	if s.Worker.Status == Dead {
		return s.restart(wire.Reset{})
	}
	s.Results, s.Scores, s.Times = nil, nil, nil
	return append(s.apply(), wire.Reset{})
}

// goOn replaces a dead worker and takes the training up again where its last
// checkpoint stands, then obeys next.
func (s *State) goOn(next ...wire.Message) []Command {
	if s.Keep.File == nil || s.Keep.restore != nil { // what is on its way goes to the new worker
		return s.restart(next...)
	}
	s.Keep.restore = &restore{bytes: s.Keep.File.Bytes, next: next}
	return s.restart()
}

// retreat takes the way back that was offered after a divergence.
func (s *State) retreat() []Command {
	s.dismissKey("diverge")
	d := s.Divergence
	if d == nil || d.Offer == nil || s.Worker.Status != Alive {
		return nil
	}
	s.Divergence = nil
	s.until = wire.UntilEnd
	s.Draft.Training.LearningRate = d.Offer.Rate
	return []Command{wire.Retreat{}}
}

// restart replaces a dead worker. Its network is lost with it, so the new one
// opens the settings shown and then obeys next.
func (s *State) restart(next ...wire.Message) []Command {
	s.afterHello = next
	s.Worker = Worker{Status: Starting, Heard: s.clock}
	s.Progress, s.Loading, s.Serial = wire.Progress{Phase: wire.Idle}, wire.Loading{}, 0
	s.asking, s.stale = false, false
	s.late, s.linked = false, false
	s.dismissKey("worker")
	s.dismissKey("late")
	return []Command{RestartWorker{}}
}

// tick notices a worker that fell silent. After a sleep of the page itself
// the worker gets its time again.
func (s *State) tick(now float64) []Command {
	slept := now-s.clock > Silence/2
	s.clock = now
	if slept {
		s.Worker.Heard = now
	}
	var list []Command
	if s.Worker.Status == Alive && now-s.Worker.Heard > Silence {
		list = s.lost("silent")
	}
	if late := now-s.Worker.Heard > Late; late && !s.late && s.Worker.Status == Starting {
		s.late = true
		s.notify(Notice{Key: "late", Retry: true})
	}
	return append(list, s.saveLater()...)
}

// lost marks the worker as dead and says so. Who waits for a file of the
// training gets the last that there is.
func (s *State) lost(reason string) []Command {
	if s.Worker.Status == Dead {
		return nil
	}
	s.Worker.Status, s.Worker.Reason = Dead, reason
	s.ran = s.moving() || s.ran && s.Keep.restore != nil
	s.Progress.Phase = wire.Idle
	waits := s.Keep.give != 0
	s.Keep.open, s.Keep.mark, s.Keep.restore, s.Keep.Resuming, s.Keep.give = false, "", nil, false, 0
	s.asking, s.stale = false, false
	s.afterHello = nil
	s.unopened()
	s.notify(Notice{Key: "worker", Message: reason, Retry: true})
	switch {
	case waits && s.Keep.File != nil:
		return s.download()
	case waits:
		s.notify(Notice{Key: "save"})
	}
	return nil
}

// retry does what the notices with Retry offer.
func (s *State) retry() []Command {
	switch {
	case s.Worker.Status == Dead && s.ran && s.Keep.File != nil:
		return s.goOn(wire.Train{Until: s.until})
	case s.Worker.Status != Alive:
		return s.goOn()
	}
	s.dismissKey("data")
	s.dismissKey("model")
	return []Command{wire.Retry{}}
}

// moving reports whether steps are made, waited for or measured.
func (s *State) moving() bool { return s.midRun() && s.Progress.Phase != wire.Paused }
