package state

import (
	"reflect"
	"testing"

	"convlab/engine/wire"
)

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
