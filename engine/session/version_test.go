package session_test

import (
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

// While the version is the same, so are the weights, and it changes with them.
func TestTheVersionNamesTheWeights(t *testing.T) {
	h := opened(t, short())
	seen := map[int]string{}
	check := func(what string) int {
		t.Helper()
		v := h.ask(route(3)).Version
		if was, ok := seen[v]; v < 1 || ok && was != checksumOf(h) {
			t.Errorf("%s: version %d has the weights %s, and had %s", what, v, checksumOf(h), was)
		}
		seen[v] = checksumOf(h)
		return v
	}
	first := check("at first")
	if check("again") != first {
		t.Error("the same weights have another version")
	}
	h.run(wire.Train{Until: wire.UntilStep})
	trained := check("after a step")
	h.run(h.rate(0.5))
	if check("after another rate") != trained {
		t.Error("another rate gives another version")
	}
	h.run(wire.Open{Model: small(12), Training: short()})
	check("after a change")
	h.run(wire.Open{Model: small(16), Training: short()})
	if check("after the change is undone") != trained {
		t.Error("the network that was suspended has another version")
	}
	h.run(wire.Train{Until: wire.UntilEpoch})
	check("after an epoch")
	h.run(wire.Reset{})
	check("after a reset")
	if len(seen) != 5 {
		t.Errorf("%d versions, want 5", len(seen))
	}
}

// A rollback returns to earlier weights; they have another version than those that
// failed.
func TestARollbackChangesTheVersion(t *testing.T) {
	h := wild(t)
	h.run(wire.Train{Until: wire.UntilEnd})
	if d := h.wantDivergence(); d.Rollback == nil {
		t.Fatalf("the divergence offers no rollback: %+v", d)
	}
	before, sum := h.ask(route(3)).Version, checksumOf(h)
	h.Handle(wire.Rollback{})
	h.Handle(wire.Pause{})
	h.Work()
	if sum == checksumOf(h) {
		t.Fatal("the rollback did not change the weights")
	}
	if after := h.ask(route(3)).Version; after == before {
		t.Errorf("the weights after the rollback have the version of those before it, %d", after)
	}
}

// Another seed makes other fresh weights when a training begins, before its first step.
func TestFreshLayersOfAnotherSeedHaveAnotherVersion(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Train{Until: wire.UntilStep})
	changed := smallConvnet(spec.MaxPooling2D{PoolSize: 2})
	other := short()
	other.Seed = 9
	h.run(wire.Open{Model: changed, Training: short()}, wire.SetTraining{Training: other})
	before := h.ask(route(3))
	h.events = nil
	q := route(3)
	h.yield = func() { h.Handle(wire.Predict{ID: 5, Question: &q, Pixels: strokes()}) }
	h.Handle(wire.Train{Until: wire.UntilStep})
	h.Work()
	within := every[wire.Explanation](h)
	if len(within) == 0 {
		t.Fatal("no question was answered within the step")
	}
	if e := within[0]; slices.Equal(e.Logits, before.Logits) || e.Version == before.Version {
		t.Errorf("with another seed the scores are %v in version %d, and were %v in version %d", e.Logits, e.Version, before.Logits, before.Version)
	}
}

// A question within a step is answered from the weights before it, and the one after it
// from the new ones, also what is counted from an empty pad.
func TestQuestionsAreAnsweredWithinAStep(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Open{Model: smallConvnet(spec.Conv2D{Filters: 3, KernelSize: 3, Activation: spec.ReLU}), Training: short()})
	h.run(wire.Train{Until: wire.UntilStep})
	before := h.ask(route(3))
	h.events = nil
	q := route(3)
	h.yield = func() { h.Handle(wire.Predict{ID: 5, Question: &q, Pixels: strokes()}) }
	h.Handle(wire.Train{Until: wire.UntilStep})
	h.Work()
	h.yield = nil
	within := every[wire.Explanation](h)
	if len(within) == 0 {
		t.Fatal("no question was answered within the step")
	}
	for _, e := range within {
		if e.Version != before.Version || !slices.Equal(e.Logits, before.Logits) || !slices.Equal(e.Kernels[1].Shares, before.Kernels[1].Shares) {
			t.Errorf("version %d: an answer within the step is not of the weights before it, version %d", e.Version, before.Version)
		}
	}
	h.run()
	after := h.ask(route(3))
	o := h.observed()
	if after.Version == before.Version || slices.Equal(after.Logits, before.Logits) {
		t.Error("after the step the answer is still of the weights before it")
	}
	if want := o.Route(3); !slices.Equal(after.Route, want.Cells) || !slices.Equal(after.Kernels[1].Shares, o.Shares(1, want.Cells[2])) {
		t.Error("after the step the contributions still count from the empty pad of the weights before it")
	}
}

// The weights of a diverging training give infinite and undefined numbers.
func TestNumbersThatAreNotFiniteAreExplained(t *testing.T) {
	for _, factor := range []float32{1e20, 1e38} {
		h := openedConvnet(t)
		h.blowUp(factor)
		for layer := range 8 {
			q := route(-1)
			q.Layer = layer
			h.ask(q)
		}
	}
}
