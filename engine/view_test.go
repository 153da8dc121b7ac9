package engine

import (
	"testing"

	"convlab/engine/spec"
)

func TestViewSharesOnlyTheWeights(t *testing.T) {
	net := must(New(tiny(), 1))(t)
	view := net.View()
	x, labels := pictures(t, 4)
	before := append([]float32(nil), view.Forward(x, Pass{}).Data...)

	// The view predicts between Forward and Backward of a step.
	pass := Pass{Training: true, Seed: 1}
	net.Forward(x, pass)
	net.Backward(labels, 0.25)
	undisturbed := append([]float32(nil), net.Gradient()...)
	clear(net.Gradient())
	net.Forward(x, pass)
	other, _ := pictures(t, 9)
	view.Forward(other, Pass{})
	net.Backward(labels, 0.25)
	if Checksum(net.Gradient()) != Checksum(undisturbed) {
		t.Error("a view's Forward changed the network's gradient")
	}
	if &view.Gradient()[0] == &net.Gradient()[0] {
		t.Error("the view has the network's gradient")
	}

	// A view has the new weights at once, a snapshot keeps the old ones.
	snapshot := net.Snapshot()
	for i := range net.Weights() {
		net.Weights()[i] *= 2
	}
	if after := view.Forward(x, Pass{}).Data; Checksum(after) == Checksum(before) {
		t.Error("the view does not have the changed weights")
	}
	if after := snapshot.Forward(x, Pass{}).Data; Checksum(after) != Checksum(before) {
		t.Error("the snapshot has the changed weights")
	}
}

func TestCarryLayersCopiesTheLayersThatFit(t *testing.T) {
	old := must(New(spec.NoteConvnet(), 1))(t)
	for i := range old.Weights() {
		old.Weights()[i] = float32(i + 1) // no two alike, none zero
	}
	// Same padding gives the last dense layers other sizes; the pool, of another
	// kind, has no weights.
	m := spec.NoteConvnet()
	m.Layers[0] = spec.Conv2D{Filters: 32, KernelSize: 3, Padding: spec.Same, Activation: spec.ReLU}
	m.Layers[1] = spec.AveragePooling2D{PoolSize: 2}
	m.Layers[4] = spec.Conv2D{Filters: 48, KernelSize: 3, Activation: spec.ReLU}
	net := must(New(m, 2))(t)
	fresh := append([]float32(nil), net.Weights()...)
	from, learn, err := spec.Carry(old.Model(), m)
	if err != nil || len(learn) != 2 {
		t.Fatalf("learn %v, error %v; this test wants both: kept layers, and conv2d_2 and dense anew", learn, err)
	}
	net.CarryLayers(old, from)
	for k, a := range net.Arrays() {
		kept := from[a.Layer] >= 0
		want := a.of(fresh)
		if kept {
			want = old.Arrays()[k].of(old.Weights()) // both have the same layers with weights
		}
		if Checksum(a.of(net.Weights())) != Checksum(want) {
			t.Errorf("%s: kept %v, but has other weights", a.Name, kept)
		}
	}
}
