package state

import (
	"slices"
	"testing"

	"convlab/engine"
	files "convlab/engine/checkpoint"
	"convlab/engine/wire"
)

// The previous network is restored unchanged, in exchange for the current one.
func TestRestorePreviousExchangesTheNetworks(t *testing.T) {
	r := at(t, RunStopped)
	r.do(Continue{wire.UntilEpoch})
	r.rest()
	draw(r.s, digits(t)[3])
	ink := sum(r.s.Pad.Pixels)
	before := r.base()
	r.do(Train{})
	r.work(4)
	r.do(Pause{})
	r.rest()
	after := r.base()
	for _, c := range []files.Checkpoint{before, after, before} {
		if !says(r.s, "previous", "") {
			t.Errorf("the page offers %+v", r.s.Notices)
		}
		r.do(RestorePrevious{})
		r.rest()
		got := r.base()
		if !slices.Equal(got.Weights, c.Weights) || !slices.Equal(got.History, c.History) || r.s.RunState() != RunStopped || r.s.Run.Progress.Step != c.Progress.Step {
			t.Errorf("brought back is epoch %d, step %d; want %d, %d", got.Progress.Epoch, got.Progress.Step, c.Progress.Epoch, c.Progress.Step)
		}
		if r.s.Previous.Network == nil || sum(r.s.Pad.Pixels) != ink {
			t.Error("the other is gone, or the drawing")
		}
	}
	for i := range r.s.Notices {
		r.s.Update(Dismiss{i})
	}
	if r.s.Previous.Network == nil {
		t.Error("dismissed, it is gone")
	}
}

// A network of less than an epoch never replaces a previous network of more.
func TestAFewStepsNeverReplaceAnEpoch(t *testing.T) {
	r := at(t, RunStopped)
	r.do(Continue{wire.UntilEpoch})
	r.rest()
	r.do(Reset{}, Continue{wire.UntilStep})
	r.rest()
	r.do(Reset{})
	r.rest()
	if p := r.s.Previous.Network; p == nil || p.Epoch != 1 {
		t.Errorf("the previous network is %+v", p)
	}
}

// The death of the trainer loses nothing: neither the run, nor a change of it, nor the previous network.
func TestADeadTrainerLosesNothing(t *testing.T) {
	previous := twice(t).s.Previous.Network
	file, err := files.LoadCheckpoint(previous.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	bringsBack := func(r *room, name string) {
		t.Helper()
		r.do(RestorePrevious{})
		r.rest()
		if got := r.base(); !slices.Equal(got.Weights, file.Weights) || got.Progress.Epoch != 1 || !slices.Equal(got.History, file.History) {
			t.Errorf("%s: brought back is epoch %d, step %d", name, got.Progress.Epoch, got.Progress.Step)
		}
	}
	for _, state := range []RunState{RunUntrained, RunShipped} {
		r := at(t, state)
		r.do(*previous)
		before := r.s.Network
		r.do(wire.Bye{Reason: "panic"})
		r.rest()
		if n := r.s.Network; r.s.RunState() != state || n.Checksum != before.Checksum || !n.Model.Same(r.s.Draft.Model()) {
			t.Errorf("%s: after the death the page is %s", state, r.s.RunState())
		}
		bringsBack(r, string(state))
	}
	r := at(t, RunUntrained)
	dieAsking(r.s)
	r.do(Continue{wire.UntilStep})
	r.rest()
	if n := r.s.Network; n.Step != 1 || n.ContinuedFrom != "" {
		t.Errorf("a step of fresh weights after the death: %+v", n)
	}
	for _, state := range []RunState{RunTraining, RunStopped, RunChanged, RunPending} {
		for name, again := range map[string]Event{"": nil, "Retry": Retry{}, "Continue": Continue{wire.UntilEnd}, "Train": Train{}, "Step": Continue{wire.UntilStep}} {
			r := at(t, state)
			r.do(*previous)
			r.do(Pause{}, Leave{})
			r.work(2)
			base, draft := engine.Checksum(r.base().Weights), r.s.Draft.Model()
			itself := again == nil // started again by itself
			if itself {
				r.do(wire.Bye{Reason: "panic"})
			} else {
				dieAsking(r.s)
			}
			if !r.s.Draft.Model().Same(draft) {
				t.Fatalf("%s: the death took the change", state)
			}
			if !itself {
				r.do(again)
			}
			r.work(12)
			if r.s.Worker.Status != Alive {
				t.Fatalf("%s, %s: no trainer", state, name)
			}
			if (name == "Retry" || itself) && state != RunTraining {
				r.rest()
				if r.s.RunState() != state || engine.Checksum(r.base().Weights) != base {
					t.Errorf("%s: after the death the page is %s", state, r.s.RunState())
				}
				bringsBack(r, string(state))
				continue
			}
			r.do(Pause{})
			r.rest()
			changed := state == RunChanged || state == RunPending
			if n := r.s.Network; n.Origin != wire.Yours || !n.Model.Same(draft) || (n.ContinuedFrom != "") != (changed && name != "Train") {
				t.Errorf("%s, %s: the network is %s of %v, from %q", state, name, n.Origin, n.Model.Names(), n.ContinuedFrom)
			}
			bringsBack(r, string(state)+", "+name)
		}
	}
}
