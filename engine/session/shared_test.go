package session_test

import (
	"reflect"
	"testing"

	"convlab/engine/parallel"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// pair is a session whose network is shared out with a worker, by the units of
// its first layer, and one that computes alone: what is told to both must end
// alike.
type pair struct {
	*rig
	alone *rig
	tasks tasks
}

func newPair(t testing.TB, m spec.Model, training spec.Training) *pair {
	p := &pair{tasks: tasks{}}
	p.rig, p.alone = crewed(t, 2, p.tasks), opened(t, training)
	p.do(wire.Open{Model: m, Training: training}, wire.Reset{})
	return p
}

func (p *pair) do(commands ...wire.Message) {
	p.t.Helper()
	p.rig.do(commands...)
	p.alone.do(commands...)
}

// owe makes so many steps of the training, of which the worker has the last: the
// session's own weights are older.
func (p *pair) owe(steps int) {
	p.t.Helper()
	for range steps {
		before := p.tasks[parallel.Commit] - p.tasks[parallel.Give]
		p.Work()
		p.alone.Work()
		if steps--; steps == 0 && p.tasks[parallel.Commit]-p.tasks[parallel.Give] != before+1 {
			p.t.Errorf("the last step is not owed: this shows nothing (tasks %v)", p.tasks)
		}
	}
}

// asked returns how often the worker was asked for its weights while f ran.
func (p *pair) asked(f func()) int {
	before := p.tasks[parallel.Give]
	f()
	return p.tasks[parallel.Give] - before
}

func (p *pair) wantAlike(what string) {
	p.t.Helper()
	if p.tasks[parallel.Take] == 0 {
		p.t.Fatalf("%s: nothing was shared out: this shows nothing (tasks %v)", what, p.tasks)
	}
	got, want := last[wire.Network](p.rig), last[wire.Network](p.alone)
	if got.Checksum != want.Checksum || got.Epoch != want.Epoch || got.Step != want.Step || got.Accuracy != want.Accuracy || got.Tested != want.Tested {
		p.t.Errorf("%s: the network is of epoch %d, step %d with %s and %v on %d; alone it is of epoch %d, step %d with %s and %v on %d", what,
			got.Epoch, got.Step, got.Checksum, got.Accuracy, got.Tested, want.Epoch, want.Step, want.Checksum, want.Accuracy, want.Tested)
	}
}

// units is a network with as few units as can be shared out, 64.
func units() spec.Model { return small(64) }

// A file that is made while the worker has the weights has the newest, and the
// training goes on.
func TestSharedWeightsAreSaved(t *testing.T) {
	for _, training := range everyOptimizer() {
		training.BatchSize = 100
		p := newPair(t, units(), training)
		p.Handle(wire.Train{Until: wire.UntilEnd})
		p.alone.Handle(wire.Train{Until: wire.UntilEnd})
		for range 3 {
			p.owe(5) // an epoch has 10, and one follows each file
			var files [2]wire.Saved
			if n := p.asked(func() { files[0] = p.save(wire.FormCheckpoint) }); n < 1 {
				t.Errorf("%s: saved without the worker's weights", training.Optimizer)
			}
			files[1] = p.alone.save(wire.FormCheckpoint)
			again := restored(t, files[0].Bytes)
			if files[0].Epoch != files[1].Epoch || files[0].Step != files[1].Step || checksumOf(again) != checksumOf(restored(t, files[1].Bytes)) {
				t.Errorf("%s: the file of epoch %d, step %d is not that of the session alone, of epoch %d, step %d",
					training.Optimizer, files[0].Epoch, files[0].Step, files[1].Epoch, files[1].Step)
			}
		}
		p.do()
		p.wantAlike(training.Optimizer)
	}
}

// A file comes while the worker has the weights of another training: those are
// fetched once, and not computed again; then the file's goes on.
func TestAFileReplacesSharedWeights(t *testing.T) {
	first := opened(t, short())
	first.do(wire.Open{Model: units(), Training: short()}, wire.Reset{})
	first.Handle(wire.Train{Until: wire.UntilEnd})
	for range 7 {
		first.Work()
	}
	file := first.save(wire.FormCheckpoint)
	other := short()
	other.Seed = 3
	p := newPair(t, units(), other)
	p.Handle(wire.Train{Until: wire.UntilEnd})
	p.alone.Handle(wire.Train{Until: wire.UntilEnd})
	p.owe(5)
	p.Handle(wire.Restore{Name: "bad"})
	p.alone.Handle(wire.Restore{Name: "bad"})
	p.owe(2)
	alone := p.tasks[parallel.Gradients]
	if n := p.asked(func() { p.do(wire.Restore{Name: "mine", Bytes: file.Bytes}) }); n != 1 || p.tasks[parallel.Gradients] > alone {
		t.Errorf("the worker was asked %d times for its weights and %d times for a step, want once and never", n, p.tasks[parallel.Gradients]-alone)
	}
	p.wantAlike("restored")
	p.do(wire.Train{Until: wire.UntilEnd})
	p.wantAlike("at the end")
	first.do()
	if got, want := last[wire.Network](p.rig).Checksum, last[wire.Network](first).Checksum; got != want {
		t.Errorf("the file's training ends at %s, uninterrupted at %s", got, want)
	}
}

// Other settings, a reset and a change of the rate meet the newest weights, too.
func TestSharedWeightsMeetCommands(t *testing.T) {
	gentle := short()
	gentle.LearningRate /= 8
	wider, faster := short(), short()
	wider.BatchSize, faster.LearningRate = 50, 0.01
	for what, command := range map[string]wire.Message{
		"paused":           wire.Pause{},
		"another rate":     wire.SetTraining{Training: faster},
		"gentler settings": wire.Open{Model: units(), Training: gentle},
		"other batches":    wire.Open{Model: units(), Training: wider},
		"carried":          wire.Open{Model: small(96), Training: short()},
		"reset":            wire.Reset{},
	} {
		p := newPair(t, units(), short())
		p.Handle(wire.Train{Until: wire.UntilEnd})
		p.alone.Handle(wire.Train{Until: wire.UntilEnd})
		p.owe(5)
		p.do(command, wire.Train{Until: wire.UntilEpoch})
		p.wantAlike(what)
	}
}

// A test, at the end of an epoch or within it, measures the newest weights.
func TestSharedWeightsAreExamined(t *testing.T) {
	p := newPair(t, units(), short())
	p.Handle(wire.Train{Until: wire.UntilEnd})
	p.alone.Handle(wire.Train{Until: wire.UntilEnd})
	p.owe(4)
	p.Handle(wire.Pause{})
	p.alone.Handle(wire.Pause{})
	p.add("test-tenth")
	p.alone.add("test-tenth")
	p.do()
	p.wantAlike("paused")
	if n := last[wire.Network](p.rig); n.Tested != 1000 {
		t.Errorf("measured on %d pictures, want on 1000", n.Tested)
	}
	p.do(wire.Train{Until: wire.UntilEnd})
	p.wantAlike("at the end")
	got, want := last[wire.Results](p.rig), last[wire.Results](p.alone)
	got.Pixels, want.Pixels = nil, nil
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the results are %+v, alone %+v", got, want)
	}
}

// A divergence with a worker is the one without, and the way back from it the
// same.
func TestSharedWeightsDivergeAndGoBack(t *testing.T) {
	m := deep()
	m.Layers[1] = spec.Dense{Units: 64}
	p := newPair(t, m, spec.Training{Optimizer: spec.SGD, LearningRate: 10, Momentum: 0.9, BatchSize: 40, Epochs: 3, Examples: 1000, Shards: 4, Seed: 1})
	p.do(wire.Train{Until: wire.UntilEnd})
	for retreats := 0; last[wire.Progress](p.alone).Phase != wire.Finished; retreats++ {
		got, want := p.wantDivergence(), p.alone.wantDivergence()
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("retreat %d: it says %+v with the offer %+v, alone %+v with %+v", retreats, got, got.Offer, want, want.Offer)
		}
		p.wantAlike("diverged")
		if retreats > 12 { // 10/2^12 is 0.0024: slow, but sound
			t.Fatal("it diverges for ever")
		}
		p.rig.events, p.alone.events = nil, nil
		p.do(wire.Retreat{})
		p.wantAlike("gone back")
	}
	p.wantPhase(wire.Finished)
}
