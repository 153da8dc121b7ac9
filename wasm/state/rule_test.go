package state

import (
	"slices"
	"testing"

	"convlab/engine"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// small sets the controls to a convnet that learns in milliseconds.
func (r *room) small() {
	r.t.Helper()
	r.do(RemoveBlock{0}, RemoveBlock{0})
	for _, c := range []SetField{
		{"blocks[0].filters", "4"}, {"blocks[0].window", "5"}, {"blocks[0].stride", "3"}, {"blocks[0].pooling", "max"}, {"units", "8"},
	} {
		r.do(c)
		if r.s.Draft.Refusal != nil {
			r.t.Fatalf("%+v is refused: %v", c, r.s.Draft.Refusal.Error)
		}
	}
	r.do(Reset{})
	r.rest()
}

// at returns a page in a state of the rule. Own weights have made seven steps.
func at(t testing.TB, state RunState) *room {
	t.Helper()
	r := enter(t, "train-00000")
	if state == RunShipped {
		r.rest()
		return r
	}
	r.small()
	if state != RunUntrained {
		r.do(Train{})
		r.work(7)
	}
	switch state {
	case RunStopped, RunChanged, RunPending:
		r.do(Pause{})
		r.rest()
	}
	switch state {
	case RunChanged:
		r.do(SetField{"blocks[0].pooling", "average"})
	case RunPending:
		r.do(SetField{"units", "9"})
	}
	if state != RunTraining {
		r.rest()
	}
	if got := r.s.RunState(); got != state {
		t.Fatalf("the page is %s, want %s", got, state)
	}
	return r
}

// made returns the number of steps, ten an epoch, of the network that was learned last.
func (r *room) made() int {
	p := r.base().Progress
	return 10*p.Epoch + p.Step
}

// The table of ARCHITECTURE.md. After each event the trainer works twice.
func TestEveryEventInEveryState(t *testing.T) {
	states := []RunState{RunUntrained, RunShipped, RunTraining, RunStopped, RunChanged, RunPending}
	half, _ := spec.FindPreset("half")
	halfLink := func() string {
		s := New()
		s.Update(ChoosePreset{"half"})
		return s.Link()
	}()
	kept := func(r *room) string {
		if r.s.Previous.Network != nil {
			return ", kept"
		}
		return ""
	}
	before := *twice(t).s.Previous.Network // a network of one epoch
	rowOf := Record{Model: half.Model, Training: spec.Note(64)}
	back := [6]string{"stopped on", "stopped on", "stopped on, kept", "stopped on, kept", "stopped on, kept", "stopped on, kept"}
	setBack := map[RunState]Event{RunChanged: SetField{"blocks[0].pooling", "max"}, RunPending: SetField{"units", "8"}}
	for _, c := range []struct {
		name  string
		event Event     // or several events, or one for each state
		want  [6]string // in the order of the states; "": the event does not exist there
	}{
		{"Train", Train{}, [6]string{"training new", "training new", "training on", "training new, kept", "training new, kept", "training new, kept"}},
		{"Continue", Continue{wire.UntilEnd}, [6]string{"untrained", "training continued", "training on", "training on", "training continued, kept", "training continued, kept"}},
		{"Step", Continue{wire.UntilStep}, [6]string{"stopped new", "stopped continued", "training on", "stopped on", "stopped continued, kept", "stopped continued, kept"}},
		{"Epoch", Continue{wire.UntilEpoch}, [6]string{"training new", "training continued", "training on", "training on", "training continued, kept", "training continued, kept"}},
		{"Pause", Pause{}, [6]string{"untrained", "shipped", "stopped", "stopped", "changed", "pending"}},
		{"Space", nil, [6]string{"training new", "training new", "stopped", "training on", "training new, kept", "training new, kept"}},
		{"Reset", Reset{}, [6]string{"untrained", "untrained", "untrained, kept", "untrained, kept", "untrained, kept", "untrained, kept"}},
		{"a change that fits", SetField{"blocks[0].activation", "tanh"}, [6]string{"untrained", "changed", "changed", "changed", "changed", "pending"}},
		{"a change that does not", SetField{"units", "12"}, [6]string{"untrained", "pending", "pending", "pending", "pending", "pending"}},
		{"a layer more", AddBlock{At: 9}, [6]string{"untrained", "pending", "pending", "pending", "pending", "pending"}},
		{"a refused change", SetField{"units", "-1"}, [6]string{"untrained", "shipped", "training on", "stopped", "changed", "pending"}},
		{"Undo", Discard{}, [6]string{"untrained", "shipped", "training on", "stopped", "stopped", "stopped"}},
		{"another batch size", SetField{"training.batch_size", "50"}, [6]string{"untrained", "shipped", "training on", "stopped", "changed", "pending"}},
		{"another rate", SetField{"training.learning_rate", "0.002"}, [6]string{"untrained", "shipped", "training on", "stopped", "changed", "pending"}},
		{"set back", setBack, [6]string{"", "", "", "", "stopped", "stopped"}},
		{"epochs", SetField{"training.epochs", "3"}, [6]string{"untrained", "shipped", "training on", "stopped", "changed", "pending"}},
		{"a row", UseRecord{1}, [6]string{"untrained", "pending", "pending", "pending", "pending", "pending"}},
		{"a resumed training", []Event{Resume{}, CheckpointRead{Key: "a/0", Bytes: before.Bytes}}, back},
		{"Bring back", []Event{before, RestorePrevious{}}, back},
		{"a preset", ChoosePreset{"half"}, [6]string{"untrained", "pending", "pending", "pending", "pending", "pending"}},
		{"a preset with weights", ChoosePreset{"dense"}, [6]string{"shipped", "shipped", "shipped, kept", "shipped, kept", "shipped, kept", "shipped, kept"}},
		{"the pretrained weights", UsePretrain{}, [6]string{"shipped", "shipped", "shipped, kept", "shipped, kept", "shipped, kept", "shipped, kept"}},
		{"a file", OpenFile{"a.safetensors", modelFile(t, half.Model, half.Training, 3)}, [6]string{"stopped", "stopped", "stopped, kept", "stopped, kept", "stopped, kept", "stopped, kept"}},
		{"a file that cannot be read", OpenFile{"a.safetensors", []byte("hello")}, [6]string{"untrained", "shipped", "training on", "stopped", "changed", "pending"}},
		{"a link", OpenLink{halfLink}, [6]string{"untrained", "untrained", "untrained, kept", "untrained, kept", "untrained, kept", "untrained, kept"}},
		{"Bring back without one", RestorePrevious{}, [6]string{"untrained", "shipped", "training on", "stopped", "changed", "pending"}},
		{"a rollback without one", Rollback{}, [6]string{"untrained", "shipped", "training on", "stopped", "changed", "pending"}},
	} {
		for i, state := range states {
			if c.want[i] == "" {
				continue
			}
			r := at(t, state)
			run := r.s.Network.Checksum
			suspended := run
			if r.s.Suspended() {
				suspended = engine.Checksum(r.base().Weights)
			}
			r.s.Autosave.Resumable, rowOf.ID = []Generation{{Key: "a/0"}}, 1
			r.s.Records.List = []Record{rowOf}
			events := []Event{c.event}
			switch e := c.event.(type) {
			case nil:
				events[0] = r.s.Space()
			case []Event:
				events = e
			case map[RunState]Event:
				events[0] = e[state]
			}
			r.do(events...)
			r.work(2)
			now := r.s.Run.Progress
			switch own := state == RunTraining || state == RunStopped; {
			case c.name == "another rate" && own && now.LearningRate != 0.002, c.name == "epochs" && own && now.Epochs != 3:
				t.Errorf("%s, then %s: the run has %+v", state, c.name, now)
			case c.name == "set back" && (r.s.Network.Checksum != suspended || now.Phase != wire.Paused || now.Step != 7):
				t.Errorf("%s, then %s: the run is %+v", state, c.name, now)
			}
			got := string(r.s.RunState())
			switch {
			case r.s.Network.ContinuedFrom != "":
				got += " continued"
			case r.s.RunState() != RunTraining && r.s.RunState() != RunStopped || r.s.Network.Epoch == 3: // that of the file
			case r.s.Network.Origin != wire.Yours && r.s.RunState() == RunTraining, r.made() < 7:
				got += " new"
			case r.made() > 7:
				got += " on"
			case r.s.Network.Checksum != run && state == RunStopped:
				got += " other weights"
			}
			if got += kept(r); got != c.want[i] {
				t.Errorf("%s, then %s: %s, want %s (after %d steps)", state, c.name, got, c.want[i], r.made())
			}
		}
	}
}

// A tab that may not train does nothing, and loses nothing.
func TestAnotherTabTrains(t *testing.T) {
	for _, state := range []RunState{RunUntrained, RunShipped, RunStopped, RunChanged, RunPending} {
		for _, e := range []Event{Train{}, Continue{wire.UntilEnd}, Continue{wire.UntilStep}, Continue{wire.UntilEpoch}} {
			r := at(t, state)
			r.s.Autosave.Tab = TabOther
			base := engine.Checksum(r.base().Weights)
			if list := r.s.Update(e); len(list) > 0 {
				only[Claim](t, list)
				r.do(Claimed{Mine: false})
				if !says(r.s, "tabs", "") {
					t.Errorf("%s, %T: the page says %+v", state, e, r.s.Notices)
				}
			}
			r.rest()
			if r.s.RunState() != state || engine.Checksum(r.base().Weights) != base || r.s.Previous.Network != nil {
				t.Errorf("%s, %T: the page is %s, something is kept: %v", state, e, r.s.RunState(), r.s.Previous.Network != nil)
			}
		}
	}
}

// At the limit of epochs nothing continues the run.
func TestAtTheLimitOfEpochsTheRunIsOver(t *testing.T) {
	s := open(t, wire.Yours)
	s.Update(wire.Progress{Phase: wire.Finished, Epoch: spec.MaxEpochs, Epochs: spec.MaxEpochs})
	if !s.AtLimit() || s.CanContinue() || s.CanStep() || !s.CanTrain() {
		t.Errorf("at the limit: Continue %v, Step %v, Train %v", s.CanContinue(), s.CanStep(), s.CanTrain())
	}
	for _, until := range []wire.Until{wire.UntilEnd, wire.UntilEpoch, wire.UntilStep} {
		if list := s.Update(Continue{until}); list != nil {
			t.Errorf("until %s: sent %v", until, kindsOf(list))
		}
	}
	if s.Space() != (Train{}) {
		t.Errorf("Space does %#v", s.Space())
	}
	s.Update(SetField{"blocks[0].pooling", "average"}) // another run
	if !s.CanContinue() {
		t.Error("a change cannot be gone on with")
	}
}

// While layers must be learned again, no digit is read, and only the layers before them have maps.
func TestLayersToLearnHaveNoNumbers(t *testing.T) {
	r := at(t, RunPending)
	draw(r.s, digits(t)[3])
	r.s.Prediction.asking = false // the trainer has not received the question of draw
	r.execute(r.s.ask())
	r.rest()
	if _, ok := r.s.Probabilities(); ok || r.s.Best() != -1 {
		t.Error("a digit is read by untrained weights")
	}
	learn := r.s.Network.Learn[0]
	if !slices.Equal(r.s.Draft.Learn, []int{3, 4}) || learn != 3 {
		t.Fatalf("learn %v, the network %v", r.s.Draft.Learn, r.s.Network.Learn)
	}
	for layer := range r.s.Network.Model.Layers {
		if got := r.s.Numbers(layer) != nil; got != (layer < learn) {
			t.Errorf("layer %d shows numbers: %v", layer, got)
		}
	}
	paint(r.s)
}
