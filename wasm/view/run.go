package view

import "convlab/engine/wire"

// train starts or goes on. A fresh start takes the settings shown; a worker
// that is dead is started again first.
func (s *State) train(until wire.Until) []Command {
	if s.Worker.Status == Dead {
		s.afterHello = append(s.afterHello, wire.Train{Until: until})
		return s.restart()
	}
	fresh := until == wire.UntilEnd && !s.midRun()
	changed := !s.Draft.Model().Same(s.Network.Model)
	var list []Command
	if changed || !s.midRun() && s.Draft.Training != s.Network.Training {
		list = s.apply()
	}
	if fresh || changed {
		s.Results = nil
	}
	return append(list, wire.Train{Until: until})
}

func (s *State) reset() []Command {
	if s.Worker.Status == Dead {
		return s.restart()
	}
	s.Results, s.Scores, s.Times = nil, nil, nil
	return append(s.apply(), wire.Reset{})
}

// restart replaces a dead worker. Its network is lost with it, so the new one
// opens the settings shown.
func (s *State) restart() []Command {
	s.Worker = Worker{Status: Starting, Heard: s.clock}
	s.Progress, s.Loading, s.Serial = wire.Progress{Phase: wire.Idle}, wire.Loading{}, 0
	s.asking, s.stale = false, false
	s.dismissKey("worker")
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
	if s.Worker.Status == Alive && now-s.Worker.Heard > Silence {
		s.lost("silent")
	}
	return nil
}

// lost marks the worker as dead and says so.
func (s *State) lost(reason string) {
	if s.Worker.Status == Dead {
		return
	}
	s.Worker.Status, s.Worker.Reason = Dead, reason
	s.Progress.Phase = wire.Idle
	s.asking, s.stale = false, false
	s.notify(Notice{Key: "worker", Message: reason, Retry: true})
}

// retry does what the notices with Retry offer.
func (s *State) retry() []Command {
	if s.Worker.Status == Dead {
		return s.restart()
	}
	s.dismissKey("data")
	s.dismissKey("model")
	return []Command{wire.Retry{}}
}
