package onnx

import (
	"testing"

	"convlab/engine/spec"
)

func TestEveryKindOfLayerHasAnOperator(t *testing.T) {
	for _, l := range spec.Kinds() {
		m, _, err := spec.ExampleModel(l)
		if err != nil {
			t.Fatal(err)
		}
		cost, err := m.Cost()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Encode(m, make([]float32, cost.Weights), nil); err != nil {
			t.Errorf("%s cannot be exported: %v", l.Kind(), err)
		}
	}
}
