package wording

import (
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

// trained is a page whose worker has a network.
func trained(t *testing.T, n wire.Network, p wire.Progress) *state.State {
	t.Helper()
	s := state.New()
	s.Update(state.SetLanguage{Language: "en"})
	s.Update(wire.Hello{Build: "test"})
	n.Model, n.Training = spec.NoteConvnet(), spec.Note(64)
	s.Update(n)
	s.Update(p)
	return s
}

func TestTheBadgeTellsWhichNetworkAnswers(t *testing.T) {
	w := words(t, "en")
	for want, n := range map[string]wire.Network{
		"pretrained · 99.1 %":     {Origin: wire.Pretrained, Accuracy: 0.991, Tested: 10000},
		"untrained":               {Origin: wire.Untrained},
		"yours, epoch 3 · 98.7 %": {Origin: wire.Yours, Epoch: 3, Accuracy: 0.987, Tested: 10000},
		"yours, first epoch":      {Origin: wire.Yours},
		// A change that fits is measured again.
		"pretrained · layers changed since":          {Origin: wire.Pretrained, Changed: true},
		"pretrained · layers changed since · 41.0 %": {Origin: wire.Pretrained, Changed: true, Accuracy: 0.41, Tested: 10000},
		"dead: conv 2 is all 0 · yours, epoch 1 · ≈ 9.8 %": {
			Origin: wire.Yours, Epoch: 1, Accuracy: 0.098, Tested: 1000, Dead: []int{2}, Stuck: true, Digit: 1,
		},
		"stuck: reads everything as 3 · yours, epoch 1 · 9.8 %": {Origin: wire.Yours, Epoch: 1, Accuracy: 0.098, Tested: 10000, Stuck: true, Digit: 3},
		"yours, first epoch · ≈ 9.8 %":                          {Origin: wire.Yours, Accuracy: 0.098, Tested: 1000, Stuck: true, Digit: 3}, // it may still learn
	} {
		if got, class := Badge(w, trained(t, n, wire.Progress{})); got != want || class != string(n.Origin) {
			t.Errorf("got %q of class %q, want %q", got, class, want)
		}
	}
	if got, _ := Badge(w, state.New()); got != "" {
		t.Errorf("before there is a network the badge says %q", got)
	}
}

func TestProgressIsToldInWords(t *testing.T) {
	w := words(t, "en")
	half := wire.Progress{Phase: wire.Running, Epoch: 2, Epochs: 5, Step: 469, Steps: 938, Images: 30016, Examples: 60000, ImagesPerSecond: 4820, SecondsLeft: 26}
	s := trained(t, wire.Network{Origin: wire.Yours}, half)
	text, part := Progress(w, s)
	if want := "epoch 3 of 5 · 30,016 / 60,000 · 4,820 images/s · 26 s left"; text != want {
		t.Errorf("got %q, want %q", text, want)
	}
	if part != 0.5 { // two and a half of five epochs
		t.Errorf("the bar is at %v, want 0.5", part)
	}
	for _, phase := range []wire.Phase{wire.Idle, wire.Running, wire.Waiting, wire.Testing, wire.Paused, wire.Finished} {
		p := half
		p.Phase = phase
		text, part := Progress(w, trained(t, wire.Network{Origin: wire.Yours}, p))
		complete(t, string(phase), text)
		if part > 1 {
			t.Errorf("%s: the bar is at %v", phase, part)
		}
	}
}

func TestAnnouncementsChangeWithTheDigitAndTheEpochOnly(t *testing.T) {
	w := words(t, "en")
	running := wire.Progress{Phase: wire.Running, Epoch: 1, Epochs: 5, Step: 10, Steps: 938}
	s := trained(t, wire.Network{Origin: wire.Yours}, running)
	first := Announcement(w, s)
	if !strings.Contains(first, "epoch 2 of 5") {
		t.Errorf("says %q", first)
	}
	running.Step = 11
	s.Update(running)
	if second := Announcement(w, s); second != first {
		t.Errorf("a step later it says %q instead of %q", second, first)
	}
	running.Epoch = 2
	s.Update(running)
	if Announcement(w, s) == first {
		t.Error("a new epoch is not announced")
	}
}

func TestTheEndIsAnnouncedWithAScoreOnlyIfThereIsOne(t *testing.T) {
	w := words(t, "en")
	finished := wire.Progress{Phase: wire.Finished, Epoch: 5, Epochs: 5}
	for want, n := range map[string]wire.Network{
		"Training finished.":                       {Origin: wire.Yours},
		"Training finished, test accuracy 98.7 %.": {Origin: wire.Yours, Accuracy: 0.987, Tested: 10000},
	} {
		if got := Announcement(w, trained(t, n, finished)); got != want {
			t.Errorf("%d pictures tested: says %q, want %q", n.Tested, got, want)
		}
	}
}

func TestAMisreadDigitIsCalledByWhatIsSeen(t *testing.T) {
	for language, want := range map[string]string{"en": "An 8 read as 3, 98 % sure", "ko": "8을 3으로 읽음, 확률 98 %"} {
		seen, said, name := Mistake(words(t, language), wire.Mistake{Label: 8, Predicted: 3, Probability: 0.98})
		if seen != "8 → 3" || said != want || !strings.Contains(name, seen) || !strings.Contains(name, said) {
			t.Errorf("%s: seen %q, said %q, want %q, both of them in the name %q", language, seen, said, want, name)
		}
	}
}
