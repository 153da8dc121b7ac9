package engine

import (
	"testing"

	"convlab/engine/spec"
)

// tiny and the pinned models have every kind of layer. So every kind has the same
// bits everywhere.
func TestEveryKindOfLayerIsBuiltAndPinned(t *testing.T) {
	layers := tiny().Layers
	for _, p := range pinned() {
		layers = append(layers, p.model.Layers...)
	}
	isPinned := map[string]bool{}
	for _, l := range layers {
		isPinned[l.Kind()] = true
	}
	for _, l := range spec.Kinds() {
		m, _, err := spec.ExampleModel(l)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := New(m, 1); err != nil {
			t.Errorf("%s cannot be built: %v", l.Kind(), err)
		}
		if !isPinned[l.Kind()] {
			t.Errorf("no pinned model has %s: add one to pinned in determinism_test.go", l.Kind())
		}
	}
}
