package state

import (
	"slices"
	"testing"

	files "convlab/engine/checkpoint"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// twice returns a page that has trained a network for an epoch, and then another one for four steps: the first is the previous
// network.
func twice(t *testing.T) *room {
	t.Helper()
	r := at(t, RunStopped)
	r.do(Continue{wire.UntilEpoch})
	r.rest()
	r.do(Train{})
	r.work(4)
	r.do(Pause{})
	r.rest()
	if p := r.s.Previous.Network; p == nil || p.Epoch != 1 {
		t.Fatalf("the previous network is %+v", p)
	}
	return r
}

// A page that is hidden, or ticks, while the previous network is being restored saves the training afterwards.
func TestTheAutosaveWaitsForThePreviousNetwork(t *testing.T) {
	for name, e := range map[string]Event{"a tick": Tick{Interval}, "hidden": Leave{}} {
		r := twice(t)
		r.execute(r.s.Update(RestorePrevious{}))
		r.execute(r.s.Update(SetScale{PerMap})) // something to save
		r.execute(r.s.Update(e))
		r.rest()
		if r.s.RunState() != RunStopped || r.s.Network.Epoch != 1 {
			t.Fatalf("%s: brought back is %+v", name, r.s.Network)
		}
		r.do(SetScale{Shared}, Tick{2 * Interval})
		r.rest()
		if r.s.Autosave.Asking() {
			t.Errorf("%s: a checkpoint is waited for that never comes", name)
		}
		file, err := files.LoadCheckpoint(r.s.Autosave.File.Bytes)
		if err != nil || file.Progress.Epoch != 1 {
			t.Errorf("%s: the checkpoint is of epoch %d (%v)", name, file.Progress.Epoch, err)
		}
		r.s.Update(SetScale{PerLayer})
		only[wire.Save](t, r.s.Update(SaveFile{wire.FormatCheckpoint}))
	}
}

// A network that is replaced while the previous one is being restored becomes the previous network by the same rule as any other:
// a few steps never replace an epoch.
func TestAnExchangeKeepsAnEpochRatherThanAFewSteps(t *testing.T) {
	r := at(t, RunStopped)
	r.do(Continue{wire.UntilEpoch})
	r.rest()
	r.do(Train{}) // the first is the previous network
	r.work(15)
	r.do(Continue{wire.UntilEpoch}, Pause{})
	r.rest()
	second := r.base()
	if second.Progress.Epoch != 1 || r.s.Previous.Network == nil {
		t.Fatalf("the second has %+v", second.Progress)
	}
	// Train replaces the second network, and its own steps are replaced, before the page receives either message.
	r.execute(r.s.Update(Train{}))
	held := r.inbox
	r.inbox = nil
	for range 4 {
		r.trainer.Work()
	}
	r.execute(r.s.Update(RestorePrevious{}))
	r.trainer.Work()
	r.inbox = append(held, r.inbox...)
	r.receive()
	r.rest()
	previous, err := files.LoadCheckpoint(r.s.Previous.Network.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	if previous.Progress.Epoch != 1 || previous.Progress.Saved < second.Progress.Saved {
		t.Errorf("the previous network is of epoch %d, step %d", previous.Progress.Epoch, previous.Progress.Step)
	}
}

// A network that is replaced while the previous one is being restored becomes the previous network if that cannot be read, and the
// checkpoint if the trainer dies.
func TestAFailedExchangeKeepsWhatWasReplacedBefore(t *testing.T) {
	for name, c := range map[string]struct {
		last                 wire.Message
		previous, checkpoint string
	}{
		"it cannot be read": {wire.Fault{Cause: wire.CauseFile, What: previousName, Message: "cut"}, "second", ""},
		"the trainer died":  {wire.Bye{Reason: "panic"}, "first", "second"},
	} {
		s := open(t, wire.Yours)
		s.Update(wire.Replaced{Epoch: 1, Bytes: []byte("first")})
		s.Update(RestorePrevious{})
		s.Update(wire.Replaced{Epoch: 2, Bytes: []byte("second")}) // of a Train before
		s.Update(c.last)
		checkpoint := ""
		if f := s.Autosave.File; f != nil {
			checkpoint = string(f.Bytes)
		}
		if string(s.Previous.Network.Bytes) != c.previous || checkpoint != c.checkpoint {
			t.Errorf("%s: the previous network is %q and the checkpoint %q, want %q and %q", name, s.Previous.Network.Bytes, checkpoint, c.previous, c.checkpoint)
		}
	}
}

// The results of one network are not shown for another one, even if its file says that it was measured, too.
func TestResultsGoWithTheirNetwork(t *testing.T) {
	for name, e := range map[string]Event{previousName: RestorePrevious{}, "a.safetensors": OpenFile{Name: "a.safetensors"}} {
		s := open(t, wire.Yours)
		s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Yours, Epoch: 2, Tested: 1000, Accuracy: 0.9})
		s.Update(wire.Results{Count: 1000, Accuracy: 0.9})
		s.Update(wire.Replaced{Epoch: 1})
		s.Update(e)
		s.Update(wire.Restored{Name: name, Format: wire.FormatCheckpoint})
		s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Yours, Epoch: 1, Tested: 1000, Accuracy: 0.8})
		if s.Run.Results != nil {
			t.Errorf("%s: the results are still those of the network before", name)
		}
	}
}

// Points that arrive after a click on Reset belong to the previous run.
func TestAPointThatCrossesResetLosesNoCurve(t *testing.T) {
	for name, e := range map[string]Event{"Reset": Reset{}, "Train": Train{}} {
		r := at(t, RunStopped)
		r.do(Continue{wire.UntilEpoch})
		r.rest()
		points := slices.Clone(r.s.Run.Scores)
		late := wire.Score{Set: wire.TrainSet, Epoch: 1, Seconds: 99}
		list := r.s.Update(e)
		r.do(wire.Scores{Points: []wire.Score{late}})
		r.execute(list)
		r.work(3)
		if got, want := r.s.Run.PreviousScores(), append(points, late); !slices.Equal(got, want) {
			t.Errorf("%s: the run before has %d points, want %d", name, len(got), len(want))
		}
	}
}

// A setting or a command waits for a network that is being opened, and then applies to that network, in the trainer and on the
// page.
func TestCommandsWaitForANetworkThatIsBeingOpened(t *testing.T) {
	few := spec.Note(100)
	few.Examples = 1000
	opens := func(r *room) Event { return OpenFile{"a.safetensors", modelFile(t, r.s.Network.Model, few, 3)} }
	brings := func(*room) Event { return RestorePrevious{} }
	for name, c := range map[string]struct {
		comes func(r *room) Event
		event Event
		holds func(s *State) bool
	}{
		"a file, a change":      {opens, SetField{"units", "9"}, func(s *State) bool { return s.RunState() == RunPending && s.Draft.Units == 9 }},
		"a file, a rate":        {opens, SetField{"training.learning_rate", "0.002"}, func(s *State) bool { return s.Draft.Training.LearningRate == 0.002 }},
		"a file, Train":         {opens, Train{}, func(s *State) bool { return s.RunState() == RunTraining && s.Network.ContinuedFrom == "" }},
		"a file, the shipped":   {opens, UsePretrain{}, func(s *State) bool { return s.RunState() == RunShipped }},
		"Bring back, a change":  {brings, SetField{"units", "9"}, func(s *State) bool { return s.RunState() == RunPending && s.Network.Epoch == 1 }},
		"Bring back, Continue":  {brings, Continue{wire.UntilStep}, func(s *State) bool { return s.Network.Epoch == 1 && s.Network.Step == 1 }},
		"Bring back, and again": {brings, RestorePrevious{}, func(s *State) bool { return s.Network.Epoch == 0 && s.Network.Step == 4 }},
	} {
		r := twice(t)
		for _, e := range []Event{c.comes(r), c.event} {
			r.execute(r.s.Update(e))
		}
		r.work(6)
		s := r.s
		if !c.holds(s) || !s.Network.Model.Same(s.Draft.Model()) {
			t.Errorf("%s: the page is %s with epoch %d, step %d and %+v", name, s.RunState(), s.Network.Epoch, s.Network.Step, s.Draft)
		}
	}
}

// A link opens its network even if a click before it has requested another one.
func TestALinkReplacesANetworkThatIsBeingOpened(t *testing.T) {
	for name, e := range map[string]Event{"a change": SetField{"units", "9"}, "a preset with weights": ChoosePreset{"dense"}} {
		r := at(t, RunUntrained)
		link := r.s.Link()
		r.execute(r.s.Update(SetField{"training.seed", "3"})) // the link has other settings
		r.execute(r.s.Update(e))
		r.execute(r.s.Update(OpenLink{link}))
		r.rest()
		if s := r.s; !s.Network.Model.Same(s.Draft.Model()) || s.Draft.Units != 8 || s.RunState() != RunUntrained || s.Network.Training.Seed != 1 {
			t.Errorf("%s: the page is %s of %v, %+v", name, s.RunState(), s.Network.Model.Names(), s.Draft)
		}
	}
}
