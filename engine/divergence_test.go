package engine

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"convlab/engine/spec"
)

// fakeGradienter always returns the same gradient, zero but for one number.
type fakeGradienter struct {
	sums  Sums
	index int
	value float32
}

func (f fakeGradienter) Gradient(_ context.Context, _ Step, grad []float32) (Sums, error) {
	clear(grad)
	grad[f.index] = f.value
	return f.sums, nil
}

func TestDivergenceStopsBeforeTheStep(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(-1))
	finite := Sums{Loss: 1, Count: 1}
	for _, c := range []struct {
		name  string
		g     fakeGradienter
		want  Divergence
		words string
	}{
		{"loss", fakeGradienter{sums: Sums{Loss: math.NaN(), Count: 1}}, Divergence{Quantity: "loss", Layer: -1, Epoch: 1, Step: 2}, "the loss is not finite in epoch 2, step 3"},
		{"infinite loss", fakeGradienter{sums: Sums{Loss: math.Inf(1), Count: 1}}, Divergence{Quantity: "loss", Layer: -1, Epoch: 1, Step: 2}, "half the learning rate"},
		{"first kernel", fakeGradienter{finite, 0, nan}, Divergence{"gradient", "conv2d/kernel", 0, 1, 2}, "gradient of conv2d/kernel"},
		{"first bias", fakeGradienter{finite, 45, inf}, Divergence{"gradient", "conv2d/bias", 0, 1, 2}, "weights are those before"},
		{"too large to square", fakeGradienter{finite, 0, 0x1p60}, Divergence{"gradient", "conv2d/kernel", 0, 1, 2}, ""},
	} {
		net := must(New(tiny(), 1))(t)
		trainer := must(NewTrainer(net, trainSet(t), brief(spec.RMSprop), c.g))(t)
		if err := trainer.seek(1, 2); err != nil {
			t.Fatal(err)
		}
		before := Checksum(net.Weights())
		_, err := trainer.Step(t.Context())
		var got *Divergence
		if !errors.As(err, &got) || *got != c.want || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: got %v, want %+v in words with %q", c.name, err, c.want, c.words)
		}
		if Checksum(net.Weights()) != before || trainer.StepInEpoch() != 2 {
			t.Errorf("%s: the step was made", c.name)
		}
	}
}

// Real divergence: weights stay finite with every optimiser at the highest rate.
func TestDivergingRunKeepsFiniteWeights(t *testing.T) {
	for _, optimizer := range []string{spec.RMSprop, spec.SGD, spec.Adam} {
		training := brief(optimizer)
		training.LearningRate, training.Epochs = spec.MaxLearningRate, 10
		if optimizer == spec.SGD {
			training.Momentum = 0.99
		}
		m := spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{spec.Flatten{}}}
		for range 4 { // linear layers multiply what grows
			m.Layers = append(m.Layers, spec.Dense{Units: 30})
		}
		m.Layers = append(m.Layers, spec.Dense{Units: spec.Classes, Activation: spec.Softmax})
		trainer, net := run(t, m, training)
		var divergence *Divergence
		for !trainer.Done() {
			if _, err := trainer.Step(t.Context()); err != nil {
				if !errors.As(err, &divergence) {
					t.Fatal(err)
				}
				break
			}
		}
		if optimizer == spec.SGD && divergence == nil {
			t.Error("SGD at rate 10 did not diverge: the test shows nothing")
		}
		for i, w := range net.Weights() {
			if math.IsNaN(float64(w)) || math.IsInf(float64(w), 0) {
				t.Fatalf("%s: weight %d is %v (%v)", optimizer, i, w, divergence)
			}
		}
	}
}

// Sparse loops never multiply an infinity by zero: the run must be stopped all the same. Each layer's numbers are 2^40 times too
// large, which overflows float32 at the fourth layer.
func TestOverflowInSparseLayersIsDetected(t *testing.T) {
	trainer, net := run(t, small(), brief(spec.RMSprop))
	for i := range net.Weights() {
		net.Weights()[i] *= 0x1p40
	}
	before := Checksum(net.Weights())
	var divergence *Divergence
	if _, err := trainer.Step(t.Context()); !errors.As(err, &divergence) {
		t.Errorf("expected a divergence, got %v", err)
	}
	if Checksum(net.Weights()) != before {
		t.Error("the step was made")
	}
}
