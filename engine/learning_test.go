package engine

import (
	"fmt"
	"runtime"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/kernel"
	"convlab/engine/optimizer"
	"convlab/engine/spec"
)

// A network that cannot overfit 32 images has a wrong gradient.
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
		o := must(optimizer.New(c, len(net.Weights())))(t)
		images := dataset.Subset{Take: 1, Stride: 1, Count: 32}.Indices()
		grad := make([]float32, len(net.Weights()))
		loss := 0.0
		// Plain SGD, the slowest, needs a quarter of 400 steps.
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

// fast reports whether the kernels are fast here. A run has the same bits on every
// machine (TestTwentyStepsHaveTheSameBitsEverywhere), so elsewhere one short run
// suffices.
func fast() bool { return runtime.GOARCH != "wasm" && kernel.Vector() != "scalar" }

func seeds() []uint64 {
	if testing.Short() || !fast() {
		return []uint64{1}
	}
	return []uint64{1, 2, 3, 4, 5}
}

// The note's networks on the first 10,000 training images, tested on every tenth
// test image. The floors are 0.015 below the worst of seeds 1 to 5.
//
// After so few steps the test accuracy of rmsprop at 0.001 still varies: Keras
// 3.15 has 0.822 to 0.874 with the settings of the first row. Its accuracy while
// training is steadier, 0.849 to 0.853, and so the better floor. The rows of Adam
// have floors for the test.
func TestNoteNetworksLearn(t *testing.T) {
	for _, c := range []struct {
		name                  string
		model                 spec.Model
		optimizer             string
		batch, epochs         int
		whileTraining, tested float64 // measured: worst of five seeds
	}{
		{"dense rmsprop", spec.NoteDense(), spec.RMSprop, 128, 1, 0.848, 0.787},
		{"dense adam", spec.NoteDense(), spec.Adam, 128, 2, 0.931, 0.915},
		{"convnet adam", spec.NoteConvnet(), spec.Adam, 64, 1, 0.809, 0.925},
	} {
		const margin = 0.015
		if !fast() && c.name != "dense adam" {
			continue // minutes of plain loops
		}
		for _, seed := range seeds() {
			t.Run(fmt.Sprintf("%s seed %d", c.name, seed), func(t *testing.T) {
				t.Parallel()
				training := spec.Note(c.batch)
				training.Optimizer, training.Examples, training.Epochs, training.Seed = c.optimizer, 10_000, c.epochs, seed
				net := must(New(c.model, seed))(t)
				last := must(Fit(t.Context(), net, trainSet(t), training))(t)
				tested := Evaluate(net, testSet(t), dataset.TestSample()).Accuracy
				t.Logf("accuracy %.4f while training, %.3f tested; weights %s", last.Accuracy(), tested, Checksum(net.Weights()))
				if last.Accuracy() < c.whileTraining-margin {
					t.Errorf("accuracy %.4f while training, want %.3f less %v", last.Accuracy(), c.whileTraining, margin)
				}
				if tested < c.tested-margin {
					t.Errorf("accuracy %.3f tested, want %.3f less %v", tested, c.tested, margin)
				}
			})
		}
	}
}
