package engine

import (
	"slices"
	"testing"

	"convlab/engine/spec"
)

// The tests of determinism, allocation, states and observation use tiny: a kind
// of layer that it lacks is not covered by them.
func TestEveryKindOfLayerIsBuiltAndTested(t *testing.T) {
	for _, l := range spec.Kinds() {
		m, _, err := spec.ExampleModel(l)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := New(m, 1); err != nil {
			t.Errorf("%s cannot be built: %v", l.Kind(), err)
		}
		models := append(tiny().Layers, small().Layers...)
		if !slices.ContainsFunc(models, func(other spec.Layer) bool { return other.Kind() == l.Kind() }) {
			t.Errorf("%s is in neither tiny nor small: add it there", l.Kind())
		}
	}
}
