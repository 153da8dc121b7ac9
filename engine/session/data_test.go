package session_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/wire"
)

func TestAnAlteredShardIsReportedAndNotTrainedOn(t *testing.T) {
	h := newHarness(t)
	h.addModel("convnet")
	info, payload := shard(t, "train-00000")
	altered := bytes.Clone(payload)
	altered[len(altered)-1] ^= 1
	if err := h.AddShard(info, altered); err == nil {
		t.Fatal("it was accepted")
	}
	f := h.wantFault("data/train-00000.bin", wire.CauseData)
	if !strings.Contains(f.Message, info.PayloadSHA256) {
		t.Errorf("the message %q does not say what was expected", f.Message)
	}
	h.run(wire.Open{Model: small(16), Training: short()}, wire.Train{Until: wire.UntilEnd})
	h.wantPhase(wire.Waiting)
	if p := last[wire.Progress](h); p.Step != 0 {
		t.Errorf("%d steps were made without data", p.Step)
	}
	h.run(wire.Retry{})
	if h.retries != 1 {
		t.Fatal("nothing was requested again")
	}
	h.add("train-00000")
	h.run()
	h.wantPhase(wire.Finished)
	h.wantTrained(20)
}

func TestLoadingReportsWhatHasArrived(t *testing.T) {
	h := newHarness(t)
	h.Received(10, 100, false)
	h.add("train-00000", "test-tenth")
	h.Received(100, 100, true)
	if got, want := last[wire.Loading](h), (wire.Loading{Train: 1000, Test: 1000, Received: 100, Total: 100, Completed: true}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	h.ShardFailed("test-rest.bin", errors.New("expected HTTP 200, received 404"))
	h.wantFault("data/test-rest.bin", wire.CauseData)
}

func TestFetchPicksTestPictures(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Fetch{Index: -1, Digit: 7}, wire.Fetch{Index: -1, Digit: -1}) // of any digit, before one has arrived
	h.run(wire.Fetch{Index: 30})                                             // before it has arrived
	if len(every[wire.Picture](h)) != 0 {
		t.Fatal("a picture before any has arrived")
	}
	h.add("test-tenth")
	h.run()
	if p := last[wire.Picture](h); p.Index != 30 || len(p.Pixels) != dataset.Pixels {
		t.Errorf("got picture %d of %d pixels", p.Index, len(p.Pixels))
	}
	seen := map[int]bool{}
	for n := range 20 { // of about 100 sevens in the shard
		h.run(wire.Fetch{Index: -1, Digit: 7, Nth: n})
		p := last[wire.Picture](h)
		if p.Label != 7 || seen[p.Index] {
			t.Errorf("number %d gives picture %d, a %d; seen before: %v", n, p.Index, p.Label, seen[p.Index])
		}
		seen[p.Index] = true
	}
	h.run(wire.Fetch{Index: -1, Digit: -1})
	for _, c := range []wire.Fetch{{Index: 10000}, {Index: -2}, {Index: -1, Digit: 10}, {Index: -1, Digit: -2}} {
		h.events = nil
		h.run(c)
		h.wantFault("fetch", wire.CauseCommand)
	}
}
