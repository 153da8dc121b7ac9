package engine

import (
	"testing"

	"convlab/engine/spec"
)

// The weights of the tiny network after 20 steps: three epochs, in each of which
// the last step has 4 images in 6 shards. Scalar and simd kernels, natively and
// under wasm, have the same constants: the same settings and seed give the same
// weights, bit for bit. They change only with the arithmetic, and the commit then
// says so.
func TestTwentyStepsHaveTheSameBitsEverywhere(t *testing.T) {
	for optimizer, want := range map[string]string{
		spec.RMSprop: "89dfd36bce0ec3aa",
		spec.SGD:     "2ddce6519bb9c196",
		spec.Adam:    "cc8dc2de28bf9d0c",
	} {
		training := brief(optimizer)
		if optimizer == spec.SGD {
			training.Momentum, training.Nesterov = 0.9, true
		}
		trainer, net := run(t, tiny(), training)
		steps(t, trainer, 20)
		if got := Checksum(net.Weights()); got != want {
			t.Errorf("%s: checksum %s, want %s", optimizer, got, want)
		}
	}
}

// The weights of a small convnet, and of a dense network whose shards are computed together, after 10 steps of 32 images. Their columns
// are whole vectors, so that operands with many zeros (pixels, maps after ReLU, gradients before pooling and dropout) take the sparse
// loops. The dense loops made these constants: kernel.isSparse returned false.
func TestSparseLoopsKeepTheBits(t *testing.T) {
	for name, c := range pinned() {
		training := brief(spec.RMSprop)
		training.BatchSize, training.Shards, training.LearningRate = 32, 2, 0.001
		trainer, net := run(t, c.model, training)
		steps(t, trainer, 10)
		if got := Checksum(net.Weights()); got != c.want {
			t.Errorf("%s: checksum %s, want %s", name, got, c.want)
		}
	}
}

// pinnedModel is a network and the checksum of its weights after ten steps.
type pinnedModel struct {
	model spec.Model
	want  string
}

func pinned() map[string]pinnedModel {
	return map[string]pinnedModel{
		"convolutional": {small(), "76bdc586c634951e"},
		"dense":         {wide(), "d2f4b9ecb9311416"},
	}
}

// wide is the note's dense network with fewer units in two layers, and Keras's dropout between them.
func wide() spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Flatten{},
		spec.Dense{Units: 128, Activation: spec.ReLU},
		spec.Dropout{Rate: 0.5},
		spec.Dense{Units: 64, Activation: spec.ReLU},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

// small is the note's convnet with half the filters or fewer.
func small() spec.Model {
	return spec.Model{Input: spec.MNIST(), Layers: []spec.Layer{
		spec.Conv2D{Filters: 16, KernelSize: 3, Activation: spec.ReLU},
		spec.MaxPooling2D{PoolSize: 2},
		spec.Conv2D{Filters: 32, KernelSize: 3, Padding: spec.Same, Activation: spec.ReLU},
		spec.MaxPooling2D{PoolSize: 2},
		spec.Flatten{},
		spec.Dense{Units: 32, Activation: spec.ReLU},
		spec.Dense{Units: spec.Classes, Activation: spec.Softmax},
	}}
}

func TestSameSeedSameBits(t *testing.T) {
	sum := func(seed uint64) string {
		training := brief(spec.RMSprop)
		training.Seed = seed
		trainer, net := run(t, tiny(), training)
		steps(t, trainer, 10)
		return Checksum(net.Weights())
	}
	if first, second := sum(1), sum(1); first != second {
		t.Errorf("one seed, two results: %s and %s", first, second)
	}
	if sum(1) == sum(2) {
		t.Error("two seeds, one result")
	}
}

// Workers compute shards in any order; only the order of the reduction matters.
func TestShardsAreTheSameOnEveryWorker(t *testing.T) {
	training := brief(spec.RMSprop)
	trainer, net := run(t, tiny(), training)
	steps(t, trainer, 3)
	batch := trainer.batch()

	want := make([]float32, len(net.Weights()))
	wantSums := must(NewLocal(net, trainer.set, training).Gradient(t.Context(), batch, want))(t)

	workers := []*Local{
		NewLocal(net.View(), trainer.set, training),
		NewLocal(net.View(), trainer.set, training),
	}
	gradients := make([][]float32, training.Shards)
	sums := make([]Sums, training.Shards)
	for k := training.Shards - 1; k >= 0; k-- { // backwards, on alternate workers
		w := workers[k%2]
		sums[k] = must(w.reduce(batch, k, 0))(t)
		gradients[k] = append([]float32(nil), w.net.Gradient()...)
	}
	var reduction Reduction
	for k := range gradients {
		reduction.Add(gradients[k], sums[k])
	}
	got := make([]float32, len(want))
	if s := reduction.Sum(got); s != wantSums || Checksum(got) != Checksum(want) {
		t.Errorf("two workers: %+v %s, one: %+v %s", s, Checksum(got), wantSums, Checksum(want))
	}
}

// The number of shards is a setting that may change the rounding, and nothing
// else.
func TestShardsGiveTheGradientOfTheWholeBatch(t *testing.T) {
	m := tiny()
	m.Layers[4] = spec.Dropout{} // a mask depends on the shard
	gradient := func(shards int) []float32 {
		training := brief(spec.RMSprop)
		training.Shards, training.Shift = shards, 0
		trainer, net := run(t, m, training)
		g := make([]float32, len(net.Weights()))
		must(trainer.gradienter.Gradient(t.Context(), trainer.batch(), g))(t)
		return g
	}
	whole := gradient(1)
	for _, shards := range []int{2, 3, 4, 16} {
		for i, g := range gradient(shards) {
			// Sums of 16 terms in another order: 16 roundings of terms below 1.
			if d := g - whole[i]; d > 2e-6 || d < -2e-6 {
				t.Fatalf("%d shards: gradient %d is %v, of the whole batch %v", shards, i, g, whole[i])
			}
		}
	}
}
