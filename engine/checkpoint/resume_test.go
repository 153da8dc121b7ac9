package checkpoint_test

import (
	"testing"

	"convlab/engine"
	"convlab/engine/checkpoint"
	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
	"convlab/engine/spec"
)

// everyLayer also draws random numbers: dropout and shifts are functions of epoch
// and step, which must be restored.
func everyLayer() spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Conv2D{Filters: 4, KernelSize: 3, Strides: 2, Padding: spec.Same, Activation: spec.ReLU},
		spec.MaxPooling2D{PoolSize: 2},
		spec.Conv2D{Filters: 5, KernelSize: 3, Activation: spec.Tanh},
		spec.AveragePooling2D{PoolSize: 2, Strides: 1, Padding: spec.Same},
		spec.Dropout{Rate: 0.25},
		spec.Flatten{},
		spec.Dense{Units: 12, Activation: spec.Sigmoid},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

func trainings() []spec.Training {
	t := spec.Training{LearningRate: 0.01, BatchSize: 16, Epochs: 3, Examples: 100, Shift: 2, Shards: 4, Seed: 7}
	with := func(optimizer string, momentum float32, nesterov bool) spec.Training {
		t.Optimizer, t.Momentum, t.Nesterov = optimizer, momentum, nesterov
		return t
	}
	return []spec.Training{
		with(spec.RMSprop, 0, false), with(spec.Adam, 0, false),
		with(spec.SGD, 0, false), with(spec.SGD, 0.9, false), with(spec.SGD, 0.9, true),
	}
}

// A training that is saved and loaded ends at the same bits as one that was never
// interrupted: within an epoch, at its end, after a change of the learning rate, and
// right after another resume.
func TestResumeEqualsUninterrupted(t *testing.T) {
	set := trainSet(t)
	for _, training := range trainings() {
		whole, net := begin(t, set, training)
		for i := range 21 { // 3 epochs of 7 steps
			if i == 9 {
				rate(t, whole)
			}
			step(t, whole)
		}
		if !whole.Done() {
			t.Fatal("21 steps are not 3 epochs")
		}

		trainer, again := begin(t, set, training)
		for i := range 21 {
			if i == 9 {
				rate(t, trainer)
			}
			if i == 3 || i == 7 || i == 10 || i == 11 {
				trainer, again = resume(t, set, save(t, trainer, again, training))
			}
			step(t, trainer)
		}
		if want, got := engine.Checksum(net.Weights()), engine.Checksum(again.Weights()); want != got || !trainer.Done() {
			t.Errorf("%s momentum %v: resumed it ends at %s, uninterrupted at %s", training.Optimizer, training.Momentum, got, want)
		}
	}
}

func trainSet(t *testing.T) *dataset.Set {
	t.Helper()
	dir, err := original.Dir()
	if err != nil {
		t.Fatal(err)
	}
	set, err := original.LoadSet(dir, dataset.Train)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func begin(t *testing.T, set *dataset.Set, training spec.Training) (*engine.Trainer, *engine.Sequential) {
	t.Helper()
	return build(t, set, everyLayer(), training)
}

func build(t *testing.T, set *dataset.Set, m spec.Model, training spec.Training) (*engine.Trainer, *engine.Sequential) {
	t.Helper()
	net, err := engine.New(m, training.Seed)
	if err != nil {
		t.Fatal(err)
	}
	trainer, err := engine.NewTrainer(net, set, training, engine.NewLocal(net, set, training))
	if err != nil {
		t.Fatal(err)
	}
	return trainer, net
}

func step(t *testing.T, trainer *engine.Trainer) {
	t.Helper()
	if _, err := trainer.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func rate(t *testing.T, trainer *engine.Trainer) {
	t.Helper()
	if err := trainer.SetLearningRate(0.003); err != nil {
		t.Fatal(err)
	}
}

func save(t *testing.T, trainer *engine.Trainer, net *engine.Sequential, training spec.Training) []byte {
	t.Helper()
	s := trainer.State()
	data, err := checkpoint.SaveCheckpoint(checkpoint.Checkpoint{
		Model: net.Model(), Training: training, Weights: s.Weights, State: s.OptimizerState,
		Progress: checkpoint.Progress{Epoch: s.Epoch, Step: s.Step, LearningRate: s.LearningRate},
	})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// resume builds trainer and network from the file alone.
func resume(t *testing.T, set *dataset.Set, data []byte) (*engine.Trainer, *engine.Sequential) {
	t.Helper()
	c, err := checkpoint.LoadCheckpoint(data)
	if err != nil {
		t.Fatal(err)
	}
	trainer, net := build(t, set, c.Model, c.Training)
	state := engine.State{Weights: c.Weights, OptimizerState: c.State, Epoch: c.Progress.Epoch, Step: c.Progress.Step, LearningRate: c.Progress.LearningRate}
	if err := trainer.Restore(state); err != nil {
		t.Fatal(err)
	}
	return trainer, net
}
