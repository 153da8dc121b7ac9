package view

import (
	"slices"
	"testing"

	"convlab/engine/wire"
)

func says(s *State, key, what string) bool {
	return slices.ContainsFunc(s.Notices, func(n Notice) bool { return n.Key == key && n.What == what })
}

func TestTheTrainingOfADeadTrainerIsSavedAsItWasLast(t *testing.T) {
	s := training(t, 7)
	checkpoint(t, s, Interval)
	s.Update(wire.Bye{Reason: "panic"})
	if got := only[Download](t, s.Update(SaveFile{wire.FormCheckpoint})); string(got.Bytes) != "a checkpoint" {
		t.Errorf("the file is %q", got.Bytes)
	}
	for _, form := range []wire.Form{wire.FormModel, wire.FormONNX} {
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
		only[wire.Save](t, s.Update(SaveFile{wire.FormCheckpoint}))
		if got := only[Download](t, s.Update(last)); string(got.Bytes) != "a checkpoint" {
			t.Errorf("%s: the file is %q", name, got.Bytes)
		}
		if list := s.Update(last); list != nil {
			t.Errorf("%s: and then %v", name, kindsOf(list))
		}
	}
	s := training(t, 7)
	only[wire.Save](t, s.Update(SaveFile{wire.FormCheckpoint}))
	if s.Update(wire.Bye{Reason: "panic"}); !says(s, "save", "") {
		t.Errorf("there is no checkpoint and the page says %+v", s.Notices)
	}
}

func TestASilentTrainerThatWasToSaveLeavesTheLastCheckpoint(t *testing.T) {
	s := training(t, 7)
	checkpoint(t, s, Interval)
	s.Update(wire.Progress{Phase: wire.Running, Epoch: 1, Step: 8, Steps: 938})
	only[wire.Save](t, s.Update(SaveFile{wire.FormCheckpoint}))
	for now := Interval + 0.5; now <= Interval+Silence; now += 0.5 {
		s.Update(Tick{now})
	}
	only[Download](t, s.Update(Tick{Interval + Silence + 0.5}))
}

// Who has asked for a file is told each time that there is none; the last one is offered.
func TestAFileThatCannotBeMadeIsSaid(t *testing.T) {
	s := training(t, 7)
	checkpoint(t, s, Interval)
	for n := range 2 {
		s.Update(wire.Progress{Phase: wire.Running, Epoch: 1, Step: 8 + n, Steps: 938})
		only[wire.Save](t, s.Update(SaveFile{wire.FormCheckpoint}))
		s.Update(wire.Fault{Cause: wire.CauseFile, What: string(wire.FormCheckpoint), Message: "no memory"})
		i := slices.IndexFunc(s.Notices, func(n Notice) bool { return n.Key == "save" && n.Act == "download" && n.Message == "no memory" })
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
		if s.Files.Opening != "" || !says(s, "unopened", "a.safetensors") || !says(s, "worker", "") {
			t.Errorf("%s: still opens %q, says %+v", name, s.Files.Opening, s.Notices)
		}
		s.Update(OpenFile{Name: "a.safetensors"}) // again, in another trainer
		if s.Files.Opening == "" || says(s, "unopened", "a.safetensors") {
			t.Errorf("%s: opened again and says %+v", name, s.Notices)
		}
	}
}
