package view

import (
	"reflect"
	"testing"

	"convlab/engine/wire"
)

func TestASilentWorkerIsNoticedAndCanBeStartedAgain(t *testing.T) {
	s := open(t, wire.Untrained)
	for now := 0.5; now <= Silence; now += 0.5 {
		s.Update(Tick{now})
	}
	if s.Worker.Status != Alive {
		t.Fatal("dead before its time")
	}
	s.Update(Tick{Silence + 0.5})
	if s.Worker.Status != Dead || len(s.Notices) != 1 || !s.Notices[0].Retry {
		t.Fatalf("after %v s of silence: %v, notices %+v", Silence, s.Worker.Status, s.Notices)
	}
	if got := kindsOf(s.Update(Train{})); !reflect.DeepEqual(got, []string{"RestartWorker"}) {
		t.Fatalf("Train sent %v, want RestartWorker", got)
	}
	if got := kindsOf(s.Update(wire.Hello{})); !reflect.DeepEqual(got, []string{"Open", "Reset", "Train"}) {
		t.Errorf("the new worker got %v, want the settings and then Train", got)
	}
	if len(s.Notices) != 0 {
		t.Errorf("still said: %+v", s.Notices)
	}
}

func TestAWorkerThatDoesNotStartIsSpokenOfAndMayStillCome(t *testing.T) {
	s := New()
	s.Update(WorkerStarted{Now: 0})
	for now := 0.5; now <= Late+10; now += 0.5 {
		s.Update(Tick{now})
		if got, want := len(s.Notices), now > Late; (got == 1) != want {
			t.Fatalf("after %v s: notices %+v", now, s.Notices)
		}
	}
	if s.Update(wire.Hello{}); len(s.Notices) != 0 || s.Worker.Status != Alive {
		t.Errorf("it came: %v, notices %+v", s.Worker.Status, s.Notices)
	}
	s = New()
	s.Update(WorkerStarted{Now: 0})
	for now := 0.5; now <= Late+1; now += 0.5 {
		s.Update(Tick{now})
	}
	if got := kindsOf(s.Update(Retry{})); !reflect.DeepEqual(got, []string{"RestartWorker"}) || len(s.Notices) != 0 {
		t.Errorf("trying again sent %v, notices %+v", got, s.Notices)
	}
}

func TestAPageThatSleptGivesItsWorkerTime(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(Tick{1})
	s.Update(Tick{3600})
	if s.Worker.Status != Alive {
		t.Error("a sleeping laptop killed the worker")
	}
}

func TestHeartbeatsKeepAWorkerAlive(t *testing.T) {
	s := open(t, wire.Yours)
	for now := 0.5; now < 60; now += 0.5 {
		s.Update(Tick{now})
		s.Update(wire.Heartbeat{})
	}
	if s.Worker.Status != Alive {
		t.Error("dead in spite of heartbeats")
	}
}
