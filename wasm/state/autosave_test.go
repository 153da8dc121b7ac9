package state

import (
	"reflect"
	"slices"
	"strconv"
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/wire"
)

// training returns a page whose training is at a step of its second epoch.
func training(t *testing.T, step int) *State {
	t.Helper()
	s := open(t, wire.Yours)
	answer(s)
	s.Update(wire.Progress{Phase: wire.Running, Epoch: 1, Epochs: 5, Step: step, Steps: 938, LearningRate: 0.001})
	return s
}

// only returns the one command of a type.
func only[C Command](t *testing.T, list []Command) C {
	t.Helper()
	var found []C
	for _, c := range list {
		if c, ok := c.(C); ok {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		t.Fatalf("got %v, want one %T", kindsOf(list), *new(C))
	}
	return found[0]
}

// file is the worker's answer to a Save.
func file(c wire.Save) wire.Saved {
	return wire.Saved{ID: c.ID, Format: c.Format, Epoch: 1, Step: 7, Accuracy: 0.986, Tested: 10000, Time: 1_767_225_600_000, Bytes: []byte("a checkpoint")}
}

// checkpoint lets the page request a checkpoint at a time, answers it, and returns the command that stores it.
func checkpoint(t *testing.T, s *State, at float64) Store {
	t.Helper()
	return only[Store](t, s.Update(file(only[wire.Save](t, s.Update(Tick{at})))))
}

func TestACheckpointIsRequestedEveryFewSecondsWhileSomethingChanges(t *testing.T) {
	s := training(t, 7)
	if c := only[wire.Save](t, s.Update(Tick{Interval})); c.Format != wire.FormatCheckpoint {
		t.Fatalf("asked for %q", c.Format)
	}
	if list := s.Update(Tick{99}); list != nil {
		t.Errorf("asked again before the answer: %v", kindsOf(list))
	}
	s.Update(file(wire.Save{ID: 1, Format: wire.FormatCheckpoint}))
	if list := s.Update(Tick{100}); list != nil {
		t.Errorf("asked for the same again: %v", kindsOf(list))
	}
	for what, change := range map[string]Event{
		"a step":    wire.Progress{Phase: wire.Running, Epoch: 1, Step: 8, Steps: 938},
		"a point":   wire.Scores{Points: []wire.Score{{Set: wire.TrainSet}}}, // a pause ends the point of the curves that is being measured, without a step
		"a stroke":  PenDown{[]drawing.Point{{X: 0.5, Y: 0.5}}},
		"a setting": SetField{"training.epochs", "7"},
		"a look":    SetScale{PerMap},
	} {
		s := training(t, 7)
		s.Update(file(only[wire.Save](t, s.Update(Tick{Interval}))))
		s.Update(change)
		if list := s.Update(Tick{2*Interval - 0.5}); slices.Contains(kindsOf(list), "Save") {
			t.Errorf("%s: asked before its time", what)
		}
		only[wire.Save](t, s.Update(Tick{2 * Interval}))
	}
}

// The same settings lead to the same weights, but the checkpoint of the first run is gone when the second run reaches its place.
func TestARunThatIsRepeatedIsSavedAgain(t *testing.T) {
	r := at(t, RunUntrained)
	for n := range 2 {
		r.do(Reset{}, Continue{wire.UntilEpoch})
		r.rest()
		if f := r.s.Autosave.File; f == nil || f.Epoch != 1 {
			t.Errorf("run %d: the checkpoint is %v", n, f != nil)
		}
	}
}

// README and the page promise five seconds. A visible page ticks every Beat, a hidden one every second, with the trainer's
// heartbeats. The first checkpoint of a training is as early as the others.
func TestAtMostFiveSecondsAreLost(t *testing.T) {
	const promised = 5
	for _, beat := range []float64{Beat, 1} {
		if Interval+beat > promised {
			t.Errorf("a checkpoint every %v s, noticed up to %v s late", Interval, beat)
		}
		for began := 0.0; began < 2*Interval; began += beat {
			s := open(t, wire.Pretrained)
			last, step := began, 0
			for now := beat; now < 60; now += beat {
				if now > began {
					step++
					s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Yours})
					s.Update(wire.Progress{Phase: wire.Running, Step: step, Steps: 938})
				}
				s.Update(wire.Heartbeat{})
				if now-last > promised {
					t.Fatalf("begun at %v s, a tick every %v s: nothing was saved from %v to %v s", began, beat, last, now)
				}
				if list := s.Update(Tick{now}); slices.Contains(kindsOf(list), "Save") {
					last = now
					s.Update(file(only[wire.Save](t, list)))
					s.Update(Stored{"a/" + strconv.Itoa(step%2)})
				}
			}
		}
	}
}

func TestOnlyNetworksOfTheUsersOwnAreSaved(t *testing.T) {
	for _, origin := range []wire.Origin{wire.Pretrained, wire.Untrained} {
		s := open(t, origin)
		s.Update(PenDown{[]drawing.Point{{X: 0.5, Y: 0.5}}})
		if list := s.Update(Tick{Interval}); slices.Contains(kindsOf(list), "Save") {
			t.Errorf("%s: asked for a checkpoint", origin)
		}
	}
}

func TestAHiddenPageIsSavedAtOnce(t *testing.T) {
	s := training(t, 7)
	only[wire.Save](t, s.Update(Leave{}))
}

func TestOneTabTrains(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Autosave.Tab, s.Autosave.found = TabFree, false
	if got := kindsOf(s.Update(Train{})); !reflect.DeepEqual(got, []string{"Claim"}) {
		t.Fatalf("Train sent %v, want Claim", got)
	}
	if got := s.Update(Claimed{Mine: false}); got != nil || !slices.ContainsFunc(s.Notices, func(n Notice) bool { return n.Key == "tabs" }) {
		t.Fatalf("another tab trains: sent %v, notices %+v", kindsOf(got), s.Notices)
	}
	s.Update(Train{})
	// Before it writes, the page lists the checkpoints of the other tab.
	if got := kindsOf(s.Update(Claimed{Mine: true})); !reflect.DeepEqual(got, []string{"Find", "Reset", "Train"}) || len(s.Notices) != 0 {
		t.Errorf("sent %v, notices %+v", got, s.Notices)
	}
}

func TestALostWorkersTrainingContinuesFromItsLastCheckpoint(t *testing.T) {
	for name, again := range map[string]Event{"continue": Continue{wire.UntilEnd}, "retry": Retry{}, "by itself": wire.Bye{Reason: "panic"}} {
		s := open(t, wire.Yours)
		s.Update(Continue{wire.UntilEnd})
		s.Update(wire.Progress{Phase: wire.Running, Epoch: 1, Epochs: 5, Step: 7, Steps: 938, LearningRate: 0.001})
		checkpoint(t, s, Interval)
		s.Update(SetField{"training.learning_rate", "0.0005"})
		if name != "by itself" {
			dieAsking(s)
		}
		if got := kindsOf(s.Update(again)); !reflect.DeepEqual(got, []string{"ReplaceWorker"}) {
			t.Fatalf("%s sent %v", name, got)
		}
		s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Pretrained}) // loaded by the new worker itself
		c := only[wire.Restore](t, s.Update(wire.Hello{}))
		if string(c.Bytes) != "a checkpoint" {
			t.Fatalf("%s: restores %q", name, c.Bytes)
		}
		s.Update(wire.Restored{Name: c.Name, Format: wire.FormatCheckpoint})
		s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Yours, Epoch: 1})
		list := s.Update(wire.Progress{Phase: wire.Paused, Epoch: 1, Step: 7, Steps: 938, LearningRate: 0.001})
		if got := only[wire.SetTraining](t, list).Training; got.LearningRate != 0.0005 {
			t.Errorf("%s: rate %v, want what was set after the checkpoint", name, got.LearningRate)
		}
		if got := only[wire.Train](t, list); got.Until != wire.UntilEnd {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestAResetForgetsTheCheckpoint(t *testing.T) {
	s := training(t, 7)
	checkpoint(t, s, Interval)
	s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Untrained})
	dieAsking(s)
	s.Update(Train{})
	if got := kindsOf(s.Update(wire.Hello{})); !reflect.DeepEqual(got, []string{"Open", "Reset", "Train"}) {
		t.Errorf("sent %v, want a fresh start", got)
	}
}
