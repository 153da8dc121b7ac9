package state

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"convlab/engine"
	files "convlab/engine/checkpoint"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// chance returns an event that a user may cause, or the death of the trainer.
func (r *room) chance(random *rand.Rand, opened [][]byte, links []string) Event {
	pick := func(values ...string) string { return values[random.IntN(len(values))] }
	events := []func() Event{
		func() Event { return Train{} },
		func() Event { return Continue{wire.UntilEnd} },
		func() Event { return Continue{wire.UntilStep} },
		func() Event { return Continue{wire.UntilEpoch} },
		func() Event { return Pause{} },
		func() Event { return Reset{} },
		func() Event { return Discard{} },
		func() Event { return AddBlock{random.IntN(4)} },
		func() Event { return RemoveBlock{random.IntN(3)} },
		func() Event { return SetField{"blocks[0].pooling", pick("max", "average", "none")} },
		func() Event { return SetField{"blocks[0].activation", pick("relu", "tanh")} },
		func() Event { return SetField{"blocks[1].filters", pick("2", "3")} },
		func() Event { return SetField{"units", pick("0", "8", "9", "-1")} },
		func() Event { return SetField{"training.batch_size", pick("50", "100", "0")} },
		func() Event { return SetField{"training.learning_rate", pick("0.001", "0.002")} },
		func() Event { return SetField{"training.epochs", pick("1", "2", "3")} },
		func() Event { return SetField{"training.seed", pick("1", "2")} },
		func() Event { return ChoosePreset{pick("convnet", "dense", "half")} },
		func() Event { return UsePretrain{} },
		func() Event { return UseRecord{1001 + random.IntN(2)} },
		func() Event {
			return SaveFile{[]wire.Format{wire.FormatCheckpoint, wire.FormatModel, wire.FormatONNX}[random.IntN(3)]}
		},
		func() Event { return OpenFile{"a.safetensors", opened[random.IntN(len(opened))]} },
		func() Event { return OpenLink{pick(links...)} },
		func() Event { return RestorePrevious{} },
		func() Event { return RestorePrevious{} },
		func() Event { r.s.Autosave.Resumable = []Generation{{Key: "a/0"}}; return Resume{} },
		func() Event { return Rollback{} },
		func() Event { return Dismiss{0} },
		func() Event { return Leave{} },
		func() Event { return Tick{r.s.clock + Interval/2} },
		func() Event { return wire.Bye{Reason: "panic"} },
		func() Event { return Retry{} },
	}
	return events[random.IntN(len(events))]()
}

// For any events, and any delay of the trainer's messages: weights that were trained here for an epoch are replaced only by other
// weights of the user's own; an inert command does nothing; a change that is undone leaves the run unchanged; and everything that
// is awaited arrives.
func TestChanceLosesNothing(t *testing.T) {
	few := spec.Note(100)
	few.Examples, few.Epochs = 1000, 2
	old := twice(t).s.Previous.Network.Bytes
	for seed := range uint64(chances) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 15))
			r := at(t, RunUntrained)
			r.stored = old
			mine, model := r.s.Link(), r.s.Draft.Model()
			r.do(SetField{"units", "9"})
			links := []string{mine, r.s.Link()}
			deep := spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
				spec.Flatten{}, spec.Dense{Units: 8, Activation: spec.ReLU}, spec.Dense{Units: 6, Activation: spec.ReLU},
				spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
			}}
			opened := [][]byte{modelFile(t, r.s.Draft.Model(), few, 0), modelFile(t, deep, few, 0), []byte("hello")}
			r.s.Records.List = []Record{{ID: 1001, Model: model, Training: few}, {ID: 1002, Model: r.s.Draft.Model(), Training: few}}
			var said []string
			for range 60 {
				var events []Event
				for range 1 + max(random.IntN(5)-2, 0) {
					events = append(events, r.chance(random, opened, links))
				}
				for _, e := range events {
					said = append(said, fmt.Sprintf("%T%+v", e, short(e)))
				}
				r.lives(random, events)
				said = append(said, "= "+string(r.s.RunState())+";")
				if t.Failed() {
					t.Fatalf("after %s", strings.Join(said[max(len(said)-12, 0):], " "))
				}
			}
		})
	}
}

// chances is the number of visits of TestChanceLosesNothing.
const chances = 6

// short returns an event without the bytes of its file, for messages.
func short(e Event) Event {
	if f, ok := e.(OpenFile); ok {
		return f.Name
	}
	return e
}

// happens dispatches events while the trainer's messages are delayed.
func (r *room) happens(random *rand.Rand, events []Event) {
	r.t.Helper()
	r.late = func() bool { return random.IntN(3) == 0 }
	for _, e := range events {
		inert := false
		switch c := e.(type) {
		case Train:
			inert = !r.s.CanTrain()
		case Continue:
			inert = !r.s.CanStep() || c.Until == wire.UntilEnd && !r.s.CanContinue()
		case Reset:
			inert = !r.s.CanReset()
		}
		list := r.s.Update(e)
		if inert && len(list) > 0 {
			r.t.Errorf("%T is inert, and sent %v", e, kindsOf(list))
		}
		if _, bye := e.(wire.Bye); bye {
			r.inbox, r.dead = nil, true
		}
		r.execute(list)
		r.work(random.IntN(4))
	}
	r.late = nil
}

// settles waits until everything that was requested has arrived. It starts a dead trainer again.
func (r *room) settles() {
	r.t.Helper()
	r.receive()
	if r.s.Worker.Status == Dead {
		r.do(Retry{})
	}
	r.work(8)
	s := r.s
	for range 3 {
		if s.Autosave.Asking() { // at the end of a run
			r.work(1)
		}
	}
	if s.Worker.Status != Alive || s.Autosave.Asking() || s.Autosave.restore != nil || s.Autosave.Resuming || s.Previous.restoring || s.Previous.exchanged != nil ||
		s.Network.loads != "" || s.Network.afterLoad != nil || s.Files.Opening != "" || s.Files.follow || s.Autosave.downloadID != 0 || s.Network.fresh {
		r.t.Errorf("something is waited for: %+v, loads %q, brings back %v, opens %+v, fresh %v, gives %d", s.Autosave.restore, s.Network.loads, s.Previous.restoring, s.Files, s.Network.fresh, s.Autosave.downloadID)
	}
	if s.Network.Model.Same(s.Draft.Model()) == s.Draft.unshown && s.RunState() != RunTraining {
		r.t.Errorf("the controls show %v, the network is %v", s.Draft.Model().Names(), s.Network.Model.Names())
	}
	if sum := engine.Checksum(r.trainer.View().Weights()); s.RunState() != RunTraining && sum != s.Network.Checksum {
		r.t.Errorf("the trainer has %s, the page shows %s", sum, s.Network.Checksum)
	}
	if _, ok := s.Probabilities(); ok && s.RunState() == RunPending {
		r.t.Error("a digit is read while layers must be learned again")
	}
}

// own reports whether a checkpoint contains weights of the user's own.
func own(c files.Checkpoint) bool {
	return c.Progress.Source != "pretrained" && c.Progress.Source != "untrained"
}

// lives dispatches events and checks the properties of TestChanceLosesNothing.
func (r *room) lives(random *rand.Rand, events []Event) {
	r.t.Helper()
	s := r.s
	r.do(Leave{}) // so that a death loses nothing
	r.work(2)
	state := s.RunState() // base continues a training
	before, previous, curve := r.base(), s.Previous.Network, slices.Clone(s.Run.Scores)
	dies := slices.ContainsFunc(events, func(e Event) bool { _, bye := e.(wire.Bye); return bye })
	if dies && own(before) { // it loses the steps after the last checkpoint
		var err error
		if before, err = files.LoadCheckpoint(s.Autosave.File.Bytes); err != nil {
			r.t.Fatal(err)
		}
	}
	r.happens(random, events)
	r.settles()
	after := r.base()
	if r.t.Failed() || !own(before) || slices.Equal(after.Weights, before.Weights) {
		return
	}
	goesOn := own(after) && after.Progress.From == before.Progress.From && further(after, before)
	if _, continues := events[0].(Continue); continues && before.Progress.Source == "file" {
		goesOn = after.Progress.From == engine.Checksum(before.Weights) // a run of a model's weights
	}
	if len(events) > 1 {
		if before.Progress.Epoch > 0 && !(own(after) && after.Progress.Epoch > 0) && (s.Previous.Network == nil || s.Previous.Network.Epoch == 0) {
			r.t.Errorf("weights of epoch %d are gone, and no network of an epoch is the previous one", before.Progress.Epoch)
		}
		return
	}
	switch events[0].(type) {
	case Continue, Pause, SetField, wire.Bye, Retry, Train, Leave, Tick, SaveFile, Dismiss:
		if goesOn && (state == RunTraining || state == RunStopped) && s.Previous.Network == previous {
			return
		}
	default:
		if goesOn && state == RunTraining && s.Previous.Network == previous {
			return
		}
	}
	if s.Previous.Network == nil {
		r.t.Errorf("weights of epoch %d are gone, %s", before.Progress.Epoch, state)
		return
	}
	if s.Previous.Network == previous && previous.Epoch > 0 && before.Progress.Epoch == 0 {
		return // a few steps never replace an epoch
	}
	old, err := files.LoadCheckpoint(s.Previous.Network.Bytes)
	if err != nil {
		r.t.Fatal(err)
	}
	if !slices.Equal(old.Weights, before.Weights) && !further(old, before) {
		r.t.Errorf("the previous network is %s, gone is %s of epoch %d", engine.Checksum(old.Weights), engine.Checksum(before.Weights), before.Progress.Epoch)
	}
	if before.Progress.Epoch > 0 && len(curve) > 0 && !shared(curve, s.Run.Scores) && !shared(curve, s.Run.PreviousScores()) {
		r.t.Errorf("the curve of epoch %d is gone", before.Progress.Epoch)
	}
}

// further reports whether a run can get from one place to another.
func further(a, b files.Checkpoint) bool {
	return a.Model.Same(b.Model) && a.Progress.Epoch*1000+a.Progress.Step >= b.Progress.Epoch*1000+b.Progress.Step
}
