package state

import (
	"maps"
	"slices"
	"testing"

	"convlab/engine"
	files "convlab/engine/checkpoint"
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
		{"a layer more", AddBlock{}, [6]string{"untrained", "pending", "pending", "pending", "pending", "pending"}},
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
		t.Error("a digit is read by weights that nobody has trained")
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

// Undo returns to the network that answered, and from there to the learned one.
func TestUndoReturnsToTheNetworkThatAnswered(t *testing.T) {
	r := at(t, RunStopped)
	base := engine.Checksum(r.base().Weights)
	r.do(SetField{"blocks[0].pooling", "average"}, SetField{"units", "9"}, SetField{"units", "10"})
	r.do(SetField{"training.learning_rate", "0.004"})
	r.do(Discard{})
	r.rest()
	if r.s.RunState() != RunChanged || r.s.Draft.Blocks[0].Pooling != AveragePooling || r.s.Draft.Units != 8 || r.s.Draft.Training.LearningRate != 0.004 {
		t.Errorf("the page is %s and shows %+v", r.s.RunState(), r.s.Draft)
	}
	r.do(Discard{})
	r.rest()
	if r.s.RunState() != RunStopped || engine.Checksum(r.base().Weights) != base || r.s.Run.Progress.Phase != wire.Paused || r.s.Run.Progress.Step != 7 {
		t.Errorf("the page is %s, its progress %+v", r.s.RunState(), r.s.Run.Progress)
	}
}

// The other layers keep their weights when a layer is added or removed.
func TestARemovedBlockLeavesTheOthersTheirWeights(t *testing.T) {
	r := at(t, RunStopped)
	r.do(AddBlock{}, SetField{"blocks[1].filters", "4"}, AddBlock{}, SetField{"blocks[2].filters", "4"}, Train{})
	r.work(2)
	r.do(Pause{}, RemoveBlock{1})
	r.rest()
	if r.s.RunState() != RunChanged {
		t.Errorf("without the block in the middle %v must be learned again", r.s.Draft.Learn)
	}
	r.do(Discard{})
	r.do(AddBlock{}, SetField{"blocks[3].filters", "4"})
	r.rest()
	if names := r.s.Draft.Model().Names(); len(r.s.Draft.Learn) != 1 || names[r.s.Draft.Learn[0]] != "conv2d_3" {
		t.Errorf("with a block more %v of %v must be learned again", r.s.Draft.Learn, names)
	}
}

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
		t.Errorf("kept is %+v", p)
	}
}

// The death of the trainer loses nothing: neither the run, nor a change of it, nor the previous network.
func TestADeadTrainerLosesNothing(t *testing.T) {
	kept := twice(t).s.Previous.Network
	file, err := files.LoadCheckpoint(kept.Bytes)
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
		r.do(*kept)
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
			r.do(*kept)
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

// A network that the controls cannot show is trained unchanged, until a control changes the structure.
func TestANetworkThatTheControlsCannotShowIsTrained(t *testing.T) {
	deep := spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{}, spec.Dense{Units: 8, Activation: spec.ReLU}, spec.Dense{Units: 6, Activation: spec.ReLU},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
	few := spec.Note(100)
	few.Examples = 1000
	for name, e := range map[string]Event{"Train": Train{}, "Continue": Continue{wire.UntilEnd}, "Step": Continue{wire.UntilStep}} {
		r := at(t, RunStopped)
		r.do(OpenFile{"deep.safetensors", modelFile(t, deep, few, 3)})
		r.rest()
		for _, c := range []SetField{{"training.learning_rate", "0.002"}, {"training.batch_size", "50"}} {
			r.do(c)
			r.rest()
			if n := r.s.Network; !n.Model.Same(deep) || r.s.RunState() != RunStopped || n.Epoch != 3 {
				t.Errorf("%+v: %s, %v of epoch %d", c, r.s.RunState(), n.Model.Names(), n.Epoch)
			}
		}
		r.do(e)
		r.work(2)
		r.do(Pause{})
		r.rest()
		n := r.s.Network
		if !n.Model.Same(deep) || n.Origin != wire.Yours || (n.ContinuedFrom == "") != (name == "Train") {
			t.Errorf("%s trains %v, from %q", name, n.Model.Names(), n.ContinuedFrom)
		}
		if n.Training.LearningRate != 0.002 || n.Training.BatchSize != 50 {
			t.Errorf("%s trains with %+v", name, n.Training)
		}
		r.do(SetField{"units", "16"})
		r.rest()
		if !r.s.Network.Model.Same(r.s.Draft.Model()) || r.s.RunState() != RunPending {
			t.Errorf("%s, then a control: %s, %v", name, r.s.RunState(), r.s.Network.Model.Names())
		}
		r.do(Discard{})
		r.rest()
		if !r.s.Network.Model.Same(deep) || r.s.RunState() != RunStopped {
			t.Errorf("%s, then Undo: %s, %v", name, r.s.RunState(), r.s.Network.Model.Names())
		}
	}
}

// The limit of the batch size depends on the network that is trained.
func TestABatchIsJudgedByTheNetworkThatTheControlsCannotShow(t *testing.T) {
	conv := spec.Conv2D{Filters: 64, KernelSize: 3, Padding: spec.Same, Activation: spec.ReLU}
	wide := spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		conv, conv, spec.MaxPooling2D{PoolSize: 2}, spec.MaxPooling2D{PoolSize: 2}, spec.Flatten{},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
	s := open(t, wire.Yours)
	s.Update(wire.Restored{Format: wire.FormatModel})
	s.Update(wire.Network{Model: wide, Training: spec.Note(64), Origin: wire.Yours})
	for value, refused := range map[string]bool{"1000": true, "100": false} {
		s.Update(SetField{"training.batch_size", value})
		if got := s.Draft.Refusal != nil; got != refused {
			t.Errorf("batches of %s are refused: %v", value, got)
		}
	}
}

// A preset and a row have values of their own, which Undo takes back. Values that were set later stay.
func TestUndoRestoresTheValuesOfTheTraining(t *testing.T) {
	own := spec.Note(64)
	own.LearningRate, own.Epochs, own.Seed = 0.05, 4, 9
	half, _ := spec.FindPreset("half")
	row := func(m spec.Model) func(r *room) {
		return func(r *room) {
			r.s.Records.List = []Record{{ID: 1, Model: m, Training: own}}
			r.do(UseRecord{1})
		}
	}
	for name, c := range map[string]struct {
		change func(r *room)
		undos  int
	}{
		"a preset": {func(r *room) { r.do(ChoosePreset{"half"}) }, 1},
		"a row":    {row(half.Model), 1},
		"a row after a change that fits": {func(r *room) {
			r.do(SetField{"blocks[0].pooling", "average"})
			row(half.Model)(r)
		}, 2},
		"a row after a change that does not": {func(r *room) {
			r.do(SetField{"units", "9"})
			row(half.Model)(r)
		}, 1},
		"a row that fits, and a change": {func(r *room) {
			d := r.s.Draft.clone()
			d.Blocks[0].Pooling = AveragePooling
			row(d.Model())(r)
			r.do(SetField{"units", "9"})
		}, 2},
		"two rows": {func(r *room) { row(half.Model)(r); row(spec.NoteDense())(r) }, 1},
	} {
		r := at(t, RunStopped)
		before, chosen := r.s.Draft.Training, maps.Clone(r.s.Draft.chosen)
		run := r.base()
		c.change(r)
		r.rest()
		r.do(SetField{"training.momentum", "0.5"})
		for range c.undos {
			r.do(Discard{})
			r.rest()
		}
		before.Momentum, chosen["momentum"] = 0.5, true
		if got := r.s.Draft.Training; got != before || !maps.Equal(r.s.Draft.chosen, chosen) {
			t.Errorf("%s, undone: the controls show %+v with %v set, want %+v with %v", name, got, r.s.Draft.chosen, before, chosen)
		}
		n := r.s.Network
		if r.s.RunState() != RunStopped || n.Training.LearningRate != run.Training.LearningRate || r.s.Run.Progress.Epochs != run.Training.Epochs {
			t.Errorf("%s, undone: the run has %+v, ends at epoch %d", name, n.Training, r.s.Run.Progress.Epochs)
		}
	}
}

// The page says that a change has ended a training until another one begins, even if that had made no step and nothing is
// suspended.
func TestAChangeSaysThatItInterruptedATraining(t *testing.T) {
	waits := func() *room { // no picture has arrived
		r := enter(t)
		r.small()
		r.do(Train{})
		r.rest()
		if r.s.Run.Progress.Phase != wire.Waiting {
			t.Fatalf("the training is %s", r.s.Run.Progress.Phase)
		}
		return r
	}
	change := SetField{"units", "12"}
	for name, c := range map[string]struct {
		begin  func() *room
		events []Event
		want   bool
	}{
		"a training that waits":      {waits, []Event{change}, true},
		"and another change":         {waits, []Event{change, SetField{"units", "14"}}, true},
		"and Train":                  {waits, []Event{change, Train{}}, false},
		"and Reset":                  {waits, []Event{change, Reset{}}, false},
		"and the pretrained weights": {waits, []Event{change, UsePretrain{}}, false},
		"a value":                    {waits, []Event{SetField{"training.batch_size", "50"}}, false},
		"paused before":              {waits, []Event{Pause{}, change}, false},
		"a training":                 {func() *room { return at(t, RunTraining) }, []Event{change}, true},
		"and Undo":                   {func() *room { return at(t, RunTraining) }, []Event{change, Discard{}}, false},
		"undone, and a change":       {func() *room { return at(t, RunTraining) }, []Event{change, Discard{}, change}, false},
		"a trainer that died":        {func() *room { return at(t, RunTraining) }, []Event{Leave{}, wire.Bye{Reason: "panic"}, change, Retry{}}, true},
		"a stopped run":              {func() *room { return at(t, RunStopped) }, []Event{change}, false},
	} {
		r := c.begin()
		for _, e := range c.events {
			r.do(e)
			r.work(3)
		}
		if r.s.Draft.Interrupted != c.want {
			t.Errorf("%s: said is %v, want %v; the page is %s", name, r.s.Draft.Interrupted, c.want, r.s.RunState())
		}
		if r.s.Draft.Interrupted && r.s.RunState() == RunTraining {
			t.Errorf("%s: the training goes on", name)
		}
	}
	r := waits()
	for _, e := range []Event{change, SetField{"units", "8"}} { // set back before the trainer answers
		r.execute(r.s.Update(e))
	}
	r.work(3)
	if !r.s.Draft.Interrupted || r.s.RunState() != RunUntrained {
		t.Errorf("set back at once: said is %v, the page is %s", r.s.Draft.Interrupted, r.s.RunState())
	}
}
