package main

import (
	"testing"

	"convlab/engine/wire"
	"convlab/wasm/view"
)

func TestTheOfferNamesTheEpochUnderWayAndTheScore(t *testing.T) {
	w := words(t, "en")
	for want, g := range map[string]view.Generation{
		"Resume your convnet at epoch 4? 98.6 %": {About: view.About{Epoch: 3, Step: 10, Accuracy: 0.986, Tested: 10000}},
		"Resume your convnet at epoch 3? 98.6 %": {About: view.About{Epoch: 3, Accuracy: 0.986, Tested: 10000}},
		"Resume your dense network at epoch 1?":  {About: view.About{Step: 10, Dense: true}},
	} {
		if got := offerText(w, g); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestWhatIsKeptIsSaidAndNothingElse(t *testing.T) {
	file := &wire.Saved{ID: 1}
	for want, k := range map[string]view.Keep{
		"":                            {},
		"saved 0 s ago":               {File: file, Stored: 1e-9},
		"not saved: only in this tab": {File: file, Stored: 1, Trouble: view.NoStorage},
	} {
		s := trained(t, wire.Network{Origin: wire.Yours}, wire.Progress{})
		s.Keep = k
		if got, safe := keptText(s); got != want || safe != (k.Trouble == view.NoTrouble) {
			t.Errorf("got %q, safe: %v, want %q", got, safe, want)
		}
	}
	s := trained(t, wire.Network{Origin: wire.Pretrained}, wire.Progress{})
	s.Keep = view.Keep{File: file, Stored: 1}
	if got, _ := keptText(s); got != "" {
		t.Errorf("of a network that came with the page it says %q", got)
	}
}

func TestATimeThatHasPassedIsToldByTheMinuteAfterOne(t *testing.T) {
	w := words(t, "en")
	if a, b := ago(w, 60), ago(w, 119); a != b || a == ago(w, 59) || a == ago(w, 120) {
		t.Errorf("%q at 60 s, %q at 119 s, %q at 120 s", a, b, ago(w, 120))
	}
}

// As before a file is opened: what was learned since and is in no file would go.
func TestResumeAsksBeforeANewTrainingIsLost(t *testing.T) {
	for _, c := range []struct {
		what     string
		n        wire.Network
		phase    wire.Phase
		resuming bool
		asks     bool
	}{
		{"nothing of one's own", wire.Network{Origin: wire.Pretrained}, wire.Idle, false, false},
		{"a training that goes on", wire.Network{Origin: wire.Yours, Checksum: "new"}, wire.Running, false, true},
		{"one that has ended", wire.Network{Origin: wire.Yours, Checksum: "new"}, wire.Finished, false, true},
		{"it is on its way already", wire.Network{Origin: wire.Yours, Checksum: "new"}, wire.Finished, true, false},
	} {
		s := trained(t, c.n, wire.Progress{Phase: c.phase})
		s.Keep.Resuming = c.resuming
		question := resumeQuestion(s)
		if (question != "") != c.asks {
			t.Errorf("%s: asks %q", c.what, question)
		}
		if c.asks {
			complete(t, c.what, question)
		}
	}
}
