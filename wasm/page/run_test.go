package main

import (
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/view"
)

// trained is a page whose worker has a network.
func trained(t *testing.T, n wire.Network, p wire.Progress) *view.State {
	t.Helper()
	s := view.New()
	s.Update(view.SetLanguage{Language: "en", Words: words(t, "en")})
	s.Update(wire.Hello{Build: "test"})
	n.Model, n.Training = spec.NoteConvnet(), spec.Note(64)
	s.Update(n)
	s.Update(p)
	return s
}

func TestTheBadgeTellsWhichNetworkAnswers(t *testing.T) {
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
		"stuck: reads all as 3 · yours, epoch 1 · 9.8 %": {Origin: wire.Yours, Epoch: 1, Accuracy: 0.098, Tested: 10000, Stuck: true, Digit: 3},
		"yours, first epoch · ≈ 9.8 %":                   {Origin: wire.Yours, Accuracy: 0.098, Tested: 1000, Stuck: true, Digit: 3}, // it may still learn
	} {
		if got, class := badge(trained(t, n, wire.Progress{})); got != want || class != string(n.Origin) {
			t.Errorf("got %q of class %q, want %q", got, class, want)
		}
	}
	if got, _ := badge(view.New()); got != "" {
		t.Errorf("before there is a network the badge says %q", got)
	}
}

func TestProgressIsToldInWords(t *testing.T) {
	half := wire.Progress{Phase: wire.Running, Epoch: 2, Epochs: 5, Step: 469, Steps: 938, Images: 30016, Examples: 60000, ImagesPerSecond: 4820, SecondsLeft: 26}
	s := trained(t, wire.Network{Origin: wire.Yours}, half)
	text, part := progressOf(s)
	if want := "epoch 3 of 5 · 30,016 / 60,000 · 4,820 images/s · 26 s left"; text != want {
		t.Errorf("got %q, want %q", text, want)
	}
	if part != 0.5 { // two and a half of five epochs
		t.Errorf("the bar is at %v, want 0.5", part)
	}
	for _, phase := range []wire.Phase{wire.Idle, wire.Running, wire.Waiting, wire.Testing, wire.Paused, wire.Finished} {
		p := half
		p.Phase = phase
		text, part := progressOf(trained(t, wire.Network{Origin: wire.Yours}, p))
		complete(t, string(phase), text)
		if part > 1 {
			t.Errorf("%s: the bar is at %v", phase, part)
		}
	}
}

func TestTheMainButtonDoesWhatItSays(t *testing.T) {
	for phase, want := range map[wire.Phase]string{
		wire.Idle: "train", wire.Running: "pause", wire.Waiting: "pause", wire.Testing: "pause", wire.Paused: "train", wire.Finished: "train",
	} {
		s := trained(t, wire.Network{}, wire.Progress{Phase: phase})
		if got := mainAction(s); got != want {
			t.Errorf("%s: %q, want %q", phase, got, want)
		}
		if got, want := mainEvent(s), map[string]view.Event{"train": view.Train{}, "pause": view.Pause{}}[want]; got != want {
			t.Errorf("%s: it does %#v, want %#v", phase, got, want)
		}
	}
	s := trained(t, wire.Network{}, wire.Progress{Phase: wire.Running})
	s.Update(wire.Bye{Reason: "panic"})
	s.Update(wire.Bye{Reason: "panic"}) // the next one could not even start
	if got := mainAction(s); got != "restart" {
		t.Errorf("without a worker: %q, want restart", got)
	}
	if got := mainEvent(s); got != (view.Retry{}) {
		t.Errorf("without a worker it does %#v, want Retry", got)
	}
}

// What does nothing says so: while the last checkpoint goes to another trainer,
// Train and Reset wait for it.
func TestButtonsAreInertWhileATrainingComesBack(t *testing.T) {
	s := trained(t, wire.Network{Origin: wire.Yours}, wire.Progress{Phase: wire.Paused, Epoch: 1, Epochs: 5})
	s.Keep.File = &wire.Saved{Bytes: []byte("a checkpoint")}
	inert := func() bool { return mainInert(s) && !s.CanReset() && !s.CanContinue() }
	nothing := func() bool { return len(s.Update(view.Train{})) == 0 && len(s.Update(view.Reset{})) == 0 }
	if mainInert(s) || !s.CanReset() {
		t.Error("inert before the trainer died")
	}
	s.Update(wire.Bye{Reason: "panic"})
	if !inert() || !nothing() {
		t.Error("a button looks active and does nothing, or acts, while the trainer is started by itself")
	}
	s.Update(wire.Bye{Reason: "panic"})
	if mainInert(s) {
		t.Error("the trainer cannot be started again")
	}
	s.Update(view.Retry{})
	if !inert() || !nothing() {
		t.Error("a button looks active and does nothing, or acts, while the trainer starts")
	}
	s.Update(wire.Hello{Build: "test"})
	if !inert() || !nothing() {
		t.Error("a button looks active and does nothing, or acts, while the checkpoint is read")
	}
	s.Update(wire.Restored{Name: "the kept training", Format: wire.FormatCheckpoint})
	s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Yours, Epoch: 1})
	s.Update(wire.Progress{Phase: wire.Paused, Epoch: 1, Epochs: 5})
	if mainInert(s) || !s.CanReset() || s.Run() != view.RunStopped {
		t.Errorf("when the training is back the page is %s", s.Run())
	}
}

func TestAnnouncementsChangeWithTheDigitAndTheEpochOnly(t *testing.T) {
	running := wire.Progress{Phase: wire.Running, Epoch: 1, Epochs: 5, Step: 10, Steps: 938}
	s := trained(t, wire.Network{Origin: wire.Yours}, running)
	first := announcement(s)
	if !strings.Contains(first, "epoch 2 of 5") {
		t.Errorf("says %q", first)
	}
	running.Step = 11
	s.Update(running)
	if second := announcement(s); second != first {
		t.Errorf("a step later it says %q instead of %q", second, first)
	}
	running.Epoch = 2
	s.Update(running)
	if announcement(s) == first {
		t.Error("a new epoch is not announced")
	}
}

func TestTheEndIsAnnouncedWithAScoreOnlyIfThereIsOne(t *testing.T) {
	finished := wire.Progress{Phase: wire.Finished, Epoch: 5, Epochs: 5}
	for want, n := range map[string]wire.Network{
		"Training finished.":                       {Origin: wire.Yours},
		"Training finished, test accuracy 98.7 %.": {Origin: wire.Yours, Accuracy: 0.987, Tested: 10000},
	} {
		if got := announcement(trained(t, n, finished)); got != want {
			t.Errorf("%d pictures tested: says %q, want %q", n.Tested, got, want)
		}
	}
}

func TestKeysOfThePad(t *testing.T) {
	if got := padKey("7"); got != (view.AskDigit{Index: -1, Digit: 7}) {
		t.Errorf("7 does %#v", got)
	}
	for _, key := range []string{"Tab", "Enter", "F5", "a", "10", ""} {
		if got := padKey(key); got != nil {
			t.Errorf("%q does %#v, want nothing", key, got)
		}
	}
}

func TestSpaceTrainsAndPausesOnceForEachPress(t *testing.T) {
	idle := trained(t, wire.Network{Origin: wire.Pretrained}, wire.Progress{Phase: wire.Idle})
	running := trained(t, wire.Network{Origin: wire.Yours}, wire.Progress{Phase: wire.Running})
	for _, c := range []struct {
		what            string
		s               *view.State
		repeated, onPad bool
		want            view.Event
	}{
		{"at rest", idle, false, false, view.Train{}},
		{"paused", trained(t, wire.Network{Origin: wire.Yours}, wire.Progress{Phase: wire.Paused, Epoch: 1, Epochs: 5}), false, false, view.Continue{Until: wire.UntilEnd}},
		{"at its end", trained(t, wire.Network{Origin: wire.Yours}, wire.Progress{Phase: wire.Finished, Epoch: 5, Epochs: 5}), false, false, view.Train{}},
		{"while it trains", running, false, false, view.Pause{}},
		{"held down at rest", idle, true, false, nil},
		{"held down while it trains", running, true, false, nil},
		{"on the pad", idle, false, true, nil},
	} {
		if got := spaceKey(c.s, c.repeated, c.onPad); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.what, got, c.want)
		}
	}
}
