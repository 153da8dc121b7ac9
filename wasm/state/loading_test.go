package state

import (
	"testing"

	"convlab/engine/wire"
)

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
