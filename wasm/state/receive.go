package state

import "convlab/engine/wire"

// receive handles a message of the worker.
func (s *State) receive(m wire.Message) []Command {
	s.Worker.watch.received()
	s.Notices.dismissKey("slow")
	switch m := m.(type) {
	case wire.Hello:
		return append(s.receiveHello(m), s.fetchAwaited()...)
	case wire.Heartbeat: // an untrained network has no progress to report
		return s.finishRestore()
	case wire.Loading:
		s.Worker.Loading = m
		if m.Completed && m.Total > 0 && m.Received == m.Total { // otherwise a shard that failed is still missing
			s.Notices.dismissKey("data")
		}
	case wire.Fault:
		return s.fault(m)
	case wire.Network:
		return s.receiveNetwork(m)
	case wire.Progress:
		moved := s.Run.moving()
		s.Worker.watch.measure(s.Run.Progress, m)
		s.Run.Progress = m
		s.Run.lost = s.Run.lost && !s.Run.moving()
		s.Records.checkRate(m)
		list := append(s.finishRestore(), s.refresh()...)
		if moved && !s.Run.moving() {
			list = append(list, s.save()...)
		}
		return list
	case wire.Scores:
		if m.First {
			s.Run.Scores = nil
			if s.Run.past.begun || !s.Run.past.continues(m) {
				s.Records.begin(s.Network.Training.LearningRate)
			}
		}
		s.Run.Scores = thinned(append(s.Run.Scores, m.Points...))
		s.Run.past.follow(m, s.Run.Scores)
	case wire.Times:
		s.Run.Times = m.Layers
	case wire.Activations:
		return s.answered(m)
	case wire.Explanation:
		s.Route.explained(m, s.Network.Model, !s.Prediction.Activations.Ink, s.Pad.Moves() || s.Run.moving())
		s.sortUnits()
		return s.chooseLinked()
	case wire.UnitPictures:
		s.Route.pictures(m, s.Network.Model)
	case wire.Picture:
		return s.draws(func(p *Pad) { p.lay(m) })
	case wire.Results:
		s.Run.Results = &m
	case wire.Saved:
		if m.Format == wire.FormatCheckpoint {
			return s.saved(m)
		}
		return s.savedFile(m)
	case wire.Replaced:
		s.Previous.replaced(m, &s.Notices)
	case wire.Restored:
		s.Run.Results = nil // of another network; this one will be measured
		switch {
		case m.Name == autosaveName && s.Autosave.restore != nil:
			return s.restored(m)
		case m.Name == previousName && s.Previous.restoring:
			s.previousRestored()
			return nil
		}
		return s.restoredFile(m)
	case wire.Bye:
		return s.lost(m.Reason)
	}
	return nil
}

// receiveNetwork handles a changed network. The controls follow it unless the
// user has changed them since.
func (s *State) receiveNetwork(m wire.Network) []Command {
	first := s.Network.Serial == 0
	moved := !m.Model.Same(s.Network.Model)
	if m.Tested == 0 || moved || m.Origin != s.Network.Origin {
		s.Run.Results = nil // of other weights
	}
	if m.Origin != wire.Yours {
		s.Run.Scores, s.Run.Times = nil, nil // of weights that are gone
	}
	if moved {
		s.Run.Times = nil
	}
	restoring := s.Autosave.restore != nil
	s.Route.follow(m.Model, restoring || s.Files.follow || !s.Network.continuedBy(m))
	s.Network.Network = m
	s.Network.Serial++
	s.Network.failed = false
	s.Worker.watch.unsure = true
	var list []Command
	if restoring {
		s.Autosave.restore.complete = s.Autosave.restore.restored
	}
	if m.Origin != wire.Yours && !restoring {
		s.Autosave.File, s.Autosave.fingerprint = nil, ""
		s.dropRollback()
	}
	if m.Model.Same(s.shown()) {
		s.Network.opens = false
	}
	if !m.Changed {
		s.Draft.fitting, s.Network.fresh = nil, false
	}
	if s.Network.loads != "" && m.Origin == wire.Pretrained && !m.Changed && m.Model.Same(presetModel(s.Network.loads)) {
		list = s.loaded()
	}
	switch {
	case restoring: // the controls are set when all has arrived
	case s.Files.follow:
		s.followFile(m)
	case first && s.Draft.untouched:
		s.show(m)
	case first && s.link.linked:
		s.link.linked = false
		list = append(list, s.openNetwork(s.Draft.Settings)...)
	case first:
		list = append(list, s.first()...)
	}
	s.relearn()
	list = append(list, s.record()...)
	return append(list, s.ask()...)
}

// fault shows what the worker could not do.
func (s *State) fault(m wire.Fault) []Command {
	notice := Notice{Key: string(m.Cause), What: m.What, Message: m.Message}
	switch m.Cause {
	case wire.CauseRefused:
		s.Network.fresh, s.Network.opens = false, false
		if m.Refusal != nil {
			s.Draft.Refusal = &Refusal{Path: m.Refusal.Path, Value: m.Refusal.Value, Error: m.Refusal, Model: s.Draft.Model()}
			return nil
		}
	case wire.CauseFile:
		switch {
		case m.What == autosaveName && s.Autosave.restore != nil:
			return s.refusedFile()
		case m.What == previousName && s.Previous.restoring:
			s.Previous.restoreFailed(m.Message, &s.Notices)
		case m.What == string(wire.FormatCheckpoint) && m.What != s.Files.Opening:
			s.Autosave.saveFailed(m, &s.Notices)
		default:
			s.fileFailed(m.What, m.Message)
		}
		return nil
	case wire.CauseDiverge:
		s.Notices.dismissKey("diverge") // of a step before
		s.Run.Divergence = m.Divergence
		if m.Divergence != nil && m.Divergence.Rollback != nil {
			notice.Action = "rollback"
		}
	case wire.CauseData:
		notice.Retry = true
	case wire.CauseModel:
		notice.Retry = true
		s.Notices.add(notice)
		s.Network.failed = s.Network.Serial == 0
		if s.Network.loads == "" {
			return nil
		}
		next := s.Network.afterLoad
		s.Network.loads, s.Network.afterLoad = "", nil
		s.relearn()
		if next == nil {
			return nil // the controls show it still, and Train trains it
		}
		return append(s.open(), messages(next)...)
	}
	s.Notices.add(notice)
	return nil
}
