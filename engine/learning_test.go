package engine

import (
	"runtime"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/kernel"
	"convlab/engine/spec"
)

// A network that cannot learn 32 images by heart has a wrong gradient.
func TestEveryOptimizerOverfits32Images(t *testing.T) {
	for _, c := range []spec.Training{
		{Optimizer: spec.RMSprop, LearningRate: 0.001},
		{Optimizer: spec.SGD, LearningRate: 0.1},
		{Optimizer: spec.SGD, LearningRate: 0.05, Momentum: 0.9},
		{Optimizer: spec.SGD, LearningRate: 0.05, Momentum: 0.9, Nesterov: true},
		{Optimizer: spec.Adam, LearningRate: 0.002},
	} {
		c.BatchSize, c.Epochs, c.Examples, c.Shards = 32, 1, 100, 4
		net := must(New(half(), 1))(t)
		local := NewLocal(net, trainSet(t), c)
		o := must(NewOptimizer(c, len(net.Weights())))(t)
		images := dataset.Part{Take: 1, Stride: 1, Count: 32}.Indices()
		grad := make([]float32, len(net.Weights()))
		loss := 0.0
		// 400 steps are four times what the slowest, plain SGD, needs.
		for step := range 400 {
			sums := must(local.Gradient(t.Context(), Step{Step: step, Images: images}, grad))(t)
			if loss = sums.MeanLoss(); loss < 0.01 && sums.Accuracy() == 1 {
				break
			}
			o.Update(net.Weights(), grad, c.LearningRate)
		}
		if loss >= 0.01 {
			t.Errorf("%s momentum %v nesterov %v: loss %v after 400 steps, want below 0.01", c.Optimizer, c.Momentum, c.Nesterov, loss)
		}
	}
}

// half is a small convolutional network.
func half() spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Conv2D{Filters: 8, KernelSize: 3, Strides: 2, Activation: spec.ReLU},
		spec.MaxPooling2D{PoolSize: 2},
		spec.Conv2D{Filters: 16, KernelSize: 3, Activation: spec.ReLU},
		spec.Flatten{},
		spec.Dense{Units: 32, Activation: spec.ReLU},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

// seeds are 1 to 5 where the kernels are fast. A run has the same bits on every
// machine, so that fewer seeds elsewhere leave nothing unknown.
func seeds(t *testing.T) []uint64 {
	if testing.Short() || runtime.GOARCH == "wasm" || kernel.Vector() == "scalar" {
		return []uint64{1}
	}
	return []uint64{1, 2, 3, 4, 5}
}

// One epoch over the first 10,000 training images, tested on every tenth test
// image. Floors are the worst of seeds 1 to 5 less MARGIN.
func TestNoteNetworksLearn(t *testing.T) {
	for _, c := range []struct {
		name  string
		model spec.Model
		batch int
		floor float64
	}{
		{"dense", spec.NoteDense(), 128, 0.90},
		{"convnet", spec.NoteConvnet(), 64, 0.93},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, seed := range seeds(t) {
				training := spec.Note(c.batch)
				training.Examples, training.Epochs, training.Seed = 10_000, 1, seed
				trainer, net := run(t, c.model, training)
				var epoch Sums
				for !trainer.Done() {
					epoch.Add(steps(t, trainer, 1))
				}
				e := NewEvaluation(net, testSet(t), dataset.TestSample())
				e.Next(1000)
				r := e.Results()
				t.Logf("seed %d: accuracy %.4f while training, %.3f tested, weights %s", seed, epoch.Accuracy(), r.Accuracy, Checksum(net.Weights()))
				if r.Accuracy < c.floor {
					t.Errorf("seed %d: accuracy %.3f, want at least %.3f", seed, r.Accuracy, c.floor)
				}
			}
		})
	}
}
