package session_test

import (
	"math"
	"slices"
	"testing"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// hidden has two hidden layers, the first and the last of which are those of small.
func hidden(units, more int) spec.Model {
	m := small(units)
	m.Layers = slices.Insert(m.Layers, 2, spec.Layer(spec.Dense{Units: more, Activation: spec.ReLU}))
	return m
}

// maps is a convnet that learns in milliseconds.
func maps(pool spec.Layer) spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Conv2D{Filters: 2, KernelSize: 5, Strides: 3, Activation: spec.ReLU}, pool, spec.Flatten{},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

// A change only suspends the run: set back, it goes on to the bits of a run that
// was never disturbed, whatever was done to the changed network but a step.
func TestASuspendedRunIsRestoredToTheBit(t *testing.T) {
	average := spec.AveragePooling2D{PoolSize: 2}
	wait := short()
	wait.Examples, wait.BatchSize = 5000, 1024 // more than are here: a training of it waits
	for name, between := range map[string][]wire.Message{
		"a change that fits":          {wire.Open{Model: maps(average), Training: short()}},
		"a change that does not":      {wire.Open{Model: small(16), Training: short()}},
		"two changes":                 {wire.Open{Model: maps(average), Training: short()}, wire.Open{Model: hidden(8, 8), Training: short()}},
		"a drawing":                   {wire.Open{Model: maps(average), Training: short()}, wire.Predict{Pixels: pixels()}},
		"a file is made":              {wire.Open{Model: small(16), Training: short()}, wire.Save{Format: wire.FormatCheckpoint}, wire.Save{Format: wire.FormatModel}},
		"a training that only waits":  {wire.Open{Model: maps(average), Training: wait}, wire.Train{Until: wire.UntilEnd}},
		"a step of one that waits":    {wire.Open{Model: small(8), Training: wait}, wire.Train{Until: wire.UntilStep}, wire.Pause{}},
		"a refused change":            {wire.Open{Model: maps(average), Training: short()}, wire.Open{Model: small(0), Training: short()}},
		"nothing":                     nil,
		"other values, and back":      {wire.SetTraining{Training: wait}},
		"other values for the change": {wire.Open{Model: maps(average), Training: wait}},
	} {
		for _, optimizer := range []string{spec.RMSprop, spec.SGD, spec.Adam} {
			training := short()
			training.Optimizer = optimizer
			r, plain := opened(t, training), opened(t, training)
			for _, rig := range []*rig{r, plain} {
				rig.add("test-tenth")
				rig.do(wire.Open{Model: maps(spec.MaxPooling2D{PoolSize: 2}), Training: training}, wire.Reset{})
				rig.Handle(wire.Train{Until: wire.UntilEnd})
				for range 7 {
					rig.Work()
				}
				rig.do(wire.Pause{})
			}
			suspended := last[wire.Network](r)
			for _, c := range between {
				r.do(c)
			}
			r.do(wire.Open{Model: maps(spec.MaxPooling2D{PoolSize: 2}), Training: training})
			r.wantPhase(wire.Paused)
			if n := last[wire.Network](r); n.Checksum != suspended.Checksum || n.Changed || n.Origin != wire.Yours || n.Step != suspended.Step {
				t.Errorf("%s: set back the network is %+v, was %+v", name, n, suspended)
			}
			r.do(wire.Train{Until: wire.UntilEnd})
			plain.do(wire.Train{Until: wire.UntilEnd})
			got, want := last[wire.Network](r), last[wire.Network](plain)
			if got.Checksum != want.Checksum || got.Accuracy != want.Accuracy || got.ContinuedFrom != "" {
				t.Errorf("%s, %s: the run ends at %s, undisturbed at %s", name, optimizer, got.Checksum, want.Checksum)
			}
			if g, w := len(curves(r)), len(curves(plain)); g != w {
				t.Errorf("%s: the curves have %d points, undisturbed %d", name, g, w)
			}
			if all := every[wire.Replaced](r); len(all) > 0 {
				t.Errorf("%s: %d networks were replaced", name, len(all))
			}
		}
	}
}

// A rollback that was offered is offered again when its run is back.
func TestASuspendedRunKeepsItsRollback(t *testing.T) {
	r := opened(t, short())
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for range 15 {
		r.Work()
	}
	r.blowUp(0x1p90)
	r.do()
	offer := *r.wantDivergence().Rollback
	r.do(wire.Open{Model: small(8), Training: short()})
	r.do(wire.Rollback{})
	r.wantFault("rollback", wire.CauseCommand)
	faults := len(every[wire.Fault](r))
	r.do(wire.Open{Model: small(16), Training: short()})
	if d := r.wantDivergence(); len(every[wire.Fault](r)) != faults+1 || d.Rollback == nil || *d.Rollback != offer {
		t.Errorf("the offer is %+v, was %+v", d.Rollback, offer)
	}
	r.do(wire.Rollback{})
	if p := last[wire.Progress](r); p.Phase != wire.Finished {
		t.Errorf("after the rollback: %+v", p)
	}
}

// A step of the changed network begins a run of its own, with the values that
// are set, and hands over what it takes the place of.
func TestTheFirstStepAfterAChangeReplacesTheLearnedNetwork(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Train{Until: wire.UntilEpoch})
	learned := last[wire.Network](r)
	batches := short()
	batches.BatchSize = 50
	r.do(wire.Open{Model: hidden(16, 12), Layers: []int{0, 7, 1}, Training: batches})
	n := last[wire.Network](r)
	if !n.Changed || !slices.Equal(n.Learn, []int{2, 3}) || n.Origin != wire.Yours || n.Epoch != 1 || n.ContinuedFrom != "" || !n.Learned.Same(small(16)) {
		t.Errorf("the change is %+v", n)
	}
	if len(every[wire.Replaced](r)) > 0 {
		t.Error("it was replaced before a step was made")
	}
	r.do(wire.Train{Until: wire.UntilStep})
	n = last[wire.Network](r)
	if n.Changed || len(n.Learn) > 0 || n.ContinuedFrom != learned.Checksum || n.Epoch != 0 || n.Step != 1 || n.Training.BatchSize != 50 {
		t.Errorf("after a step the network is %+v", n)
	}
	if !slices.Equal(n.Layers, []int{0, 7, 1}) || !slices.Equal(n.LearnedLayers, n.Layers) {
		t.Errorf("its layers are %v, learned %v", n.Layers, n.LearnedLayers)
	}
	kept := last[wire.Replaced](r)
	if kept.Epoch != 1 || kept.Step != 0 {
		t.Errorf("handed over is %+v", kept)
	}
	again := restored(t, kept.Bytes)
	again.do(wire.Train{Until: wire.UntilEnd})
	again.wantTrained(20)

	file, err := checkpoint.Load(r.save(wire.FormatModel).Bytes)
	if err != nil {
		t.Fatal(err)
	}
	if file.Results.From != learned.Checksum {
		t.Errorf("the file is continued from %q, want %q", file.Results.From, learned.Checksum)
	}
	back := restored(t, r.save(wire.FormatCheckpoint).Bytes)
	if n := last[wire.Network](back); n.ContinuedFrom != learned.Checksum {
		t.Errorf("restored it is continued from %q", n.ContinuedFrom)
	}
}

// Every way to another network hands over one of the user's own, and no other.
func TestWhatReplacesANetworkHandsItOver(t *testing.T) {
	other := opened(t, short())
	other.do(wire.Train{Until: wire.UntilStep})
	file := other.save(wire.FormatCheckpoint)
	for name, c := range map[string]wire.Message{
		"Reset": wire.Reset{}, "Load": wire.Load{Preset: spec.FirstShipped}, "Restore": wire.Restore{Bytes: file.Bytes},
	} {
		for _, change := range []bool{false, true} {
			r := opened(t, short())
			r.do(wire.Train{Until: wire.UntilEpoch})
			if change {
				r.do(wire.Open{Model: small(8), Training: short()})
			}
			r.do(c)
			if all := every[wire.Replaced](r); len(all) != 1 || all[0].Epoch != 1 {
				t.Fatalf("%s, changed %v: handed over %+v", name, change, all)
			}
			if n := last[wire.Network](r); n.Changed {
				t.Errorf("%s: the change is still there: %+v", name, n)
			}
			again := restored(t, last[wire.Replaced](r).Bytes)
			again.do(wire.Train{Until: wire.UntilEnd})
			again.wantTrained(20)
			for _, r := range []*rig{opened(t, short()), convnet(t)} {
				r.do(c)
				if all := every[wire.Replaced](r); len(all) > 0 {
					t.Errorf("%s of a network that nobody trained hands over %+v", name, all)
				}
			}
		}
	}
}

// Layers are matched by their identity: one that is put in or taken out leaves
// the others theirs.
func TestALayerKeepsItsWeightsWhereverItStands(t *testing.T) {
	three := func(middle ...spec.Layer) spec.Model {
		m := small(16)
		m.Layers = slices.Insert(m.Layers, 2, middle...)
		return m
	}
	square := spec.Dense{Units: 16, Activation: spec.ReLU}
	r := opened(t, short())
	r.do(wire.Open{Model: three(square, square), Layers: []int{0, 1, 2, 3}, Training: short()}, wire.Reset{}, wire.Train{Until: wire.UntilStep})
	weights := slices.Clone(r.View().Weights())
	r.do(wire.Open{Model: three(square), Layers: []int{0, 2, 3}, Training: short()})
	if n := last[wire.Network](r); len(n.Learn) > 0 {
		t.Errorf("without the second layer %v must be learned again", n.Learn)
	}
	first, one := (784+1)*16, 17*16
	if want := append(slices.Clone(weights[:first]), weights[first+one:]...); !slices.Equal(r.View().Weights(), want) {
		t.Error("the weights are not those of the layers that are left")
	}
	r.do(wire.Open{Model: three(square, square, square), Layers: []int{0, 1, 9, 2, 3}, Training: short()})
	if n := last[wire.Network](r); !slices.Equal(n.Learn, []int{3}) {
		t.Errorf("with a layer more %v must be learned again, want the new one", n.Learn)
	}
}

// On untrained weights nothing is pending and nothing is carried.
func TestAChangeOfUntrainedWeightsIsFresh(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Open{Model: hidden(16, 8), Training: short()})
	n := last[wire.Network](r)
	fresh, err := engine.New(hidden(16, 8), short().Seed)
	if err != nil {
		t.Fatal(err)
	}
	if n.Changed || len(n.Learn) > 0 || n.Origin != wire.Untrained || n.Checksum != engine.Checksum(fresh.Weights()) {
		t.Errorf("the network is %+v", n)
	}
	seed := short()
	seed.Seed = 9
	r.do(wire.SetTraining{Training: seed})
	other, err := engine.New(hidden(16, 8), 9)
	if err != nil {
		t.Fatal(err)
	}
	if n := last[wire.Network](r); n.Checksum != engine.Checksum(other.Weights()) {
		t.Error("another seed leaves the weights as they were")
	}
}

// A change whose weights all fit answers, and is measured again; one of which
// layers must be learned again is not.
func TestACompatibleChangeIsMeasured(t *testing.T) {
	r := opened(t, short())
	r.add("test-tenth")
	r.do(wire.Open{Model: maps(spec.MaxPooling2D{PoolSize: 2}), Training: short()}, wire.Reset{}, wire.Train{Until: wire.UntilEpoch})
	learned := last[wire.Network](r)
	results := len(every[wire.Results](r))
	r.do(wire.Open{Model: maps(spec.AveragePooling2D{PoolSize: 2}), Training: short()})
	n := last[wire.Network](r)
	if !n.Changed || n.Tested != 1000 || !n.Measured || n.Accuracy == learned.Accuracy || len(every[wire.Results](r)) != results+1 {
		t.Errorf("the change is %+v", n)
	}
	r.do(wire.Open{Model: small(16), Training: short()})
	if n := last[wire.Network](r); n.Tested != 0 || len(n.Learn) == 0 {
		t.Errorf("what is not learned is measured: %+v", n)
	}
	r.do(wire.Open{Model: learned.Model, Training: short()})
	if n := last[wire.Network](r); n.Accuracy != learned.Accuracy || !n.Measured || last[wire.Results](r).Accuracy != learned.Accuracy {
		t.Errorf("set back it is %+v", n)
	}
}

// The values of a training act on the next run, but for its rate and its end.
func TestValuesOfATrainingActOnTheNextRun(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Train{Until: wire.UntilStep})
	next := short()
	next.BatchSize, next.Shift, next.Seed, next.Epochs = 50, 1, 4, 3
	r.do(wire.SetTraining{Training: next})
	if n := last[wire.Network](r); n.Training.BatchSize != 100 || n.Training.Shift != 0 || n.Training.Epochs != 3 {
		t.Errorf("the run has %+v", n.Training)
	}
	r.do(wire.Train{Until: wire.UntilEnd})
	longer := short()
	longer.Epochs = 3
	if got, want := last[wire.Network](r).Checksum, trained(t, longer, 30, "train-00000"); got != want {
		t.Error("the run did not go on with its own values")
	}
	r.do(wire.Reset{}, wire.Train{Until: wire.UntilStep})
	if got, want := last[wire.Network](r).Checksum, trained(t, next, 1, "train-00000"); got != want {
		t.Error("the next run has not the values that were set")
	}
}

// A run that is resumed ends where it would have ended.
func TestTheEndOfALengthenedRunIsKept(t *testing.T) {
	r := opened(t, short())
	r.do(wire.Train{Until: wire.UntilEnd})
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for range 3 {
		r.Work()
	}
	r.do(wire.Pause{})
	again := restored(t, r.save(wire.FormatCheckpoint).Bytes)
	again.wantPhase(wire.Paused)
	again.do(wire.Train{Until: wire.UntilEnd})
	if p := last[wire.Progress](again); p.Epoch != 4 || p.Phase != wire.Finished {
		t.Errorf("it ends at %+v, want epoch 4", p)
	}
}

// The weights that a run begins with are those of the seed that it is recorded
// under, whenever that was set.
func TestFreshLayersAreOfTheSeedOfTheRun(t *testing.T) {
	seven := short()
	seven.Seed = 7
	other := func(m spec.Model) []float32 {
		net, err := engine.New(m, 7)
		if err != nil {
			t.Fatal(err)
		}
		return net.Weights()
	}
	// A step at this rate leaves the weights as they were but for a part in 1e20.
	still := func(training spec.Training) spec.Training {
		training.Optimizer, training.LearningRate = spec.SGD, 1e-30
		return training
	}
	for name, c := range map[string]struct {
		before, after []wire.Message
		model         spec.Model
		kept          int // first weights that are those of the network before
	}{
		"every layer must be learned again": {
			[]wire.Message{wire.Train{Until: wire.UntilStep}, wire.Open{Model: small(8), Training: short()}},
			[]wire.Message{wire.SetTraining{Training: still(seven)}, wire.Train{Until: wire.UntilStep}}, small(8), 0,
		},
		"some layers must be learned again": {
			[]wire.Message{wire.Train{Until: wire.UntilStep}, wire.Open{Model: hidden(16, 12), Layers: []int{0, 7, 1}, Training: short()}},
			[]wire.Message{wire.SetTraining{Training: still(seven)}, wire.Train{Until: wire.UntilStep}}, hidden(16, 12), 785 * 16,
		},
		"a training that waited": {
			[]wire.Message{wire.SetTraining{Training: waiting()}, wire.Train{Until: wire.UntilEnd}},
			[]wire.Message{wire.SetTraining{Training: still(seven)}, wire.Pause{}, wire.Train{Until: wire.UntilStep}}, small(16), 0,
		},
		"untrained": {nil, []wire.Message{wire.SetTraining{Training: still(seven)}, wire.Train{Until: wire.UntilStep}}, small(16), 0},
	} {
		r := opened(t, short())
		for _, m := range c.before {
			r.do(m)
		}
		learned := slices.Clone(r.View().Weights())
		r.do(c.after...)
		n := last[wire.Network](r)
		if n.Step != 1 || n.Training.Seed != 7 {
			t.Fatalf("%s: the network is %+v", name, n)
		}
		got, fresh := r.View().Weights(), other(c.model)
		same := func(a, b []float32) bool {
			return slices.EqualFunc(a, b, func(a, b float32) bool { return math.Abs(float64(a-b)) < 1e-20 })
		}
		if !same(got[:c.kept], learned[:c.kept]) || !same(got[c.kept:], fresh[c.kept:]) {
			t.Errorf("%s: the fresh layers are not those of the seed", name)
		}
	}
}

// waiting is a training of more pictures than are here: it makes no step.
func waiting() spec.Training {
	t := short()
	t.Examples, t.BatchSize = 5000, 1024
	return t
}

// A changed network is measured, and its number is no point of the curves of the
// run that is suspended, also where a run of it waits to begin.
func TestWhatARunThatHasNotBegunMeasuresIsNoPoint(t *testing.T) {
	r := opened(t, short())
	r.add("test-tenth")
	r.do(wire.Open{Model: maps(spec.MaxPooling2D{PoolSize: 2}), Training: short()}, wire.Reset{}, wire.Train{Until: wire.UntilEpoch})
	points := len(curves(r))
	r.do(wire.Open{Model: maps(spec.AveragePooling2D{PoolSize: 2}), Training: waiting()}, wire.Train{Until: wire.UntilEnd})
	r.do(wire.Pause{}) // it is measured now
	if n := last[wire.Network](r); !n.Changed || n.Tested != 1000 {
		t.Fatalf("the change is %+v", n)
	}
	if got := len(curves(r)); got != points {
		t.Errorf("%d points more", got-points)
	}
}
