package state

import (
	"reflect"
	"testing"

	"convlab/engine/wire"
)

func TestAWorkerThatDoesNotStartIsSpokenOfAndMayStillCome(t *testing.T) {
	s := New()
	s.Update(WorkerStarted{Now: 0})
	for now := 0.5; now <= StartTimeout+10; now += 0.5 {
		s.Update(Tick{now})
		if got, want := len(s.Notices), now > StartTimeout; (got == 1) != want {
			t.Fatalf("after %v s: notices %+v", now, s.Notices)
		}
	}
	if s.Update(wire.Hello{}); len(s.Notices) != 0 || s.Worker.Status != Alive {
		t.Errorf("it came: %v, notices %+v", s.Worker.Status, s.Notices)
	}
	s = New()
	s.Update(WorkerStarted{Now: 0})
	for now := 0.5; now <= StartTimeout+1; now += 0.5 {
		s.Update(Tick{now})
	}
	if got := kindsOf(s.Update(Retry{})); !reflect.DeepEqual(got, []string{"ReplaceWorker"}) || len(s.Notices) != 0 {
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

func TestABrokenShardStaysSaidUntilEverythingIsHere(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Update(wire.Fault{Cause: wire.CauseData, What: "data/train-01000.bin", Message: "cut"})
	s.Update(wire.Loading{Train: 59000, Test: 10000, Received: 9, Total: 10, Completed: true})
	if len(s.Notices) != 1 || !s.Notices[0].Retry {
		t.Fatalf("loading ended without the shard and the page says %+v", s.Notices)
	}
	s.Update(wire.Loading{Train: 60000, Test: 10000, Received: 10, Total: 10, Completed: true})
	if len(s.Notices) != 0 {
		t.Errorf("everything is here and the page still says %+v", s.Notices)
	}
}
