package session_test

import (
	"slices"
	"testing"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// A change only suspends the run. Set back, the run goes on to the bits of one that
// was not disturbed, whatever happened to the changed network except a step.
func TestASuspendedRunIsRestoredToTheBit(t *testing.T) {
	average := spec.AveragePooling2D{PoolSize: 2}
	wait := waiting()
	for name, between := range map[string][]wire.Message{
		"a change that fits":          {wire.Open{Model: smallConvnet(average), Training: short()}},
		"a change that does not":      {wire.Open{Model: small(16), Training: short()}},
		"two changes":                 {wire.Open{Model: smallConvnet(average), Training: short()}, wire.Open{Model: twoHidden(8, 8), Training: short()}},
		"a drawing":                   {wire.Open{Model: smallConvnet(average), Training: short()}, wire.Predict{Pixels: pixels()}},
		"a file is made":              {wire.Open{Model: small(16), Training: short()}, wire.Save{Format: wire.FormatCheckpoint}, wire.Save{Format: wire.FormatModel}},
		"a training that only waits":  {wire.Open{Model: smallConvnet(average), Training: wait}, wire.Train{Until: wire.UntilEnd}},
		"a step of one that waits":    {wire.Open{Model: small(8), Training: wait}, wire.Train{Until: wire.UntilStep}, wire.Pause{}},
		"a refused change":            {wire.Open{Model: smallConvnet(average), Training: short()}, wire.Open{Model: small(0), Training: short()}},
		"nothing":                     nil,
		"other values, and back":      {wire.SetTraining{Training: wait}},
		"other values for the change": {wire.Open{Model: smallConvnet(average), Training: wait}},
	} {
		for _, optimizer := range []string{spec.RMSprop, spec.SGD, spec.Adam} {
			training := short()
			training.Optimizer = optimizer
			h, plain := opened(t, training), opened(t, training)
			for _, h := range []*harness{h, plain} {
				h.add("test-tenth")
				h.run(wire.Open{Model: smallConvnet(spec.MaxPooling2D{PoolSize: 2}), Training: training}, wire.Reset{})
				h.Handle(wire.Train{Until: wire.UntilEnd})
				for range 7 {
					h.Work()
				}
				h.run(wire.Pause{})
			}
			suspended := last[wire.Network](h)
			for _, c := range between {
				h.run(c)
			}
			h.run(wire.Open{Model: smallConvnet(spec.MaxPooling2D{PoolSize: 2}), Training: training})
			h.wantPhase(wire.Paused)
			if n := last[wire.Network](h); n.Checksum != suspended.Checksum || n.Changed || n.Origin != wire.Yours || n.Step != suspended.Step {
				t.Errorf("%s: set back the network is %+v, was %+v", name, n, suspended)
			}
			h.run(wire.Train{Until: wire.UntilEnd})
			plain.run(wire.Train{Until: wire.UntilEnd})
			got, want := last[wire.Network](h), last[wire.Network](plain)
			if got.Checksum != want.Checksum || got.Accuracy != want.Accuracy || got.ContinuedFrom != "" {
				t.Errorf("%s, %s: the run ends at %s, undisturbed at %s", name, optimizer, got.Checksum, want.Checksum)
			}
			if g, w := len(curves(h)), len(curves(plain)); g != w {
				t.Errorf("%s: the curves have %d points, undisturbed %d", name, g, w)
			}
			if all := every[wire.Replaced](h); len(all) > 0 {
				t.Errorf("%s: %d networks were replaced", name, len(all))
			}
		}
	}
}

// A step of the changed network begins a run of its own, with the settings of that
// moment, and hands over the network that it replaces.
func TestTheFirstStepAfterAChangeReplacesTheLearnedNetwork(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Train{Until: wire.UntilEpoch})
	learned := last[wire.Network](h)
	batches := short()
	batches.BatchSize = 50
	h.run(wire.Open{Model: twoHidden(16, 12), Layers: []int{0, 7, 1}, Training: batches})
	n := last[wire.Network](h)
	if !n.Changed || !slices.Equal(n.Learn, []int{2, 3}) || n.Origin != wire.Yours || n.Epoch != 1 || n.ContinuedFrom != "" || !n.Learned.Same(small(16)) {
		t.Errorf("the change is %+v", n)
	}
	if len(every[wire.Replaced](h)) > 0 {
		t.Error("the learned network was replaced before a step was made")
	}
	h.run(wire.Train{Until: wire.UntilStep})
	n = last[wire.Network](h)
	if n.Changed || len(n.Learn) > 0 || n.ContinuedFrom != learned.Checksum || n.Epoch != 0 || n.Step != 1 || n.Training.BatchSize != 50 {
		t.Errorf("after a step the network is %+v", n)
	}
	if !slices.Equal(n.Layers, []int{0, 7, 1}) || !slices.Equal(n.LearnedLayers, n.Layers) {
		t.Errorf("its layers are %v, learned %v", n.Layers, n.LearnedLayers)
	}
	replaced := last[wire.Replaced](h)
	if replaced.Epoch != 1 || replaced.Step != 0 {
		t.Errorf("the network handed over is %+v", replaced)
	}
	again := restored(t, replaced.Bytes)
	again.run(wire.Train{Until: wire.UntilEnd})
	again.wantTrained(20)

	file, err := checkpoint.Load(h.save(wire.FormatModel).Bytes)
	if err != nil {
		t.Fatal(err)
	}
	if file.Results.From != learned.Checksum {
		t.Errorf("the file is continued from %q, want %q", file.Results.From, learned.Checksum)
	}
	back := restored(t, h.save(wire.FormatCheckpoint).Bytes)
	if n := last[wire.Network](back); n.ContinuedFrom != learned.Checksum {
		t.Errorf("restored it is continued from %q", n.ContinuedFrom)
	}
}

// A network of the user's own is handed over, however it is replaced; others are
// not.
func TestReplacingANetworkHandsItOver(t *testing.T) {
	other := opened(t, short())
	other.run(wire.Train{Until: wire.UntilStep})
	file := other.save(wire.FormatCheckpoint)
	for name, c := range map[string]wire.Message{
		"Reset": wire.Reset{}, "Load": wire.Load{Preset: spec.FirstShipped}, "Restore": wire.Restore{Bytes: file.Bytes},
	} {
		for _, change := range []bool{false, true} {
			h := opened(t, short())
			h.run(wire.Train{Until: wire.UntilEpoch})
			if change {
				h.run(wire.Open{Model: small(8), Training: short()})
			}
			h.run(c)
			if all := every[wire.Replaced](h); len(all) != 1 || all[0].Epoch != 1 {
				t.Fatalf("%s, changed %v: handed over %+v", name, change, all)
			}
			if n := last[wire.Network](h); n.Changed {
				t.Errorf("%s: the change is still there: %+v", name, n)
			}
			again := restored(t, last[wire.Replaced](h).Bytes)
			again.run(wire.Train{Until: wire.UntilEnd})
			again.wantTrained(20)
			for _, h := range []*harness{opened(t, short()), openedConvnet(t)} {
				h.run(c)
				if all := every[wire.Replaced](h); len(all) > 0 {
					t.Errorf("%s of an untrained network hands over %+v", name, all)
				}
			}
		}
	}
}

// Layers are matched by their identity: adding or removing one leaves the others
// their weights.
func TestALayerKeepsItsWeightsAtAnotherPosition(t *testing.T) {
	three := func(middle ...spec.Layer) spec.Model {
		m := small(16)
		m.Layers = slices.Insert(m.Layers, 2, middle...)
		return m
	}
	square := spec.Dense{Units: 16, Activation: spec.ReLU}
	h := opened(t, short())
	h.run(wire.Open{Model: three(square, square), Layers: []int{0, 1, 2, 3}, Training: short()}, wire.Reset{}, wire.Train{Until: wire.UntilStep})
	weights := slices.Clone(h.View().Weights())
	h.run(wire.Open{Model: three(square), Layers: []int{0, 2, 3}, Training: short()})
	if n := last[wire.Network](h); len(n.Learn) > 0 {
		t.Errorf("without the second layer %v must be learned again", n.Learn)
	}
	first, one := (784+1)*16, 17*16
	if want := append(slices.Clone(weights[:first]), weights[first+one:]...); !slices.Equal(h.View().Weights(), want) {
		t.Error("the weights are not those of the layers that are left")
	}
	h.run(wire.Open{Model: three(square, square, square), Layers: []int{0, 1, 9, 2, 3}, Training: short()})
	if n := last[wire.Network](h); !slices.Equal(n.Learn, []int{3}) {
		t.Errorf("with a layer more %v must be learned again, want the new one", n.Learn)
	}
}

// A change of untrained weights suspends nothing and carries nothing.
func TestAChangeOfUntrainedWeightsIsFresh(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Open{Model: twoHidden(16, 8), Training: short()})
	n := last[wire.Network](h)
	fresh, err := engine.New(twoHidden(16, 8), short().Seed)
	if err != nil {
		t.Fatal(err)
	}
	if n.Changed || len(n.Learn) > 0 || n.Origin != wire.Untrained || n.Checksum != engine.Checksum(fresh.Weights()) {
		t.Errorf("the network is %+v", n)
	}
	seed := short()
	seed.Seed = 9
	h.run(wire.SetTraining{Training: seed})
	other, err := engine.New(twoHidden(16, 8), 9)
	if err != nil {
		t.Fatal(err)
	}
	if n := last[wire.Network](h); n.Checksum != engine.Checksum(other.Weights()) {
		t.Error("another seed leaves the weights as they were")
	}
}
