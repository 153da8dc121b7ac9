package state

import (
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

func says(s *State, key, what string) bool {
	return slices.ContainsFunc(s.Notices, func(n Notice) bool { return n.Key == key && n.What == what })
}

func TestTheTrainingOfADeadTrainerIsSavedAsItWasLast(t *testing.T) {
	s := training(t, 7)
	checkpoint(t, s, Interval)
	s.Update(wire.Bye{Reason: "panic"})
	if got := only[Download](t, s.Update(SaveFile{wire.FormatCheckpoint})); string(got.Bytes) != "a checkpoint" {
		t.Errorf("the file is %q", got.Bytes)
	}
	for _, form := range []wire.Format{wire.FormatModel, wire.FormatONNX} {
		if list := s.Update(SaveFile{form}); list != nil {
			t.Errorf("%s: sent %v to a dead worker", form, kindsOf(list))
		}
	}
}

func TestATrainerThatDiesWhileItSavesLeavesTheLastCheckpoint(t *testing.T) {
	for name, last := range map[string]Event{"it says so": wire.Bye{Reason: "panic"}, "it fails": WorkerFailed{"memory"}} {
		s := training(t, 7)
		checkpoint(t, s, Interval)
		s.Update(wire.Progress{Phase: wire.Running, Epoch: 1, Step: 8, Steps: 938})
		only[wire.Save](t, s.Update(SaveFile{wire.FormatCheckpoint}))
		if got := only[Download](t, s.Update(last)); string(got.Bytes) != "a checkpoint" {
			t.Errorf("%s: the file is %q", name, got.Bytes)
		}
		if list := s.Update(last); list != nil {
			t.Errorf("%s: and then %v", name, kindsOf(list))
		}
	}
	s := training(t, 7)
	only[wire.Save](t, s.Update(SaveFile{wire.FormatCheckpoint}))
	if s.Update(wire.Bye{Reason: "panic"}); !says(s, "save", "") {
		t.Errorf("there is no checkpoint and the page says %+v", s.Notices)
	}
}

func TestASilentTrainerThatWasToSaveLeavesTheLastCheckpoint(t *testing.T) {
	s := training(t, 7)
	checkpoint(t, s, Interval)
	s.Update(wire.Progress{Phase: wire.Running, Epoch: 1, Step: 8, Steps: 938})
	only[wire.Save](t, s.Update(SaveFile{wire.FormatCheckpoint}))
	for now := Interval + 0.5; now <= Interval+DeadTimeout; now += 0.5 {
		s.Update(Tick{now})
	}
	only[Download](t, s.Update(Tick{Interval + DeadTimeout + 0.5}))
}

// A file that was requested and cannot be made is reported each time, and the last checkpoint is offered.
func TestAFileThatCannotBeMadeIsReported(t *testing.T) {
	s := training(t, 7)
	checkpoint(t, s, Interval)
	for n := range 2 {
		s.Update(wire.Progress{Phase: wire.Running, Epoch: 1, Step: 8 + n, Steps: 938})
		only[wire.Save](t, s.Update(SaveFile{wire.FormatCheckpoint}))
		s.Update(wire.Fault{Cause: wire.CauseFile, What: string(wire.FormatCheckpoint), Message: "no memory"})
		i := slices.IndexFunc(s.Notices, func(n Notice) bool { return n.Key == "save" && n.Action == "download" && n.Message == "no memory" })
		if i < 0 {
			t.Fatalf("attempt %d: the page says %+v", n+1, s.Notices)
		}
		s.Update(Dismiss{i})
	}
}

func TestAFileThatWasBeingReadWhenTheTrainerDiedIsNotOpen(t *testing.T) {
	for name, last := range map[string]Event{"it says so": wire.Bye{Reason: "panic"}, "it fails": WorkerFailed{"memory"}} {
		s := open(t, wire.Pretrained)
		s.Update(OpenFile{Name: "a.safetensors"})
		s.Update(last)
		if s.Files.Opening != "" || !says(s, "unopened", "a.safetensors") || !says(s, "restarted", "") {
			t.Errorf("%s: still opens %q, says %+v", name, s.Files.Opening, s.Notices)
		}
		s.Update(OpenFile{Name: "a.safetensors"}) // again, in another trainer
		if s.Files.Opening == "" || says(s, "unopened", "a.safetensors") {
			t.Errorf("%s: opened again and says %+v", name, s.Notices)
		}
	}
}

// The trainer is lost before it has read the file, or before the network of the file has arrived.
func TestAFileThatWaitedWhenTheTrainerDiedIsNotOpen(t *testing.T) {
	for name, events := range map[string][]Event{
		"for the previous network": {wire.Replaced{Epoch: 1}, RestorePrevious{}, OpenFile{Name: "a.safetensors"}},
		"for another file":         {OpenFile{Name: "b.safetensors"}, OpenFile{Name: "a.safetensors"}},
		"for its network":          {OpenFile{Name: "a.safetensors"}, wire.Restored{Name: "a.safetensors", Format: wire.FormatModel}},
		"for a trainer":            {wire.Bye{Reason: "panic"}, OpenFile{Name: "a.safetensors"}},
	} {
		s := open(t, wire.Yours)
		for _, e := range events {
			s.Update(e)
		}
		s.Update(wire.Bye{Reason: "panic"})
		if s.Files.Opening != "" || !says(s, "unopened", "a.safetensors") || says(s, "opened", "a.safetensors") {
			t.Errorf("%s: still opens %q, says %+v", name, s.Files.Opening, s.Notices)
		}
		s.Update(Retry{})
		s.Update(wire.Hello{})
		s.Update(SetField{"units", "9"})
		if s.Draft.Units != 9 {
			t.Errorf("%s: a setting still waits for the file", name)
		}
	}
}

// The trainer that replaces a lost one first resumes the training, whose checkpoint would replace the network of the file.
func TestAFileThatIsDroppedWhileATrainerStartsIsOpenedAfterTheTraining(t *testing.T) {
	for name, events := range map[string][]Event{"one that replaces a lost one": {wire.Bye{Reason: "panic"}}, "one that the user asked for": {wire.Bye{Reason: "panic"}, WorkerFailed{"memory"}, Retry{}}} {
		r := at(t, RunStopped)
		starting := true
		r.late = func() bool { return starting }
		r.do(events...)
		half, _ := spec.FindPreset("half")
		r.do(OpenFile{"a.safetensors", modelFile(t, half.Model, half.Training, 3)})
		starting = false
		r.receive()
		r.rest()
		if s := r.s; s.Draft.Preset() != "half" || !s.Network.Model.Same(half.Model) || !says(s, "opened", "a.safetensors") || says(s, "lost", "") {
			t.Errorf("%s: the controls show %s, the network has %d layers, the page says %+v", name, s.Draft.Preset(), len(s.Network.Model.Layers), s.Notices)
		}
		if previous := r.s.Previous.Network; previous == nil || previous.Step != 7 {
			t.Errorf("%s: the training of 7 steps is not the previous network", name)
		}
		r.do(SetField{"units", "9"})
		if r.s.Draft.Units != 9 {
			t.Errorf("%s: a setting still waits for the file", name)
		}
	}
}

// Retry repeats the order that the trainer died of before its first checkpoint:
// Train from fresh weights, and Continue from those that it went on with.
func TestRetryRepeatsTheLastCommand(t *testing.T) {
	dense := func(r *room) { r.do(ChoosePreset{"dense"}); r.rest() }
	change := func(r *room) { r.do(SetField{"blocks[2].pooling", "average"}, SetField{"units", "32"}); r.rest() }
	untrained := func(r *room) { r.small() }
	for name, c := range map[string]struct {
		begin func(r *room)
		order Event
		fresh bool
	}{
		"Train":                            {func(*room) {}, Train{}, true},
		"Train of fresh weights":           {untrained, Train{}, true},
		"Epoch of fresh weights":           {untrained, Continue{wire.UntilEpoch}, true},
		"Continue":                         {func(*room) {}, Continue{wire.UntilEnd}, false},
		"Epoch":                            {func(*room) {}, Continue{wire.UntilEpoch}, false},
		"Continue of the dense network":    {dense, Continue{wire.UntilEnd}, false},
		"Continue of a change":             {change, Continue{wire.UntilEnd}, false},
		"Continue of a network on its way": {func(r *room) { r.do(ChoosePreset{"dense"}) }, Continue{wire.UntilEnd}, false},
	} {
		for _, waits := range []bool{true, false} {
			plain, r := enter(t, "train-00000"), enter(t, "train-00000")
			if waits {
				r = enter(t)
			}
			for _, r := range []*room{plain, r} {
				r.rest()
				r.do(SetField{"training.batch_size", "20"}, SetField{"training.examples", "200"}, SetField{"training.epochs", "1"})
				c.begin(r)
				r.do(c.order)
				r.work(4)
			}
			if r.s.RunState() != RunTraining || waits != (r.s.Run.Progress.Phase == wire.Waiting) {
				t.Fatalf("%s: the page is %s, %s", name, r.s.RunState(), r.s.Run.Progress.Phase)
			}
			r.shards = plain.shards
			die := func() {
				r.do(wire.Bye{Reason: "panic"}) // is restarted by itself
			}
			if waits {
				die = func() { dieAsking(r.s); r.do(Retry{}) }
			}
			die()
			die()
			r.work(1)
			die() // and again, before it works
			r.rest()
			plain.rest()
			got, want := r.s.Network, plain.s.Network
			if got.Checksum != want.Checksum || got.ContinuedFrom != want.ContinuedFrom || (got.ContinuedFrom == "") != c.fresh {
				t.Errorf("%s, waits %v: Retry came to %s from %q, want %s from %q", name, waits, got.Checksum, got.ContinuedFrom, want.Checksum, want.ContinuedFrom)
			}
			if says(r.s, "gone", "") {
				t.Errorf("%s: the page says that something is lost", name)
			}
		}
	}
}

// A network of the user's own is lost if the trainer dies before its first checkpoint, and the page says so.
func TestTheLossOfANetworkWithoutACheckpointIsReported(t *testing.T) {
	for name, events := range map[string][]Event{"stopped": nil, "training": {Continue{wire.UntilEnd}}} {
		r := enter(t, "train-00000")
		r.rest()
		r.do(OpenFile{"a.safetensors", modelFile(t, r.s.Network.Model, r.s.Draft.Training, 3)})
		r.work(2)
		r.do(events...)
		r.work(3)
		r.s.Autosave.File = nil // Tick was not yet
		r.do(wire.Bye{Reason: "panic"}, Retry{})
		r.rest()
		if r.s.Network.Origin == wire.Yours || !says(r.s, "gone", "") {
			t.Errorf("%s: the network is %s, the page says %+v", name, r.s.Network.Origin, r.s.Notices)
		}
	}
}
