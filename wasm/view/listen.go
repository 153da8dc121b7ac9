package view

import (
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// listen takes an event of the worker.
func (s *State) listen(m wire.Message) []Command {
	s.Worker.Heard = s.clock
	switch m := m.(type) {
	case wire.Hello:
		return s.greet(m)
	case wire.Loading:
		s.Loading = m
		if m.Completed && m.Total > 0 && m.Received == m.Total { // a shard that failed is still missing
			s.dismissKey("data")
		}
	case wire.Fault:
		s.fault(m)
	case wire.Network:
		return s.renew(m)
	case wire.Progress:
		s.Progress = m
		s.steer(m)
		return s.look()
	case wire.Scores:
		if m.First {
			s.Scores = nil
			s.begin(m)
		}
		s.Scores = thinned(append(s.Scores, m.Points...))
	case wire.Times:
		s.Times = m.Layers
	case wire.Activations:
		return s.answered(m)
	case wire.Picture:
		return s.lay(m)
	case wire.Results:
		s.Results = &m
	case wire.Bye:
		s.lost(m.Reason)
	}
	return nil
}

// greet opens the settings shown after a restart; the first worker of a page
// brings its own network.
func (s *State) greet(m wire.Hello) []Command {
	s.dismissKey("late")
	s.Worker.Status, s.Worker.Build, s.Worker.Vector, s.Worker.Reason = Alive, m.Build, m.Vector, ""
	if !s.restarted {
		s.restarted = true
		return nil
	}
	list := s.apply()
	for _, c := range s.afterHello {
		list = append(list, c)
	}
	s.afterHello = nil
	return list
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
		s.Scores = nil // of weights that are gone
	}
	if moved {
		s.Times = nil
		s.Hover, s.Hero = s.Hover.within(m.Model), s.Hero.within(m.Model)
	}
	s.Network = m
	s.Serial++
	var list []Command
	switch {
	case first && s.untouched:
		if d, ok := FromModel(m.Model, m.Training); ok {
			s.Draft = d
		}
	case first: // the controls were faster than the worker
		list = s.propose(s.Draft, "", "")
	case s.Learn != nil:
		_, s.Learn, _ = spec.Carry(s.learned(), s.Draft.Model())
	}
	s.record()
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

func (s *State) fault(m wire.Fault) {
	if m.Cause == wire.CauseRefused && m.Refusal != nil {
		s.Refusal = &Refusal{Path: m.Refusal.Path, Value: m.Refusal.Value, Error: m.Refusal}
		return
	}
	s.notify(Notice{
		Key: string(m.Cause), What: m.What, Message: m.Message,
		Retry: m.Cause == wire.CauseData || m.Cause == wire.CauseModel,
	})
}

// within keeps a pick of a map that a model has.
func (p Pick) within(m spec.Model) Pick {
	shapes, err := m.Shapes()
	if err == nil && p.On && p.Layer < len(shapes) && p.Map < shapes[p.Layer].C {
		return p
	}
	return Pick{}
}
