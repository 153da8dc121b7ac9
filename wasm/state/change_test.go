package state

import (
	"fmt"
	"maps"
	"testing"

	"convlab/engine"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

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
	r.do(AddBlock{At: 9}, SetField{"blocks[1].filters", "4"}, AddBlock{At: 9}, SetField{"blocks[2].filters", "4"}, Train{})
	r.work(2)
	r.do(Pause{}, RemoveBlock{1})
	r.rest()
	if r.s.RunState() != RunChanged {
		t.Errorf("without the block in the middle %v must be learned again", r.s.Draft.Learn)
	}
	r.do(Discard{})
	r.do(AddBlock{At: 9}, SetField{"blocks[3].filters", "4"})
	r.rest()
	if names := r.s.Draft.Model().Names(); len(r.s.Draft.Learn) != 1 || names[r.s.Draft.Learn[0]] != "conv2d_3" {
		t.Errorf("with a block more %v of %v must be learned again", r.s.Draft.Learn, names)
	}
}

func TestAnAddedBlockTakesItsPlaceAmongTheOthers(t *testing.T) {
	for at, want := range map[int]string{0: "[32 8 9 10]", 1: "[8 32 9 10]", 3: "[8 9 10 32]", 9: "[8 9 10 32]"} {
		s := open(t, wire.Pretrained)
		for i, filters := range []string{"8", "9", "10"} {
			s.Update(SetField{FieldPath(i, "filters"), filters})
		}
		s.Update(AddBlock{At: at})
		var filters []int
		for _, b := range s.Draft.Blocks {
			filters = append(filters, b.Filters)
		}
		if got := fmt.Sprint(filters); got != want {
			t.Errorf("a block before block %d makes the filters %s, want %s", at, got, want)
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
