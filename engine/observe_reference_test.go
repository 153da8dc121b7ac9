package engine_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"convlab/engine"
	"convlab/engine/reference"
	"convlab/engine/spec"
)

// Random models rarely have layers that are fused: these have little else.
func TestFusedModelsAgreeWithReference(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(9, seed))
		m := fusedModel(r)
		t.Run(fmt.Sprintf("%d: %v %+v", seed, m.Input, m.Layers), func(t *testing.T) { compare(t, m, 1+r.IntN(5), r) })
	}
}

// fusedModel returns one or two convolutions with ReLU and max pooling, sometimes
// after dropout. A third of the models fit the fastest kernels: 3x3 windows and
// whole tiles of filters.
func fusedModel(r *rand.Rand) spec.Model {
	padding := func() spec.Padding { return []spec.Padding{spec.Valid, spec.Same}[r.IntN(2)] }
	input := spec.Shape{H: 12 + r.IntN(8), W: 12 + r.IntN(8), C: 1 + r.IntN(2)}
	for {
		m := spec.Model{Input: input}
		if r.IntN(4) == 0 {
			m.Layers = append(m.Layers, spec.Dropout{Rate: 0.3})
		}
		for range 1 + r.IntN(2) {
			conv := spec.Conv2D{Filters: 1 + r.IntN(19), KernelSize: 1 + r.IntN(5), Strides: 1 + r.IntN(2), Padding: padding(), Activation: spec.ReLU}
			pool := spec.MaxPooling2D{PoolSize: 2 + r.IntN(2), Strides: 1 + r.IntN(3), Padding: padding()}
			if r.IntN(3) == 0 {
				conv.Filters, conv.KernelSize, conv.Strides, conv.Padding = 16, 3, 1, spec.Valid
				pool = spec.MaxPooling2D{PoolSize: 2}
			}
			m.Layers = append(m.Layers, conv, pool)
		}
		m.Layers = append(m.Layers, spec.Flatten{}, classifier())
		if _, err := m.Shapes(); err == nil {
			return m
		}
	}
}

// compareObserved follows two training passes of fast, each with half of the
// gradient of the batch's mean loss. Two observing passes must give the same
// outputs and the same gradient, bit for bit, and every output and the gradient by
// it must agree with the reference.
func compareObserved(t *testing.T, fast *engine.Sequential, slow *reference.Network, x reference.Batch, labels []uint8) {
	t.Helper()
	m := slow.Model
	scale := 0.5 / float32(x.N)
	var trained []string
	for i := range m.Layers {
		trained = append(trained, engine.Checksum(fast.Output(i).Data))
	}
	gradient := engine.Checksum(fast.Gradient())

	clear(fast.Gradient())
	pass := training()
	pass.Observe = true
	for range 2 {
		fast.Forward(batch(x), pass)
		fast.Backward(labels, scale)
	}
	if engine.Checksum(fast.Gradient()) != gradient {
		t.Error("an observing pass gives another gradient than a training pass")
	}
	deep := len(fast.Arrays()) / 2
	wants, by := slow.Forward(x), slow.OutputGradients(x, labels, float64(scale))
	for i, want := range wants {
		y, dy := fast.Output(i), fast.OutputGradient(i)
		if size := want.Shape.Size(); y.Cols != size || dy.Cols != size || dy.Rows != x.N || len(dy.Data) != x.N*size {
			t.Fatalf("layers[%d]: %d x %d outputs, %d x %d gradients, want %d x %d of both", i, y.Rows, y.Cols, dy.Rows, dy.Cols, x.N, size)
		}
		agreeAfter(t, deep, fmt.Sprintf("observed output of layers[%d]", i), y.Data, want.Data)
		agreeAfter(t, deep, fmt.Sprintf("gradient by the output of layers[%d]", i), dy.Data, by[i].Data)
		same := i
		if isFused(m, i) {
			same++
		}
		if trained[i] != engine.Checksum(fast.Output(same).Data) {
			t.Errorf("layers[%d]: an observing pass has other bits than a training pass", i)
		}
	}
}

// isFused reports whether layer i is fused with the next one unless the pass
// observes: a Conv2D with ReLU before max pooling, whose Output is the pooled maps.
func isFused(m spec.Model, i int) bool {
	c, ok := m.Layers[i].(spec.Conv2D)
	if !ok || c.Activation != spec.ReLU {
		return false
	}
	_, ok = m.Layers[i+1].(spec.MaxPooling2D)
	return ok
}
