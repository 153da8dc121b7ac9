package session_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestAnAlteredShardIsNamedBeforeAnyTrainingOnIt(t *testing.T) {
	r := newRig(t)
	r.addModel("convnet")
	info, payload := shard(t, "train-00000")
	altered := bytes.Clone(payload)
	altered[len(altered)-1] ^= 1
	if err := r.AddShard(info, altered); err == nil {
		t.Fatal("it was taken")
	}
	f := r.wantFault("data/train-00000.bin", wire.CauseData)
	if !strings.Contains(f.Message, info.PayloadSHA256) {
		t.Errorf("the message %q does not say what was expected", f.Message)
	}
	r.do(wire.Open{Model: small(16), Training: short()}, wire.Train{Until: wire.UntilEnd})
	r.wantPhase(wire.Waiting)
	if p := last[wire.Progress](r); p.Step != 0 {
		t.Errorf("%d steps were made without data", p.Step)
	}
	r.do(wire.Retry{})
	if r.retries != 1 {
		t.Fatal("nothing was asked for again")
	}
	r.add("train-00000")
	r.do()
	r.wantPhase(wire.Finished)
	r.wantTrained(20)
}

func TestLoadingTellsWhatHasArrived(t *testing.T) {
	r := newRig(t)
	r.Received(10, 100, false)
	r.add("train-00000", "test-tenth")
	r.Received(100, 100, true)
	if got, want := last[wire.Loading](r), (wire.Loading{Train: 1000, Test: 1000, Received: 100, Total: 100, Completed: true}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	r.ShardFailed("test-rest.bin", errors.New("expected HTTP 200, received 404"))
	r.wantFault("data/test-rest.bin", wire.CauseData)
}

func TestAnEpochEndsWithResults(t *testing.T) {
	r := opened(t, short())
	r.add("test-tenth")
	r.do(wire.Train{Until: wire.UntilEnd})
	results := every[wire.Results](r)
	if len(results) != 2 { // of two epochs
		t.Fatalf("%d results", len(results))
	}
	check := func(m wire.Results, count int) {
		t.Helper()
		all, right := 0, 0
		for label, row := range m.Confusion {
			for predicted, n := range row {
				all += n
				if label == predicted {
					right += n
				}
			}
		}
		if m.Count != count || all != count || m.Accuracy != float64(right)/float64(count) {
			t.Errorf("results of %d, accuracy %v; the confusion matrix has %d, %d of them right", m.Count, m.Accuracy, all, right)
		}
		if m.Accuracy < 0.5 { // ten labels: guessing gives 0.1
			t.Errorf("accuracy %v after two epochs of a thousand pictures", m.Accuracy)
		}
		if want := min(count-right, wire.MaxMistakes); len(m.Mistakes) != want || len(m.Pixels) != want*dataset.Pixels {
			t.Fatalf("%d mistakes and %d pixels, want %d", len(m.Mistakes), len(m.Pixels), want)
		}
		if !slices.IsSortedFunc(m.Mistakes, func(a, b wire.Mistake) int { return int(1e6 * (b.Probability - a.Probability)) }) {
			t.Error("the surest mistake does not come first")
		}
		r.do(wire.Fetch{Index: m.Mistakes[0].Index})
		p := last[wire.Picture](r)
		if p.Label != m.Mistakes[0].Label || p.Label == m.Mistakes[0].Predicted || !slices.Equal(p.Pixels, m.Pixels[:dataset.Pixels]) {
			t.Error("the mistake is not the picture that it names")
		}
	}
	check(results[1], 1000)
	n := last[wire.Network](r)
	if n.Accuracy != results[1].Accuracy || n.Tested != 1000 {
		t.Errorf("the network says %v of %d", n.Accuracy, n.Tested)
	}
	var tests int
	for _, s := range every[wire.Scores](r) {
		for _, p := range s.Points {
			if p.Set == wire.TestSet && p.Epoch == 2 && p.Accuracy == n.Accuracy {
				tests++
			}
		}
	}
	if tests != 1 {
		t.Errorf("%d points of the test curve at the end, want 1", tests)
	}
	r.add("test-rest")
	r.do()
	r.wantPhase(wire.Finished)
	check(last[wire.Results](r), 10000)
	if n := last[wire.Network](r); n.Tested != 10000 {
		t.Errorf("the network says %d", n.Tested)
	}
}

func TestEstimatesTakeLittleTime(t *testing.T) {
	training := short()
	training.Examples, training.Epochs = 20000, 1 // 200 steps
	r := opened(t, training)
	r.add("test-tenth", "train-01000", "train-05000", "train-10000")
	r.do(wire.Train{Until: wire.UntilEnd})
	tests := 0
	for _, s := range every[wire.Scores](r) {
		for _, p := range s.Points {
			if p.Set == wire.TestSet && p.Epoch < 1 {
				tests++
				if p.Count != 1000 {
					t.Errorf("an estimate on %d pictures", p.Count)
				}
			}
		}
	}
	// The first comes after 1000 / 3 / 0.025 = 13,333 pictures: until it is
	// measured, reading one is taken for a third of training on one. Then it is
	// seen to cost 34 ticks of the rig's clock (1,000 pictures in pieces of 32,
	// and both ends), which 34 / 0.025 = 1,360 ticks of training pay for; the 66
	// steps that are left have some 5 ticks each.
	if tests != 1 {
		t.Errorf("%d estimates in the epoch, want 1", tests)
	}
}

func TestTestingShowsAndCanBePaused(t *testing.T) {
	r := opened(t, short())
	r.add("test-tenth")
	r.tick = examTick
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for range 1000 {
		r.Work()
		if last[wire.Progress](r).Phase == wire.Testing {
			break
		}
	}
	r.wantPhase(wire.Testing)
	r.Handle(wire.Pause{})
	r.Work()
	r.wantPhase(wire.Paused)
	r.do()
	if len(every[wire.Results](r)) != 1 {
		t.Error("the exam was given up")
	}
	r.do(wire.Train{Until: wire.UntilEnd})
	r.wantPhase(wire.Finished)
	r.wantTrained(20)
}

// A change of layers is measured as soon as there is time.
func TestAChangedNetworkIsMeasured(t *testing.T) {
	r := opened(t, short())
	r.add("test-tenth")
	r.do(wire.Train{Until: wire.UntilEpoch})
	before := last[wire.Network](r)
	m := small(16)
	m.Layers[1] = spec.Dense{Units: 16, Activation: spec.Sigmoid}
	r.do(wire.Open{Model: m, Training: short()})
	n := last[wire.Network](r)
	if !n.Changed || n.Origin != wire.Yours || n.Tested != 1000 || n.Accuracy == before.Accuracy || n.Checksum != before.Checksum {
		t.Errorf("the network is %+v, want the same weights, measured", n)
	}
}

func TestFetchPicksTestPictures(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Fetch{Index: -1, Digit: 7}, wire.Fetch{Index: -1, Digit: -1}) // any will do, before there is one
	r.do(wire.Fetch{Index: 30})                                             // before it has arrived
	if len(every[wire.Picture](r)) != 0 {
		t.Fatal("a picture before there is any")
	}
	r.add("test-tenth")
	r.do()
	if p := last[wire.Picture](r); p.Index != 30 || len(p.Pixels) != dataset.Pixels {
		t.Errorf("got picture %d of %d pixels", p.Index, len(p.Pixels))
	}
	seen := map[int]bool{}
	for turn := range 20 { // of about 100 sevens in the shard
		r.do(wire.Fetch{Index: -1, Digit: 7, Nth: turn})
		p := last[wire.Picture](r)
		if p.Label != 7 || seen[p.Index] {
			t.Errorf("turn %d gives picture %d, a %d; seen before: %v", turn, p.Index, p.Label, seen[p.Index])
		}
		seen[p.Index] = true
	}
	r.do(wire.Fetch{Index: -1, Digit: -1})
	for _, c := range []wire.Fetch{{Index: 10000}, {Index: -2}, {Index: -1, Digit: 10}, {Index: -1, Digit: -2}} {
		r.events = nil
		r.do(c)
		r.wantFault("fetch", wire.CauseCommand)
	}
}
