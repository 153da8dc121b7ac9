package state

import (
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// RunState is a state of the rule of training: Train always starts from fresh
// weights, and Continue continues with the weights that fit. ARCHITECTURE.md has
// the table of states and events.
type RunState string

// The states.
const (
	RunUntrained RunState = "untrained" // fresh weights, or no network yet
	RunShipped   RunState = "shipped"   // weights that came with the page
	RunTraining  RunState = "training"  // steps are made, waited for or measured
	RunStopped   RunState = "stopped"   // the user's own weights, with or without a run of theirs
	RunChanged   RunState = "changed"   // layers were changed, and all weights fit
	RunPending   RunState = "pending"   // layers were changed, and some must be learned again
)

// RunState is the state that the buttons of the run are in.
func (s *State) RunState() RunState {
	switch {
	case s.Run.moving():
		return RunTraining
	case s.Network.Origin != wire.Pretrained && s.Network.Origin != wire.Yours:
		return RunUntrained
	case s.Changed() && len(s.Draft.Learn) > 0:
		return RunPending
	case s.Changed():
		return RunChanged
	case s.Network.Origin == wire.Pretrained:
		return RunShipped
	}
	return RunStopped
}

// Changed reports whether the network that the controls show is a change of the
// one that was learned last.
func (s *State) Changed() bool {
	return s.Network.Origin != "" && s.Network.loads == "" && !s.Network.fresh && !s.shown().Same(s.Network.learned())
}

// Suspended reports whether a change has suspended weights of the user's own.
func (s *State) Suspended() bool {
	return s.Network.Origin == wire.Yours && s.Changed()
}

// AtLimit reports whether the run has made the largest possible number of epochs.
func (s *State) AtLimit() bool {
	return s.RunState() == RunStopped && s.Run.Progress.Epoch >= spec.MaxEpochs
}

// CanTrain reports whether Train acts, CanStep whether Step and Epoch do, and
// CanContinue whether Continue does.
func (s *State) CanTrain() bool { return s.RunState() != RunTraining && s.Autosave.restore == nil }

// CanReset reports whether Reset acts.
func (s *State) CanReset() bool { return s.Autosave.restore == nil }

// CanStep is described with CanTrain.
func (s *State) CanStep() bool { return s.CanTrain() && !s.AtLimit() }

// CanContinue is described with CanTrain.
func (s *State) CanContinue() bool { return s.CanStep() && s.RunState() != RunUntrained }

// Space is the event of the space bar: it pauses, continues a run before its end, or
// trains.
func (s *State) Space() Event {
	switch {
	case s.Worker.Status == Dead:
		return Retry{}
	case s.RunState() == RunTraining:
		return Pause{}
	case s.RunState() == RunStopped && s.Run.Progress.Phase == wire.Paused && s.CanContinue():
		return Continue{wire.UntilEnd}
	}
	return Train{}
}

// shown is the structure that Train trains: that of the controls, or a file's
// network that they cannot show.
func (s *State) shown() spec.Model {
	if s.Draft.unshown {
		return s.Network.learned()
	}
	return s.Draft.Model()
}

// relearn finds the layers that must be learned again.
func (s *State) relearn() {
	s.Draft.Learn = nil
	if s.Changed() {
		s.Draft.Learn = s.Network.mustLearn(s.Draft.Settings)
	}
}

// awaitsNetwork reports whether the trainer is reading a network that will replace
// the one shown: of a file, of an earlier visit, or the previous one.
func (s *State) awaitsNetwork() bool {
	if s.Worker.Status != Alive {
		return false // nothing is sent to it yet
	}
	r := s.Autosave.restore
	return s.Files.Opening != "" || s.Files.follow || s.Previous.restoring || r != nil && r.bytes != nil
}

// aboutNetwork reports whether an event is about the network or how it is trained.
// Such an event waits for an awaited network: the controls are about to show that
// one, and a command would reach the trainer after it.
func (s *State) aboutNetwork(e Event) bool {
	switch e.(type) {
	case Train, Continue, Reset:
		return s.Autosave.restore == nil // otherwise they do nothing
	case ChoosePreset, SetField, TakeFix, AddBlock, RemoveBlock, Discard, Rollback, UsePretrain,
		UseRecord, OpenLink, OpenRest, OpenFile, RestorePrevious, Resume:
		return true
	}
	return false
}
