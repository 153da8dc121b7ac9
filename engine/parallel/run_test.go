package parallel

import (
	"sync"
	"testing"

	"convlab/engine"
	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
	"convlab/engine/spec"
)

var mnist = sync.OnceValues(func() (*dataset.Set, error) {
	dir, err := original.Dir()
	if err != nil {
		return nil, err
	}
	return original.LoadSet(dir, dataset.Train)
})

// small has few weights, and a layer of every kind that depends on the shard.
func small() spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Conv2D{Filters: 3, KernelSize: 5, Strides: 3, Activation: spec.ReLU},
		spec.MaxPooling2D{PoolSize: 2},
		spec.Flatten{},
		spec.Dropout{Rate: 0.25},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

// brief has five steps an epoch, the last of 12 images: with 16 shards some are empty.
func brief(shards int) spec.Training {
	return spec.Training{
		Optimizer: spec.RMSprop, LearningRate: 0.01, BatchSize: 22, Epochs: 2, Examples: 100, Shift: 2, Shards: shards, Seed: 7,
	}
}

// dense has layers that compute several shards together.
func dense() spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{},
		spec.Dense{Units: 64, Activation: spec.ReLU},
		spec.Dropout{Rate: 0.25},
		spec.Dense{Units: 11, Activation: spec.Tanh},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

// run is a training with the gradients of a coordinator, or of this thread alone.
type run struct {
	t       *testing.T
	net     *engine.Sequential
	trainer *engine.Trainer
}

func newRun(t *testing.T, training spec.Training, c *Coordinator) *run {
	t.Helper()
	return newRunOf(t, small(), training, c)
}

func newRunOf(t *testing.T, model spec.Model, training spec.Training, c *Coordinator) *run {
	t.Helper()
	set, err := mnist()
	if err != nil {
		t.Fatal(err)
	}
	net, err := engine.New(model, training.Seed)
	if err != nil {
		t.Fatal(err)
	}
	local := engine.NewLocal(net, set, training)
	var g engine.Gradienter = local
	if c != nil {
		c.Begin(local)
		g = c
	}
	trainer, err := engine.NewTrainer(net, set, training, g)
	if err != nil {
		t.Fatal(err)
	}
	return &run{t, net, trainer}
}

// step makes one step and returns its sums.
func (r *run) step() engine.Sums {
	r.t.Helper()
	sums, err := r.trainer.Step(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	return sums
}

// end makes all remaining steps and returns the checksum of the weights and all
// sums.
func (r *run) end() (string, engine.Sums) {
	r.t.Helper()
	var all engine.Sums
	for !r.trainer.Done() {
		all.Add(r.step())
	}
	return engine.Checksum(r.net.Weights()), all
}

// alone returns the checksum and sums of a training on one thread.
func alone(t *testing.T, shards int) (string, engine.Sums) {
	t.Helper()
	return newRun(t, brief(shards), nil).end()
}

// wantAlone trains with c and compares the bits with those of one thread. It calls
// before, if given, before every step.
func wantAlone(t *testing.T, shards int, c *Coordinator, before ...func(step int)) {
	t.Helper()
	wantAloneOf(t, small(), brief(shards), c, before...)
}

func wantAloneOf(t *testing.T, model spec.Model, training spec.Training, c *Coordinator, before ...func(step int)) {
	t.Helper()
	r := newRunOf(t, model, training, c)
	var sums engine.Sums
	for step := 0; !r.trainer.Done(); step++ {
		for _, f := range before {
			f(step)
		}
		sums.Add(r.step())
	}
	want, wantSums := newRunOf(t, model, training, nil).end()
	if got := engine.Checksum(r.net.Weights()); got != want {
		t.Errorf("%d shards: the weights are %s, want %s as of one worker", training.Shards, got, want)
	}
	if sums != wantSums {
		t.Errorf("%d shards: the sums are %+v, want %+v", training.Shards, sums, wantSums)
	}
}
