package wording

import (
	"testing"

	"convlab/engine/wire"
	"convlab/wasm/state"
)

func TestTheOfferNamesTheEpochUnderWayAndTheScore(t *testing.T) {
	w := words(t, "en")
	for want, g := range map[string]state.Generation{
		"Resume your convnet at epoch 4? 98.6 %": {About: state.About{Epoch: 3, Step: 10, Accuracy: 0.986, Tested: 10000}},
		"Resume your convnet at epoch 3? 98.6 %": {About: state.About{Epoch: 3, Accuracy: 0.986, Tested: 10000}},
		"Resume your dense network at epoch 1?":  {About: state.About{Step: 10, Dense: true}},
	} {
		if got := Resume(w, g); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestWhatIsKeptIsSaidAndNothingElse(t *testing.T) {
	w := words(t, "en")
	file := &wire.Saved{ID: 1}
	for want, k := range map[string]state.Autosave{
		"":                            {},
		"saved 0 s ago":               {File: file, Stored: 1e-9},
		"not saved: only in this tab": {File: file, Stored: 1, Trouble: state.NoStorage},
	} {
		s := trained(t, wire.Network{Origin: wire.Yours}, wire.Progress{})
		s.Autosave = k
		if got, safe := Autosave(w, s); got != want || safe != (k.Trouble == state.NoTrouble) {
			t.Errorf("got %q, safe: %v, want %q", got, safe, want)
		}
	}
	s := trained(t, wire.Network{Origin: wire.Pretrained}, wire.Progress{})
	s.Autosave = state.Autosave{File: file, Stored: 1}
	if got, _ := Autosave(w, s); got != "" {
		t.Errorf("of a network that came with the page it says %q", got)
	}
}

func TestATimeThatHasPassedIsToldByTheMinuteAfterOne(t *testing.T) {
	w := words(t, "en")
	if a, b := Ago(w, 60), Ago(w, 119); a != b || a == Ago(w, 59) || a == Ago(w, 120) {
		t.Errorf("%q at 60 s, %q at 119 s, %q at 120 s", a, b, Ago(w, 120))
	}
}
