package optimizer_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"convlab/engine/optimizer"
	"convlab/engine/spec"
)

// variant names an optimiser and its settings.
type variant struct {
	Optimizer string
	Momentum  float32
	Nesterov  bool
}

func (v variant) String() string {
	return fmt.Sprintf("%s momentum %v nesterov %v", v.Optimizer, v.Momentum, v.Nesterov)
}

// make returns the optimiser for n weights.
func (v variant) make(t *testing.T, n int) optimizer.Optimizer {
	t.Helper()
	training := spec.Note(128)
	training.Optimizer, training.Momentum, training.Nesterov = v.Optimizer, v.Momentum, v.Nesterov
	o, err := optimizer.New(training, n)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// The weights that Keras has after each step; testdata/optimizers.py made them.
func TestOptimizersAreThoseOfKeras(t *testing.T) {
	text, err := os.ReadFile("testdata/optimizers.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Weights   []float32
		Gradients [][]float32
		Cases     []struct {
			variant
			LearningRate float32 `json:"learning_rate"`
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
		t.Run(c.String(), func(t *testing.T) {
			o := c.make(t, len(file.Weights))
			weights := slices.Clone(file.Weights)
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

// formulas are the optimisers in float64 for one weight, written from Keras's
// documentation. Each returns the change of the weight in step t = 1, 2, ...
func formulas() map[variant]func(t int, g, rate float64) float64 {
	var v, m, n, am, av float64
	const momentum = float64(float32(0.9))
	return map[variant]func(t int, g, rate float64) float64{
		{Optimizer: spec.RMSprop}: func(_ int, g, rate float64) float64 {
			v = 0.9*v + 0.1*g*g
			return -rate * g / math.Sqrt(v+1e-7)
		},
		{Optimizer: spec.SGD}: func(_ int, g, rate float64) float64 { return -rate * g },
		{spec.SGD, 0.9, false}: func(_ int, g, rate float64) float64 {
			m = momentum*m - rate*g
			return m
		},
		{spec.SGD, 0.9, true}: func(_ int, g, rate float64) float64 {
			n = momentum*n - rate*g
			return momentum*n - rate*g
		},
		{Optimizer: spec.Adam}: func(t int, g, rate float64) float64 {
			am = 0.9*am + 0.1*g
			av = 0.999*av + 0.001*g*g
			alpha := rate * math.Sqrt(1-math.Pow(0.999, float64(t))) / (1 - math.Pow(0.9, float64(t)))
			return -alpha * am / (math.Sqrt(av) + 1e-7)
		},
	}
}

func TestOptimizersFollowTheirFormulas(t *testing.T) {
	const steps = 50
	for v, change := range formulas() {
		t.Run(v.String(), func(t *testing.T) {
			o := v.make(t, 1)
			r := rand.New(rand.NewPCG(1, 2))
			got, want := []float32{0.5}, 0.5
			for step := 1; step <= steps; step++ {
				g := float32(r.NormFloat64())
				rate := float32(0.01)
				if step > steps/2 {
					rate = 0.003 // as Trainer.SetLearningRate would
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

func TestARestoredStateMakesTheSameSteps(t *testing.T) {
	for v := range formulas() {
		first, second := v.make(t, 2), v.make(t, 2)
		weights := []float32{1, 2}
		for range 3 {
			first.Update(weights, []float32{0.5, -0.25}, 0.1)
		}
		for i, s := range first.State() {
			copy(second.State()[i], s)
		}
		restored := slices.Clone(weights)
		first.Update(weights, []float32{1, 1}, 0.1)
		second.Update(restored, []float32{1, 1}, 0.1)
		if !slices.Equal(weights, restored) {
			t.Errorf("%s: the restored state steps to %v, the original to %v", v, restored, weights)
		}
	}
}

func TestNewRefusesATrainingThatCannotRun(t *testing.T) {
	training := spec.Note(128)
	training.Optimizer = "adagrad"
	var refusal *spec.Error
	if _, err := optimizer.New(training, 1); !errors.As(err, &refusal) || refusal.Path != "optimizer" {
		t.Errorf("got %v, want a *spec.Error about the optimizer", err)
	}
}
