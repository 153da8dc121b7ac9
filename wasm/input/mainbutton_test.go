package input

import (
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

func TestTheMainButtonDoesWhatItSays(t *testing.T) {
	for phase, want := range map[wire.Phase]string{
		wire.Idle: "train", wire.Running: "pause", wire.Waiting: "pause", wire.Testing: "pause", wire.Paused: "train", wire.Finished: "train",
	} {
		s := page(t, wire.Network{}, wire.Progress{Phase: phase})
		if got := MainAction(s); got != want {
			t.Errorf("%s: %q, want %q", phase, got, want)
		}
		if got, want := MainEvent(s), map[string]state.Event{"train": state.Train{}, "pause": state.Pause{}}[want]; got != want {
			t.Errorf("%s: it does %#v, want %#v", phase, got, want)
		}
	}
	s := page(t, wire.Network{}, wire.Progress{Phase: wire.Running})
	s.Update(wire.Bye{Reason: "panic"})
	s.Update(wire.Bye{Reason: "panic"}) // the next one could not even start
	if got := MainAction(s); got != "restart" {
		t.Errorf("without a worker: %q, want restart", got)
	}
	if got := MainEvent(s); got != (state.Retry{}) {
		t.Errorf("without a worker it does %#v, want Retry", got)
	}
}

func TestContinueComesFirstWhileThereIsSomethingToContinue(t *testing.T) {
	yours, shipped := wire.Network{Origin: wire.Yours}, wire.Network{Origin: wire.Pretrained}
	for name, c := range map[string]struct {
		network wire.Network
		phase   wire.Phase
		change  state.Event
		want    bool
	}{
		"untrained":                {wire.Network{Origin: wire.Untrained}, wire.Idle, nil, false},
		"shipped":                  {shipped, wire.Idle, nil, false},
		"training":                 {yours, wire.Running, nil, false},
		"a run before its end":     {yours, wire.Paused, nil, true},
		"a run at its end":         {yours, wire.Finished, nil, false},
		"layers must be learned":   {shipped, wire.Idle, state.SetField{Path: "units", Value: "32"}, true},
		"a change that fits":       {shipped, wire.Idle, state.SetField{Path: "blocks[0].pooling", Value: "average"}, false},
		"a change of the training": {shipped, wire.Idle, state.SetField{Path: "training.epochs", Value: "7"}, false},
	} {
		s := page(t, c.network, wire.Progress{Phase: c.phase, Epoch: 1, Epochs: 5})
		s.Update(c.change)
		if got := ContinueComesFirst(s); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if s := page(t, yours, wire.Progress{Phase: wire.Paused, Epoch: spec.MaxEpochs, Epochs: spec.MaxEpochs}); ContinueComesFirst(s) {
		t.Error("a run that has made all possible epochs is to be continued")
	}
}

// What does nothing says so: while the last checkpoint goes to another trainer,
// Train and Reset wait for it.
func TestButtonsAreInertWhileATrainingComesBack(t *testing.T) {
	s := page(t, wire.Network{Origin: wire.Yours}, wire.Progress{Phase: wire.Paused, Epoch: 1, Epochs: 5})
	s.Autosave.File = &wire.Saved{Bytes: []byte("a checkpoint")}
	inert := func() bool { return MainInert(s) && !s.CanReset() && !s.CanContinue() && !ContinueComesFirst(s) }
	nothing := func() bool { return len(s.Update(state.Train{})) == 0 && len(s.Update(state.Reset{})) == 0 }
	if MainInert(s) || !s.CanReset() {
		t.Error("inert before the trainer died")
	}
	s.Update(wire.Bye{Reason: "panic"})
	if !inert() || !nothing() {
		t.Error("a button looks active and does nothing, or acts, while the trainer is started by itself")
	}
	s.Update(wire.Bye{Reason: "panic"})
	if MainInert(s) {
		t.Error("the trainer cannot be started again")
	}
	s.Update(state.Retry{})
	if !inert() || !nothing() {
		t.Error("a button looks active and does nothing, or acts, while the trainer starts")
	}
	s.Update(wire.Hello{Build: "test"})
	if !inert() || !nothing() {
		t.Error("a button looks active and does nothing, or acts, while the checkpoint is read")
	}
	s.Update(wire.Restored{Name: "the autosave", Format: wire.FormatCheckpoint})
	s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Yours, Epoch: 1})
	s.Update(wire.Progress{Phase: wire.Paused, Epoch: 1, Epochs: 5})
	if MainInert(s) || !s.CanReset() || s.RunState() != state.RunStopped {
		t.Errorf("when the training is back the page is %s", s.RunState())
	}
}

func TestKeysOfThePad(t *testing.T) {
	if got := PadKey("7"); got != (state.AskDigit{Index: -1, Digit: 7}) {
		t.Errorf("7 does %#v", got)
	}
	for _, key := range []string{"Tab", "Enter", "F5", "a", "10", "", " "} {
		if got := PadKey(key); got != nil {
			t.Errorf("%q does %#v, want nothing", key, got)
		}
	}
}

func TestSpaceTrainsAndPausesOnceForEachPress(t *testing.T) {
	idle := page(t, wire.Network{Origin: wire.Pretrained}, wire.Progress{Phase: wire.Idle})
	running := page(t, wire.Network{Origin: wire.Yours}, wire.Progress{Phase: wire.Running})
	for _, c := range []struct {
		what     string
		s        *state.State
		repeated bool
		want     state.Event
	}{
		{"at rest", idle, false, state.Train{}},
		{"paused", page(t, wire.Network{Origin: wire.Yours}, wire.Progress{Phase: wire.Paused, Epoch: 1, Epochs: 5}), false, state.Continue{Until: wire.UntilEnd}},
		{"at its end", page(t, wire.Network{Origin: wire.Yours}, wire.Progress{Phase: wire.Finished, Epoch: 5, Epochs: 5}), false, state.Train{}},
		{"while it trains", running, false, state.Pause{}},
		{"held down at rest", idle, true, nil},
		{"held down while it trains", running, true, nil},
	} {
		if got := Space(c.s, c.repeated); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.what, got, c.want)
		}
	}
}

func TestKeysMoveAlongTheCurves(t *testing.T) {
	for key, want := range map[string]int{"ArrowLeft": -1, "ArrowRight": 1, "PageUp": 10, "PageDown": -10, "a": 0} {
		if got := CurveKey(key); got != want {
			t.Errorf("%s moves by %d, want %d", key, got, want)
		}
	}
	if CurveKey("Home") > -spec.MaxEpochs || CurveKey("End") < spec.MaxEpochs {
		t.Error("Home and End do not reach the ends")
	}
}
