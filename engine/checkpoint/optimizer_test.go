package checkpoint_test

import (
	"math"
	"testing"

	"convlab/engine/checkpoint"
	"convlab/engine/optimizer"
	"convlab/engine/spec"
)

// The state after steps with gradients just below the limit can be saved and
// loaded, at the highest rate and the longest momentum, and weights are finite.
func TestStateOfTheLargestGradientsIsAccepted(t *testing.T) {
	const steps = 16 // an epoch, in which a velocity of RMSprop reaches 1 - 0.9^16 = 81 % of its limit
	training := spec.Training{LearningRate: spec.MaxLearningRate, BatchSize: 100, Epochs: 1, Examples: steps * 100, Shards: 1}
	for _, c := range []struct {
		optimizer string
		momentum  float32
	}{{spec.RMSprop, 0}, {spec.Adam, 0}, {spec.SGD, 0.5}, {spec.SGD, math.Nextafter32(1, 0)}} {
		training.Optimizer, training.Momentum = c.optimizer, c.momentum
		m := spec.Model{Input: spec.Shape{H: 1, W: 1, C: 1}, Layers: []spec.Layer{spec.Flatten{}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax}}}
		weights, gradient := make([]float32, 20), make([]float32, 20)
		for i := range gradient {
			gradient[i] = math.Nextafter32(spec.MaxGradient, 0)
		}
		opt, err := optimizer.New(training, len(weights))
		if err != nil {
			t.Fatal(err)
		}
		for step := range steps - 1 {
			opt.Update(weights, gradient, training.LearningRate)
			data, err := checkpoint.SaveCheckpoint(checkpoint.Checkpoint{
				Model: m, Training: training, Weights: weights, State: opt.State(),
				Progress: checkpoint.Progress{Step: step + 1, LearningRate: training.LearningRate},
			})
			if err != nil {
				t.Fatalf("%s, momentum %v, step %d: %v", c.optimizer, c.momentum, step+1, err)
			}
			if _, err := checkpoint.LoadCheckpoint(data); err != nil {
				t.Fatalf("%s, momentum %v, step %d: %v", c.optimizer, c.momentum, step+1, err)
			}
		}
	}
}

// Even the largest accepted state, with a velocity of 0 to divide by, leaves
// weights finite.
func TestNoAcceptedStateMakesAWeightInfinite(t *testing.T) {
	const moment, velocity = 2.3e18, 2.6e36 // just below the bounds, 2^61 and 2^121
	training := spec.Training{LearningRate: spec.MaxLearningRate, BatchSize: 100, Epochs: 100, Examples: 60000, Shards: 1}
	for _, c := range []struct {
		optimizer string
		momentum  float32
		state     []float32
	}{
		{spec.RMSprop, 0, []float32{velocity}},
		{spec.Adam, 0, []float32{moment, 0, 50000}},
		{spec.Adam, 0, []float32{-moment, velocity, 0}},
		{spec.SGD, 0.5, []float32{4.6e19}}, // 2^61 * 10 / (1 - 0.5)
	} {
		training.Optimizer, training.Momentum = c.optimizer, c.momentum
		file := checkpoint.Checkpoint{
			Model:    spec.Model{Input: spec.Shape{H: 1, W: 1, C: 1}, Layers: []spec.Layer{spec.Flatten{}, spec.Dense{Units: spec.Classes, Activation: spec.Softmax}}},
			Training: training, Weights: make([]float32, 20),
			Progress: checkpoint.Progress{Epoch: 99, LearningRate: training.LearningRate},
		}
		opt, err := optimizer.New(training, len(file.Weights))
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range opt.State() {
			for k := range v {
				v[k] = c.state[i]
			}
		}
		for i := range file.Weights {
			file.Weights[i] = math.MaxFloat32
		}
		for range 3 {
			file.State = opt.State()
			if _, err := checkpoint.SaveCheckpoint(file); err != nil { // for example a number that is not finite
				t.Fatalf("%s: %v", c.optimizer, err)
			}
			gradient := make([]float32, 20)
			for i := range gradient {
				gradient[i] = -math.Nextafter32(spec.MaxGradient, 0)
			}
			opt.Update(file.Weights, gradient, training.LearningRate)
		}
		for _, w := range file.Weights {
			if math.IsInf(float64(w), 0) || math.IsNaN(float64(w)) {
				t.Errorf("%s: a weight is %v", c.optimizer, w)
			}
		}
	}
}
