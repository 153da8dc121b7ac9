package state

import (
	"reflect"
	"slices"
	"testing"

	"convlab/engine/wire"
)

func TestALateWorkerIsReportedAndMayStillStart(t *testing.T) {
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

func TestABrokenShardStaysReportedUntilAllShardsHaveArrived(t *testing.T) {
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

func TestThePageHasSettledWhenTheWorkerHasAnsweredOrCannot(t *testing.T) {
	starting := func(t testing.TB) *State {
		s := New()
		s.Update(WorkerStarted{Now: 0})
		return s
	}
	alive := func(t testing.TB) *State {
		s := starting(t)
		s.Update(wire.Hello{})
		return s
	}
	asking := func(t testing.TB) *State { return open(t, wire.Pretrained) }
	model := wire.Fault{Cause: wire.CauseModel, What: "convnet"}
	for name, c := range map[string]struct {
		begin func(testing.TB) *State
		event func(s *State)
		want  bool
	}{
		"the worker starts":              {starting, func(s *State) { pass(s, StartTimeout) }, false},
		"it is late":                     {starting, func(s *State) { pass(s, StartTimeout+1); s.Update(Dismiss{0}) }, true},
		"it failed":                      {starting, func(s *State) { s.Update(WorkerFailed{"memory"}) }, true},
		"it has no network yet":          {alive, func(*State) {}, false},
		"a shard failed":                 {alive, func(s *State) { s.Update(wire.Fault{Cause: wire.CauseData, What: "train-01000.bin"}) }, false},
		"the network failed":             {alive, func(s *State) { s.Update(model); s.Update(Dismiss{0}) }, true},
		"the network is requested again": {alive, func(s *State) { s.Update(model); s.Update(Retry{}) }, false},
		"the network came after all":     {asking, func(s *State) { s.Update(model) }, false},
		"the answer is awaited":          {asking, func(*State) {}, false},
		"the answer is there":            {asking, answer, true},
	} {
		s := c.begin(t)
		c.event(s)
		if got := s.Settled(); got != c.want {
			t.Errorf("%s: settled is %v", name, got)
		}
	}
}

// A live region announces a notice once, even if other notices come and go.
func TestNoticesThatStayKeepTheirCards(t *testing.T) {
	a, b, c := Notice{Key: "data", What: "train.bin"}, Notice{Key: "tabs"}, Notice{Key: "link"}
	again := Notice{Key: "data", What: "train.bin", Message: "another reason"}
	for name, test := range map[string]struct {
		old, now []Notice
		want     []bool
	}{
		"the first comes":                       {nil, []Notice{a}, nil},
		"another comes":                         {[]Notice{a}, []Notice{a, b}, []bool{true}},
		"one goes":                              {[]Notice{a, b, c}, []Notice{a, c}, []bool{true, false, true}},
		"all go":                                {[]Notice{a, b}, nil, []bool{false, false}},
		"one is said again, after the others":   {[]Notice{a, b, c}, []Notice{b, c, a}, []bool{false, true, true}},
		"one has another reason":                {[]Notice{a, b}, []Notice{b, again}, []bool{false, true}},
		"the only one has another reason":       {[]Notice{a}, []Notice{again}, []bool{false}},
		"there are too many, and another comes": {[]Notice{a, b}, []Notice{b, c}, []bool{false, true}},
	} {
		got := Staying(test.old, test.now)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v stay, want %v", name, got, test.want)
		}
		var stand []Notice
		for i, stays := range got {
			if stays {
				stand = append(stand, test.old[i])
			}
		}
		if len(stand) > len(test.now) || !slices.Equal(stand, test.now[:len(stand)]) {
			t.Errorf("%s: the cards that stay are for %v, want the first of %v", name, stand, test.now)
		}
	}
}
