package engine_test

import (
	"testing"

	"convlab/engine"
	"convlab/engine/reference"
	"convlab/engine/spec"
)

// classifier is the last layer of every network.
func classifier() spec.Layer { return spec.Dense{Units: spec.Classes, Activation: spec.Softmax} }

// build returns a network whose first arrays have the given weights.
func build(t *testing.T, m spec.Model, weights ...[]float64) *engine.Sequential {
	t.Helper()
	net, err := engine.New(m, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range weights {
		a := net.Arrays()[i]
		if a.Size() != len(w) {
			t.Fatalf("%s: got %d weights, want %d", a.Name, len(w), a.Size())
		}
		copy(net.Weights()[a.Offset:], float32s(w))
	}
	return net
}

// firstLayer returns the engine's output of one layer for x.
func firstLayer(t *testing.T, l spec.Layer, x reference.Batch, weights ...[]float64) []float32 {
	t.Helper()
	return output(t, 0, x, []spec.Layer{l}, weights...)
}

// output returns the output of layer i for x, in a network of the layers and the
// classifier.
func output(t *testing.T, i int, x reference.Batch, layers []spec.Layer, weights ...[]float64) []float32 {
	t.Helper()
	flat := false
	for _, l := range layers {
		switch l.(type) {
		case spec.Flatten, spec.GlobalAveragePooling2D:
			flat = true
		}
	}
	if !flat {
		layers = append(layers, spec.Flatten{})
	}
	net := build(t, spec.Model{Input: x.Shape, Layers: append(layers, classifier())}, weights...)
	net.Forward(batch(x), engine.Pass{Observe: true})
	return net.Output(i).Data
}

// batch returns x in float32.
func batch(x reference.Batch) engine.Batch {
	size := x.Shape.Size()
	return engine.Batch{Rows: x.N, Cols: size, Stride: size, Data: float32s(x.Data)}
}
