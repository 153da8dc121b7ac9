package engine_test

import (
	"context"
	"fmt"
	"log"

	"convlab/engine"
	"convlab/engine/dataset"
	"convlab/engine/dataset/original"
	"convlab/engine/kernel"
	"convlab/engine/spec"

	"gonum.org/v1/gonum/blas/blas32"
)

// A dense network learns 10,000 of MNIST's training pictures in two epochs and
// classifies 1,000 of its test pictures. The same settings and seed give the same
// weights on every machine, so the output is exact.
func Example() {
	blas32.Use(kernel.BLAS{}) // once in a program

	train, test := mnist()
	net, err := engine.New(spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{},
		spec.Dense{Units: 32, Activation: spec.ReLU},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}, 1)
	if err != nil {
		log.Fatal(err)
	}
	training := spec.Training{
		Optimizer: spec.Adam, LearningRate: 0.002,
		BatchSize: 64, Epochs: 2, Examples: 10_000, Shards: 4, Seed: 1,
	}
	learned, err := engine.Fit(context.Background(), net, train, training)
	if err != nil {
		log.Fatal(err)
	}
	tested := engine.Evaluate(net, test, dataset.TestSample())
	fmt.Printf("training: loss %.3f, accuracy %.1f %%\n", learned.MeanLoss(), 100*learned.Accuracy())
	fmt.Printf("test: loss %.3f, accuracy %.1f %%\n", tested.Loss, 100*tested.Accuracy)
	// Output:
	// training: loss 0.296, accuracy 92.1 %
	// test: loss 0.325, accuracy 89.8 %
}

// mnist reads the training and test pictures from the Go module that ships them.
func mnist() (train, test *dataset.Set) {
	dir, err := original.Dir()
	if err == nil {
		if train, err = original.LoadSet(dir, dataset.Train); err == nil {
			test, err = original.LoadSet(dir, dataset.Test)
		}
	}
	if err != nil {
		log.Fatal(err)
	}
	return train, test
}
