package state

// awaitsNetwork reports whether the trainer is reading a network that will take
// the place of what is shown: of a file, of an earlier visit, the previous one.
func (s *State) awaitsNetwork() bool {
	if s.Worker.Status != Alive {
		return false // nothing is sent to it yet
	}
	r := s.Autosave.restore
	return s.Files.Opening != "" || s.Files.follow || s.Previous.bringing || r != nil && r.bytes != nil
}

// aboutNetwork reports whether an event is about the network or how it is
// trained. Such a one waits for a network that is on its way, which it was meant
// for or comes after: the controls are about to show that network, and a command
// would reach the trainer after it.
func (s *State) aboutNetwork(e Event) bool {
	switch e.(type) {
	case Train, Continue, Reset:
		return s.Autosave.restore == nil // else they are inert
	case ChoosePreset, SwitchKind, SetField, TakeFix, AddBlock, RemoveBlock, Discard, Retreat, UsePretrain,
		UseRecord, OpenLink, OpenRest, OpenFile, BringBack, Resume:
		return true
	}
	return false
}
