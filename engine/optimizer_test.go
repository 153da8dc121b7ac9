package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"convlab/engine/spec"
)

// The weights that real Keras has after each step; testdata/optimizers.py made
// them.
func TestOptimizersAreThoseOfKeras(t *testing.T) {
	text := must(os.ReadFile("testdata/optimizers.json"))(t)
	var file struct {
		Weights   []float32
		Gradients [][]float32
		Cases     []struct {
			Optimizer    string
			LearningRate float32 `json:"learning_rate"`
			Momentum     float32
			Nesterov     bool
			After        [][]float32
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) < 5 {
		t.Fatalf("%d cases, want the three optimisers and SGD's two momentums", len(file.Cases))
	}
	for _, c := range file.Cases {
		t.Run(fmt.Sprintf("%s momentum %v nesterov %v", c.Optimizer, c.Momentum, c.Nesterov), func(t *testing.T) {
			training := spec.Note(128)
			training.Optimizer, training.Momentum, training.Nesterov = c.Optimizer, c.Momentum, c.Nesterov
			o := must(NewOptimizer(training, len(file.Weights)))(t)
			weights := append([]float32(nil), file.Weights...)
			for step, g := range file.Gradients {
				o.Update(weights, g, c.LearningRate)
				for i, want := range c.After[step] {
					// Two float32 implementations: a few units of the last place of 1.
					if math.Abs(float64(weights[i]-want)) > 5e-7 {
						t.Errorf("step %d, weight %d: got %v, want %v", step, i, weights[i], want)
					}
				}
			}
		})
	}
}

// reference is an optimiser's formula in float64, written from Keras's
// documentation for one weight. It returns the change of the weight.
type reference func(t int, g, rate float64) float64

func references() map[string]reference {
	var v, m, n, am, av float64
	const momentum = 0.9
	return map[string]reference{
		"rmsprop": func(_ int, g, rate float64) float64 {
			v = 0.9*v + 0.1*g*g
			return -rate * g / math.Sqrt(v+1e-7)
		},
		"sgd": func(_ int, g, rate float64) float64 { return -rate * g },
		"sgd momentum": func(_ int, g, rate float64) float64 {
			m = momentum*m - rate*g
			return m
		},
		"sgd nesterov": func(_ int, g, rate float64) float64 {
			n = momentum*n - rate*g
			return momentum*n - rate*g
		},
		"adam": func(t int, g, rate float64) float64 {
			am = 0.9*am + 0.1*g
			av = 0.999*av + 0.001*g*g
			alpha := rate * math.Sqrt(1-math.Pow(0.999, float64(t))) / (1 - math.Pow(0.9, float64(t)))
			return -alpha * am / (math.Sqrt(av) + 1e-7)
		},
	}
}

func TestOptimizersFollowTheirFormulas(t *testing.T) {
	trainings := map[string]spec.Training{
		"rmsprop":      {Optimizer: spec.RMSprop},
		"sgd":          {Optimizer: spec.SGD},
		"sgd momentum": {Optimizer: spec.SGD, Momentum: 0.9},
		"sgd nesterov": {Optimizer: spec.SGD, Momentum: 0.9, Nesterov: true},
		"adam":         {Optimizer: spec.Adam},
	}
	const steps = 50
	for name, change := range references() {
		t.Run(name, func(t *testing.T) {
			training := trainings[name]
			training.LearningRate, training.BatchSize, training.Epochs, training.Examples, training.Shards = 0.01, 1, 1, 100, 1
			o := must(NewOptimizer(training, 1))(t)
			r := rand.New(rand.NewPCG(1, 2))
			got, want := []float32{0.5}, 0.5
			for step := 1; step <= steps; step++ {
				g := float32(r.NormFloat64())
				rate := float32(0.01)
				if step > steps/2 {
					rate = 0.003 // as SetLearningRate would
				}
				o.Update(got, []float32{g}, rate)
				want += change(step, float64(g), float64(rate))
			}
			// 50 additions to numbers below 2, each within half a unit (2^-24).
			if tolerance := float64(steps) * 0x1p-23; math.Abs(float64(got[0])-want) > tolerance {
				t.Errorf("after %d steps: got %v, want %v within %v", steps, got[0], want, tolerance)
			}
		})
	}
}

func TestOptimizerStateIsAllThatItRemembers(t *testing.T) {
	for _, name := range []string{spec.RMSprop, spec.SGD, spec.Adam} {
		training := brief(name)
		if name == spec.SGD {
			training.Momentum = 0.9
		}
		first, second := must(NewOptimizer(training, 2))(t), must(NewOptimizer(training, 2))(t)
		weights := []float32{1, 2}
		for range 3 {
			first.Update(weights, []float32{0.5, -0.25}, 0.1)
		}
		for i, s := range first.State() {
			copy(second.State()[i], s)
		}
		other := append([]float32(nil), weights...)
		first.Update(weights, []float32{1, 1}, 0.1)
		second.Update(other, []float32{1, 1}, 0.1)
		if Checksum(weights) != Checksum(other) {
			t.Errorf("%s: restored state steps to %v, original to %v", name, other, weights)
		}
	}
}

func TestNewOptimizerRefusesWhatCannotRun(t *testing.T) {
	training := spec.Note(128)
	training.Optimizer = "adagrad"
	var refusal *spec.Error
	if _, err := NewOptimizer(training, 1); !errors.As(err, &refusal) || refusal.Path != "optimizer" {
		t.Errorf("got %v, want a *spec.Error about the optimizer", err)
	}
}
