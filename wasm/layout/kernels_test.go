package layout

import (
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// A desk has no room for all columns of eight convolutions: those of the last ones are not shown.
func TestOnlyMapsThatAKernelReadsAreMarked(t *testing.T) {
	var layers []spec.Layer
	for range 8 {
		layers = append(layers, spec.Conv2D{Filters: 16, KernelSize: 3, Padding: spec.Same, Activation: spec.ReLU})
	}
	layers = append(layers, spec.Flatten{}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax})
	s := open(t, wire.Yours)
	s.Update(wire.Network{Model: spec.Model{Input: spec.MNIST(), Layers: layers}, Training: spec.Note(64), Origin: wire.Yours})
	s.Update(state.PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.2}, {X: 0.5, Y: 0.8}}})
	s.Update(state.PenUp{})
	answer(s)
	explain(t, s, 7)
	s.Viewport.W, s.Viewport.H = 1000, 800
	want := map[scene.Rect]bool{}
	r, err := Place(s)
	if err != nil {
		t.Fatal(err)
	}
	for layer, k := range s.Route.Explanation.Kernels {
		k.Shares[layer%len(k.Shares)] = 1
		if before := r.Columns[r.ColumnOf(layer)-1]; layer > 0 && !before.Hidden {
			if bar, shown := before.Channels.Bar(layer, 1); shown {
				want[bar] = true
			}
		}
	}
	if len(want) == 0 || len(want) == 7 {
		t.Fatalf("the maps before %d of 7 kernels are shown, want some", len(want))
	}
	marked := 0
	for _, f := range Flow(nil, s, &r).Fills {
		if f.Color == scene.Positive {
			marked++
			if !want[f.Rect] {
				t.Errorf("a mark at %+v is under no map that a kernel reads", f.Rect)
			}
		}
	}
	if marked != len(want) {
		t.Errorf("%d maps are marked, want %d", marked, len(want))
	}
}
