package state

import (
	"convlab/engine/wire"
)

// listen takes an event of the worker.
func (s *State) listen(m wire.Message) []Command {
	s.watch.heard()
	s.dismissKey("slow")
	switch m := m.(type) {
	case wire.Hello:
		return append(s.greet(m), s.fetchAwaited()...)
	case wire.Heartbeat: // a network that nobody has trained has no progress to tell
		return s.resumed()
	case wire.Loading:
		s.Loading = m
		if m.Completed && m.Total > 0 && m.Received == m.Total { // a shard that failed is still missing
			s.dismissKey("data")
		}
	case wire.Fault:
		return s.fault(m)
	case wire.Network:
		return s.renew(m)
	case wire.Progress:
		moved := s.moving()
		s.watch.measure(s.Progress, m)
		s.Progress = m
		s.ran = s.ran && !s.moving()
		s.steer(m)
		list := append(s.resumed(), s.look()...)
		if moved && !s.moving() {
			list = append(list, s.save()...)
		}
		return list
	case wire.Scores:
		if m.First {
			s.Scores = nil
			if s.past.begun || !s.past.goesOn(m) {
				s.beginRecord()
			}
		}
		s.Scores = thinned(append(s.Scores, m.Points...))
		s.past.follow(m, s.Scores)
	case wire.Times:
		s.Times = m.Layers
	case wire.Activations:
		return s.answered(m)
	case wire.Picture:
		return s.lay(m)
	case wire.Results:
		s.Results = &m
	case wire.Saved:
		if m.Format == wire.FormatCheckpoint {
			return s.saved(m)
		}
		return s.savedFile(m)
	case wire.Replaced:
		s.replaced(m)
	case wire.Restored:
		s.Results = nil // of another network; this one will be measured
		switch {
		case m.Name == keptName && s.Keep.restore != nil:
			return s.restored(m)
		case m.Name == previousName && s.bringing:
			s.broughtBack()
			return nil
		}
		return s.restoredFile(m)
	case wire.Bye:
		return s.lost(m.Reason)
	}
	return nil
}

// renew takes over a changed network. The controls follow it unless the user
// has changed them since.
func (s *State) renew(m wire.Network) []Command {
	first := s.Serial == 0
	moved := !m.Model.Same(s.Network.Model)
	if m.Tested == 0 || moved || m.Origin != s.Network.Origin {
		s.Results = nil // of other weights
	}
	if m.Origin != wire.Yours {
		s.Scores, s.Times = nil, nil // of weights that are gone
	}
	if moved {
		s.Times = nil
	}
	if s.pin.On {
		s.Hero, s.pin = s.pin, Pick{}
	}
	s.Hover, s.Hero = s.Hover.Within(m.Model), s.Hero.Within(m.Model)
	s.Network = m
	s.Serial++
	s.watch.unsure = true
	var list []Command
	restoring := s.Keep.restore != nil
	if restoring {
		s.Keep.restore.stands = s.Keep.restore.came
	}
	if m.Origin != wire.Yours && !restoring {
		s.Keep.File, s.Keep.mark = nil, ""
		s.withdraw()
	}
	if m.Model.Same(s.shown()) {
		s.opens = false
	}
	if !m.Changed {
		s.fitting, s.fresh = nil, false
	}
	if s.loads != "" && m.Origin == wire.Pretrained && !m.Changed && m.Model.Same(presetModel(s.loads)) {
		list = s.loaded()
	}
	switch {
	case restoring: // what the controls show is decided when all has come
	case s.Files.follow:
		s.followFile(m)
	case first && s.untouched:
		s.show(m)
	case first && s.linked:
		s.linked = false
		list = append(list, s.openNetwork(s.Draft)...)
	case first:
		list = append(list, s.first()...)
	}
	s.relearn()
	list = append(list, s.record()...)
	return append(list, s.ask()...)
}
