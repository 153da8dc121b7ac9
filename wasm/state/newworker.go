package state

import (
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// greet has the lost worker's training go on after a restart, or opens the
// settings shown; the first worker of a page brings its own network.
func (s *State) greet(m wire.Hello) []Command {
	s.Notices.dismissKey("late")
	s.Worker.Status, s.Worker.Build, s.Worker.Vector = Alive, m.Build, m.Vector
	first := !s.Worker.greeted
	s.Worker.greeted = true
	switch {
	case s.Autosave.restore != nil:
		return s.hand()
	case first:
		return nil
	}
	next := s.Worker.afterHello
	s.Worker.afterHello = nil
	return s.openInNew(next)
}

// openInNew opens the network shown in a new worker: first the shipped one that it
// is a change of, if there is one that does not come by itself.
func (s *State) openInNew(next []wire.Message) []Command {
	s.Network.openSent = true
	if s.Network.loads != "" { // next loads it
		return messages(next)
	}
	if p := presetOf(s.Network.learned()); s.Network.Origin == wire.Pretrained && Shipped(p) && p != spec.FirstShipped {
		s.Network.loads, s.Network.afterLoad = p, next
		return []Command{wire.Load{Preset: p}, wire.SetTraining{Training: s.Draft.Training}}
	}
	list := s.open()
	if s.Network.Origin == wire.Untrained && (len(next) == 0 || isTrain(next[0])) {
		list = append(list, wire.Reset{}) // a worker begins with shipped weights
	}
	return append(list, messages(next)...)
}

func isTrain(m wire.Message) bool {
	_, ok := m.(wire.Train)
	return ok
}

// loaded ends the waiting for a shipped network, which has come or failed.
func (s *State) loaded() []Command {
	next := s.Network.afterLoad
	s.Network.loads, s.Network.afterLoad = "", nil
	s.relearn()
	if next == nil && !s.Changed() {
		return nil
	}
	return append(s.open(), messages(next)...)
}

func messages(list []wire.Message) (commands []Command) {
	for _, m := range list {
		commands = append(commands, m)
	}
	return commands
}

// first has the first network of a worker be followed by what the controls show,
// which were faster.
func (s *State) first() []Command {
	if s.Network.openSent || s.Network.loads != "" {
		return nil
	}
	if name := s.Draft.Preset(); Shipped(name) && !s.Draft.Model().Same(s.Network.Model) {
		return s.loadPreset(name, s.Draft.Settings)
	}
	return s.open()
}
