package session_test

import (
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/spec"
	"convlab/engine/wire"
)

// All test pictures are there: the sample goes first, and its loss is not finite.
func TestAnInfiniteLossOfTheSampleIsMeasuredOnce(t *testing.T) {
	wild := spec.Training{Optimizer: spec.SGD, LearningRate: 10, BatchSize: 100, Epochs: 1, Examples: 1000, Shards: 4, Seed: 1}
	r := opened(t, wild)
	r.do(wire.Open{Training: wild, Model: spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{},
		spec.Dense{Units: 64}, spec.Dense{Units: 64}, spec.Dense{Units: 64},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}})
	for _, part := range dataset.Shards() {
		if part.Split == dataset.Test {
			r.add(part.Name)
		}
	}
	r.Handle(wire.Train{Until: wire.UntilEnd})
	for range 3000 {
		if !r.Work() {
			break
		}
	}
	var n int
	for _, f := range every[wire.Fault](r) {
		if f.What == "test loss" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the page was told %d times, want once", n)
	}
}

func TestAnotherNetworkIsNotHeldBackByADownload(t *testing.T) {
	for name, c := range map[string]wire.Message{
		"Open": wire.Open{Model: small(16), Training: short()}, "Reset": wire.Reset{}, "Load": wire.Load{Preset: "convnet"},
	} {
		r := convnet(t)
		r.Handle(wire.Load{Preset: "dense"})
		r.Handle(r.rate(0.5)) // meant for the awaited network
		r.Handle(c)
		networks := len(every[wire.Network](r))
		r.do()
		if len(every[wire.Network](r)) == networks {
			t.Errorf("%s waits for the download of another network", name)
		}
		if last[wire.Progress](r).LearningRate == 0.5 {
			t.Errorf("%s: a command meant for the awaited network was obeyed by another", name)
		}
		before := last[wire.Network](r).Checksum
		r.addModel("dense")
		r.do()
		if last[wire.Network](r).Checksum != before {
			t.Errorf("%s: the network that nobody awaits any more was taken", name)
		}
	}
}
