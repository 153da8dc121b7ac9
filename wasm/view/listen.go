package view

import (
	"convlab/engine/wire"
)

// listen takes an event of the worker.
func (s *State) listen(m wire.Message) []Command {
	s.Worker.Heard = s.clock
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
		s.Progress = m
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
		if m.Form == wire.FormCheckpoint {
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

// greet has the lost worker's training go on after a restart, or opens the
// settings shown; the first worker of a page brings its own network.
func (s *State) greet(m wire.Hello) []Command {
	s.dismissKey("late")
	s.Worker.Status, s.Worker.Build, s.Worker.Vector, s.Worker.Reason = Alive, m.Build, m.Vector, ""
	first := !s.restarted
	s.restarted = true
	switch {
	case s.Keep.restore != nil:
		return s.hand()
	case first:
		return nil
	}
	next := s.afterHello
	s.afterHello = nil
	return s.begin(next)
}

// begin opens the network shown in a new worker: first the shipped one that it
// is a change of, if there is one that does not come by itself.
func (s *State) begin(next []wire.Message) []Command {
	s.told = true
	if s.loads != "" { // next loads it
		return messages(next)
	}
	if p := presetOf(s.learned()); s.Network.Origin == wire.Pretrained && Shipped(p) && p != "convnet" {
		s.loads, s.afterLoad = p, next
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
	next := s.afterLoad
	s.loads, s.afterLoad = "", nil
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
	if s.told || s.loads != "" {
		return nil
	}
	if name := s.Draft.Preset(); Shipped(name) && !s.Draft.Model().Same(s.Network.Model) {
		return s.loadPreset(name, s.Draft)
	}
	return s.open()
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
	s.Hover, s.Hero = s.Hover.within(m.Model), s.Hero.within(m.Model)
	s.Network = m
	s.Serial++
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

// maxScores bounds the curves: more points than a screen has pixels.
const maxScores = 4000

// thinned leaves out every second training score of the older half once there
// are too many. Test scores are few and stay.
func thinned(scores []wire.Score) []wire.Score {
	if len(scores) <= maxScores {
		return scores
	}
	kept := scores[:0]
	for i, p := range scores {
		if i >= maxScores/2 || i%2 == 0 || p.Set == wire.TestSet {
			kept = append(kept, p)
		}
	}
	return kept
}

func (s *State) fault(m wire.Fault) []Command {
	notice := Notice{Key: string(m.Cause), What: m.What, Message: m.Message}
	switch m.Cause {
	case wire.CauseRefused:
		s.fresh, s.opens = false, false
		if m.Refusal != nil {
			s.Refusal = &Refusal{Path: m.Refusal.Path, Value: m.Refusal.Value, Error: m.Refusal, Model: s.Draft.Model()}
			return nil
		}
	case wire.CauseFile:
		switch {
		case m.What == keptName && s.Keep.restore != nil:
			return s.refusedFile()
		case m.What == previousName && s.bringing:
			s.keptBack(m.Message)
		case m.What == string(wire.FormCheckpoint) && m.What != s.Files.Opening:
			s.unsaved(m)
		default:
			s.fileFailed(m.What, m.Message)
		}
		return nil
	case wire.CauseDiverge:
		s.dismissKey("diverge") // of a step before
		s.Divergence = m.Divergence
		if m.Divergence != nil && m.Divergence.Offer != nil {
			notice.Act = "retreat"
		}
	case wire.CauseData:
		notice.Retry = true
	case wire.CauseModel:
		notice.Retry = true
		s.notify(notice)
		if s.loads == "" {
			return nil
		}
		next := s.afterLoad
		s.loads, s.afterLoad = "", nil
		s.relearn()
		if next == nil {
			return nil // the controls show it still, and Train trains it
		}
		return append(s.open(), messages(next)...)
	}
	s.notify(notice)
	return nil
}
