package view

import (
	"math/rand/v2"
	"slices"
	"testing"

	"convlab/engine"
	files "convlab/engine/checkpoint"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// chance is an event as a visitor might make it.
func chance(r *rand.Rand, file []byte, links []string) Event {
	pick := func(values ...string) string { return values[r.IntN(len(values))] }
	events := []func() Event{
		func() Event { return Train{} },
		func() Event { return Continue{wire.UntilEnd} },
		func() Event { return Continue{wire.UntilStep} },
		func() Event { return Continue{wire.UntilEpoch} },
		func() Event { return Pause{} },
		func() Event { return Reset{} },
		func() Event { return Discard{} },
		func() Event { return AddBlock{} },
		func() Event { return RemoveBlock{r.IntN(3)} },
		func() Event { return SetField{"blocks[0].pooling", pick("max", "average", "none")} },
		func() Event { return SetField{"blocks[0].activation", pick("relu", "tanh")} },
		func() Event { return SetField{"blocks[1].filters", pick("2", "3")} },
		func() Event { return SetField{"units", pick("0", "8", "9", "-1")} },
		func() Event { return SetField{"training.batch_size", pick("50", "100", "0")} },
		func() Event { return SetField{"training.learning_rate", pick("0.001", "0.002")} },
		func() Event { return SetField{"training.epochs", pick("1", "2", "3")} },
		func() Event { return SetField{"training.seed", pick("1", "2")} },
		func() Event { return OpenFile{"a.safetensors", file} },
		func() Event { return OpenFile{"a.safetensors", []byte("hello")} },
		func() Event { return OpenLink{pick(links...)} },
		func() Event { return BringBack{} },
		func() Event { return Retreat{} },
		func() Event { return Dismiss{0} },
		func() Event { return Leave{} },
		func() Event { return wire.Bye{Reason: "panic"} },
		func() Event { return Retry{} },
	}
	return events[r.IntN(len(events))]()
}

// Whatever a visitor does, weights that were trained here for an epoch are lost
// only to others of the visitor's own; what is inert does nothing; a change that
// is undone leaves the run as it was.
func TestChanceLosesNothing(t *testing.T) {
	few := spec.Note(100)
	few.Examples, few.Epochs = 1000, 2
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 15))
		r := at(t, RunUntrained)
		mine := r.s.Link()
		r.do(SetField{"units", "9"})
		links := []string{mine, r.s.Link()}
		file := modelFile(t, r.s.Draft.Model(), few, 0)
		for n := range 60 {
			e := chance(random, file, links)
			if r.s.Worker.Status == Dead {
				e = Retry{}
			}
			r.lives(e, n)
			if t.Failed() {
				t.Fatalf("seed %d, event %d: %T%+v", seed, n, e, short(e))
			}
		}
	}
}

// short leaves the bytes of a file out of what is said.
func short(e Event) Event {
	if f, ok := e.(OpenFile); ok {
		return f.Name
	}
	return e
}

// lives lets an event happen and checks what must hold.
func (r *room) lives(e Event, n int) {
	r.t.Helper()
	s := r.s
	if s.Worker.Status == Alive && s.Run() != RunTraining {
		r.do(Leave{}) // so that a death takes nothing
		r.work(2)
	}
	alive := s.Worker.Status == Alive
	var before files.Checkpoint
	if alive {
		before = r.base()
	}
	state, kept, progress := s.Run(), s.Previous, s.Progress
	inert := false
	switch c := e.(type) {
	case Train:
		inert = !s.CanTrain()
	case Continue:
		inert = !s.CanStep() || c.Until == wire.UntilEnd && !s.CanContinue()
	}
	if inert {
		if list := s.Update(e); len(list) > 0 {
			r.t.Errorf("it is inert, and sent %v", kindsOf(list))
		}
		return
	}
	r.do(e)
	r.work(2 + n%5)
	if s.Worker.Status != Alive {
		return
	}
	if s.Network.Model.Same(s.Draft.Model()) != !s.unshown && s.Run() != RunTraining {
		r.t.Errorf("the controls show %v, the network is %v", s.Draft.Model().Names(), s.Network.Model.Names())
	}
	if _, ok := s.Probabilities(); ok && s.Run() == RunPending {
		r.t.Error("a digit is read while layers must be learned again")
	}
	after := r.base()
	own := alive && state != RunUntrained && before.Progress.Source != "pretrained" && before.Progress.Source != "untrained"
	if !own || slices.Equal(after.Weights, before.Weights) {
		return
	}
	_, continues := e.(Continue)
	_, pauses := e.(Pause)
	_, rate := e.(SetField)
	if (state == RunTraining || state == RunStopped && (continues || pauses)) && after.Progress.From == before.Progress.From && further(after, before) &&
		(continues || pauses || rate || s.Previous == kept) {
		return // the run goes on
	}
	if s.Previous == nil {
		r.t.Errorf("weights of epoch %d are gone, %s, %+v", before.Progress.Epoch, state, progress)
		return
	}
	if s.Previous == kept && kept.Epoch > 0 && before.Progress.Epoch == 0 {
		return // a few steps displace no epoch
	}
	old, err := files.LoadCheckpoint(s.Previous.Bytes)
	if err != nil {
		r.t.Fatal(err)
	}
	if !slices.Equal(old.Weights, before.Weights) && !further(old, before) {
		r.t.Errorf("kept is %s, gone is %s of epoch %d", engine.Checksum(old.Weights), engine.Checksum(before.Weights), before.Progress.Epoch)
	}
}

// further reports whether a run may have come from one place to another.
func further(a, b files.Checkpoint) bool {
	return a.Model.Same(b.Model) && a.Progress.Epoch*1000+a.Progress.Step >= b.Progress.Epoch*1000+b.Progress.Step
}
