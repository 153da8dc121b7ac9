package state

import (
	"testing"

	"convlab/engine/wire"
)

func TestTheNewerGenerationIsNotTouchedUntilTheOlderIsReplaced(t *testing.T) {
	s := training(t, 7)
	var keys []string
	for n := range 2 {
		first := checkpoint(t, s, float64(n+1)*Interval)
		s.Update(wire.Progress{Phase: wire.Running, Epoch: 1, Step: 8 + n, Steps: 938})
		if list := s.Update(file(only[wire.Save](t, s.Update(Leave{})))); list != nil {
			t.Fatalf("before the first is complete: %v", kindsOf(list))
		}
		second := only[Store](t, s.Update(Stored{first.Key}))
		s.Update(Stored{second.Key})
		s.Update(wire.Progress{Phase: wire.Running, Epoch: 1, Step: 20 + n, Steps: 938})
		keys = append(keys, first.Key, second.Key)
	}
	if keys[0] == keys[1] || keys[2] != keys[0] || keys[3] != keys[1] {
		t.Errorf("written to %q, want two places in turn", keys)
	}
}

func TestATrainingIsSavedWhenItsCheckpointIsComplete(t *testing.T) {
	s := training(t, 7)
	c := checkpoint(t, s, Interval)
	if s.Autosave.Stored != 0 {
		t.Error("said before the browser had it")
	}
	s.Update(Tick{Interval + 1})
	if s.Update(Stored{c.Key}); s.Autosave.Stored != Interval+1 {
		t.Errorf("stored at %v", s.Autosave.Stored)
	}
}

func TestAFailingStorageIsReportedOnceAndTriedAgain(t *testing.T) {
	s := training(t, 7)
	first := checkpoint(t, s, Interval)
	s.Update(Stored{first.Key})
	for n := range 3 {
		s.Update(wire.Progress{Phase: wire.Running, Epoch: 1, Step: 8 + n, Steps: 938})
		c := checkpoint(t, s, float64(n+2)*Interval)
		if c.Key == first.Key {
			t.Fatal("the last good one would be written over")
		}
		s.Update(StoreFailed{Quota: true, Message: "full"})
		if said := len(s.Notices); n == 0 && (said != 1 || s.Notices[0].Key != "quota" || s.Notices[0].Action != "download") || n > 0 && said != 0 {
			t.Fatalf("failure %d: notices %+v", n+1, s.Notices)
		}
		s.Update(Dismiss{0})
	}
	if got := only[Download](t, s.Update(DownloadCheckpoint{})); string(got.Bytes) != "a checkpoint" {
		t.Errorf("the file is %q", got.Bytes)
	}
	s.Update(wire.Progress{Phase: wire.Running, Epoch: 1, Step: 20, Steps: 938})
	s.Update(Stored{checkpoint(t, s, 6*Interval).Key})
	if s.Autosave.Trouble != NoTrouble {
		t.Error("it is still said to be in trouble")
	}
}

func TestAClearedCheckpointIsWrittenAgain(t *testing.T) {
	s := training(t, 7)
	s.Update(Stored{checkpoint(t, s, Interval).Key})
	only[Store](t, s.Update(StoreCleared{}))
	if s.Autosave.Stored != 0 {
		t.Error("it is said to be saved")
	}
}
