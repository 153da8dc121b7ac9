package state

import "convlab/engine/wire"

// fault says what the worker could not do.
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
		case m.What == keptName && s.Autosave.restore != nil:
			return s.refusedFile()
		case m.What == previousName && s.Previous.bringing:
			s.Previous.failed(m.Message, &s.Notices)
		case m.What == string(wire.FormatCheckpoint) && m.What != s.Files.Opening:
			s.Autosave.unsaved(m, &s.Notices)
		default:
			s.fileFailed(m.What, m.Message)
		}
		return nil
	case wire.CauseDiverge:
		s.Notices.dismissKey("diverge") // of a step before
		s.Run.Divergence = m.Divergence
		if m.Divergence != nil && m.Divergence.Rollback != nil {
			notice.Act = "retreat"
		}
	case wire.CauseData:
		notice.Retry = true
	case wire.CauseModel:
		notice.Retry = true
		s.Notices.add(notice)
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
