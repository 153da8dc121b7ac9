package engine

import (
	"os"
	"sync"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
	"convlab/engine/kernel"
	"convlab/engine/spec"

	"gonum.org/v1/gonum/blas/blas32"
)

func TestMain(m *testing.M) {
	blas32.Use(kernel.BLAS{})
	os.Exit(m.Run())
}

// MNIST's pictures are loaded once for all tests. Without them tests fail.
var (
	mnistTrain = sync.OnceValues(func() (*dataset.Set, error) { return loadMNIST(dataset.Train) })
	mnistTest  = sync.OnceValues(func() (*dataset.Set, error) { return loadMNIST(dataset.Test) })
)

func loadMNIST(split dataset.Split) (*dataset.Set, error) {
	dir, err := original.Dir()
	if err != nil {
		return nil, err
	}
	return original.LoadSet(dir, split)
}

func trainSet(t testing.TB) *dataset.Set { return must(mnistTrain())(t) }
func testSet(t testing.TB) *dataset.Set  { return must(mnistTest())(t) }

// must returns a function that returns v, or ends the test if err is not nil.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// tiny has most kinds of layers and every activation, in about 1,500 weights.
func tiny() spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Conv2D{Filters: 5, KernelSize: 3, Strides: 2, Padding: spec.Same, Activation: spec.ReLU},
		spec.MaxPooling2D{PoolSize: 2},
		spec.Conv2D{Filters: 6, KernelSize: 3, Activation: spec.Tanh},
		spec.AveragePooling2D{PoolSize: 2, Strides: 1, Padding: spec.Same},
		spec.Dropout{Rate: 0.25},
		spec.Conv2D{Filters: 7, KernelSize: 2, Activation: spec.Sigmoid},
		spec.GlobalAveragePooling2D{},
		spec.Dense{Units: 9},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

// brief is a training whose epochs have seven steps, the last of 4 images: fewer
// than there are shards.
func brief(optimizer string) spec.Training {
	return spec.Training{
		Optimizer: optimizer, LearningRate: 0.01, BatchSize: 16, Epochs: 3, Examples: 100,
		Shift: 2, Shards: 6, Seed: 7,
	}
}

// run returns a trainer of a new network from t's seed.
func run(tb testing.TB, m spec.Model, t spec.Training) (*Trainer, *Sequential) {
	tb.Helper()
	net := must(New(m, t.Seed))(tb)
	set := trainSet(tb)
	return must(NewTrainer(net, set, t, NewLocal(net, set, t)))(tb), net
}

// steps makes n steps.
func steps(tb testing.TB, trainer *Trainer, n int) (last Sums) {
	tb.Helper()
	for range n {
		last = must(trainer.Step(tb.Context()))(tb)
	}
	return last
}
