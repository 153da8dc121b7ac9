package state

import (
	"reflect"
	"slices"
	"testing"

	"convlab/engine/wire"
)

func TestATrainingThatIsBeingResumedCannotBeDeclined(t *testing.T) {
	s := returned(t)
	s.Update(Resume{})
	s.Update(StartNew{})
	if len(s.Autosave.Resumable) != 2 || !s.Autosave.Resuming {
		t.Fatalf("offered are %+v, resuming: %v", s.Autosave.Resumable, s.Autosave.Resuming)
	}
	c := only[wire.Restore](t, s.Update(CheckpointRead{Key: "b/1", Bytes: []byte("newer")}))
	s.Update(StartNew{})
	bring(s, c, otherNote(t), line())
	if s.Draft.Training.Epochs != 9 || s.Autosave.Resuming || len(s.Autosave.Resumable) != 0 {
		t.Errorf("came back: %+v, offered %+v", s.Draft.Training, s.Autosave.Resumable)
	}
	s.Update(PenUp{})
	if c := checkpoint(t, s, Interval); c.Key != "b/0" || !slices.Equal(c.Drop, []string{"0/0"}) {
		t.Errorf("written to %s, and %v removed", c.Key, c.Drop)
	}
}

// The file is in memory, so the training is restored and written again.
func TestATrainingThatIsClearedWhileItIsRestoredIsWrittenAgain(t *testing.T) {
	s := returned(t)
	s.Update(Resume{})
	c := only[wire.Restore](t, s.Update(CheckpointRead{Key: "b/1", Bytes: []byte("newer")}))
	s.Update(StoreCleared{})
	if got := only[Store](t, bring(s, c, otherNote(t), line())); string(got.Bytes) != "newer" || len(got.Drop) != 0 {
		t.Errorf("writes %q, removes %v", got.Bytes, got.Drop)
	}
	if len(s.Notices) != 0 || s.Autosave.Resuming || s.Autosave.Stored != 0 {
		t.Errorf("says %+v, resuming: %v, stored at %v", s.Notices, s.Autosave.Resuming, s.Autosave.Stored)
	}
}

// Both generations are gone, so no notice offers to remove them.
func TestATrainingThatIsClearedBeforeItIsReadIsNotOffered(t *testing.T) {
	s := returned(t)
	s.Update(Resume{})
	s.Update(StoreCleared{})
	if list := s.Update(CheckpointRead{Key: "b/1"}); list != nil {
		t.Errorf("then reads %v", kindsOf(list))
	}
	if len(s.Autosave.Resumable) != 0 || s.Autosave.Resuming || len(s.Notices) != 0 {
		t.Errorf("offered %+v, resuming: %v, notices %+v", s.Autosave.Resumable, s.Autosave.Resuming, s.Notices)
	}
}

// The page lists the storage when it opens, and again when it becomes the tab that trains.
func TestATrainingThatIsFoundTwiceIsOfferedOnce(t *testing.T) {
	again := Found{map[string]string{"b/0": about(t, About{Time: 2000}), "b/1": about(t, About{Time: 3000}), "a/0": about(t, About{Time: 1000}), "0/0": about(t, About{Time: 500})}}
	s := returned(t)
	offered := slices.Clone(s.Autosave.Resumable)
	s.Update(again)
	if !reflect.DeepEqual(s.Autosave.Resumable, offered) {
		t.Errorf("offered are %+v, want %+v", s.Autosave.Resumable, offered)
	}
	s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Yours})
	if c := checkpoint(t, s, Interval); !slices.Equal(c.Drop, []string{"0/0"}) {
		t.Errorf("the first checkpoint removes %v, want the training before the two that are offered", c.Drop)
	}
}

func TestATrainingIsResumedByTheWorkerThatStartsInTheEnd(t *testing.T) {
	s := returned(t)
	s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Yours})
	s.Update(Stored{checkpoint(t, s, Interval).Key})
	dieAsking(s)
	only[ReadCheckpoint](t, s.Update(Resume{}))
	only[ReplaceWorker](t, s.Update(Retry{})) // the worker is late
	s.Update(CheckpointRead{Key: "b/1", Bytes: []byte("newer")})
	c := only[wire.Restore](t, s.Update(wire.Hello{}))
	if string(c.Bytes) != "newer" {
		t.Errorf("restores %q, want what was offered", c.Bytes)
	}
	if bring(s, c, otherNote(t), line()); s.Autosave.Resuming || len(s.Autosave.Resumable) != 0 {
		t.Errorf("resuming: %v, offered %+v", s.Autosave.Resuming, s.Autosave.Resumable)
	}
}
