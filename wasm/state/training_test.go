package state

import (
	"testing"

	"convlab/engine/wire"
)

// A value that the user has set holds for both networks. Another value is the preset's.
func TestATrainingFollowsBothNetworks(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Update(SetField{"training.epochs", "3"})
	for _, c := range []struct {
		preset string
		set    bool
		batch  int
	}{{"dense", false, 128}, {"convnet", false, 64}, {"dense", true, 32}, {"convnet", false, 32}, {"dense", false, 32}} {
		s.Update(ChoosePreset{c.preset})
		if c.set {
			s.Update(SetField{"training.batch_size", "32"})
		}
		if got := s.Draft.Training; got.BatchSize != c.batch || got.Epochs != 3 {
			t.Errorf("dense %v: batches of %d, %d epochs; want %d and 3", c.preset, got.BatchSize, got.Epochs, c.batch)
		}
	}
}

func TestValuesThatAreNotTheNotesAreMarked(t *testing.T) {
	s := open(t, wire.Pretrained)
	marked := func() (list []string) {
		for _, f := range TrainingFields() {
			if s.Draft.DiffersAt(f.Path) {
				list = append(list, FieldName(f.Path))
			}
		}
		return list
	}
	if got := marked(); got != nil {
		t.Errorf("an untouched page marks %v", got)
	}
	s.Update(ChoosePreset{"dense"})
	if got := marked(); got != nil {
		t.Errorf("the note's dense network marks %v", got)
	}
	s.Update(SetField{"training.batch_size", "64"}) // the convnet's
	s.Update(SetField{"training.momentum", "0.9"})
	if got := marked(); len(got) != 2 || got[0] != "momentum" || got[1] != "batch_size" {
		t.Errorf("marked are %v", got)
	}
}

// Values of a link or a row count as set if they are not the note's.
func TestValuesOfALinkCountAsSet(t *testing.T) {
	from := New()
	from.Update(SetField{"training.batch_size", "16"})
	s := open(t, wire.Pretrained)
	s.Update(SetField{"training.epochs", "2"}) // the link replaces it
	s.Update(OpenLink{from.Link()})
	s.Update(ChoosePreset{"dense"})
	if got := s.Draft.Training; got.BatchSize != 16 || got.Epochs != 5 {
		t.Errorf("after the link the dense network would train with %+v", got)
	}
}

// The rollback of a divergence belongs to its run.
func TestTheRollbackOfADivergenceBelongsToItsRun(t *testing.T) {
	diverged := wire.Fault{Cause: wire.CauseDiverge, Divergence: &wire.Divergence{Quantity: wire.QuantityLoss, Rollback: &wire.RollbackPoint{Rate: 0.01}}}
	for name, e := range map[string]Event{
		"Train": Train{}, "Reset": Reset{}, "the pretrained weights": UsePretrain{}, "a change": SetField{"units", "32"}, "a preset": ChoosePreset{"dense"},
	} {
		s := open(t, wire.Yours)
		s.Update(diverged)
		if s.Update(e); s.Run.Divergence != nil || says(s, "diverge", "") {
			t.Errorf("%s leaves the rollback", name)
		}
	}
	s := open(t, wire.Yours)
	s.Update(diverged)
	s.Update(SetField{"training.learning_rate", "0.01"})
	if s.Run.Divergence == nil {
		t.Error("another rate took the rollback away")
	}
	s.Update(SetField{"units", "32"})
	s.Update(Discard{})
	s.Update(diverged) // the trainer's message for a restored run
	if got := kindsOf(s.Update(Rollback{})); len(got) != 1 || got[0] != "Rollback" {
		t.Errorf("set back, the rollback sent %v", got)
	}
}

// The autosave contains the suspended run, and the change in its note.
func TestAResumedTrainingHasItsChange(t *testing.T) {
	r := at(t, RunPending)
	r.do(SetDate{1})
	var save wire.Save
	for _, c := range r.s.Update(Leave{}) {
		if c, ok := c.(wire.Save); ok {
			save = c
		}
	}
	r.trainer.Handle(wire.Save{ID: baseID, Format: wire.FormatCheckpoint, Page: save.Page})
	r.work(1)
	file := r.saved

	again := enter(t, "train-00000")
	again.rest()
	again.s.Autosave.Resumable = []Generation{{Key: "a/0"}}
	again.do(Resume{}, CheckpointRead{Key: "a/0", Bytes: file})
	again.rest()
	if s := again.s; s.RunState() != RunPending || s.Draft.Units != 9 || s.Run.Progress.Phase == wire.Running {
		t.Errorf("resumed, the page is %s and shows %d units", s.RunState(), s.Draft.Units)
	}
	again.do(Discard{})
	again.rest()
	if s := again.s; s.RunState() != RunStopped || s.Run.Progress.Step != 7 {
		t.Errorf("and after Undo it is %s at step %d", s.RunState(), s.Run.Progress.Step)
	}
}
