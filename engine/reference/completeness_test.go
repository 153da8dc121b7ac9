package reference

import (
	"testing"

	"convlab/engine/spec"
)

// A layer or an activation of spec without a row in the table of gradients
// fails here.
func TestTableHasARowForEveryLayerAndActivation(t *testing.T) {
	rows := map[string]bool{}
	for _, r := range table() {
		rows[r.layer.Kind()] = true
		switch l := r.layer.(type) {
		case spec.Conv2D:
			rows["Conv2D with "+string(l.Activation.Or())] = true
		case spec.Dense:
			rows["Dense with "+string(l.Activation.Or())] = true
		}
	}
	want := []string{"Dense with softmax"} // Conv2D cannot be the last layer
	for _, l := range spec.Kinds() {
		want = append(want, l.Kind())
	}
	for _, a := range spec.Activations() {
		want = append(want, "Dense with "+string(a), "Conv2D with "+string(a))
	}
	for _, w := range want {
		if !rows[w] {
			t.Errorf("%s has no row in the table of gradients (table in gradient_test.go)", w)
		}
	}
}
