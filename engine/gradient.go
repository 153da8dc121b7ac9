package engine

import (
	"context"
	"fmt"

	"convlab/engine/dataset"
	"convlab/engine/internal/random"
	"convlab/engine/spec"
)

// Step is one batch of a training.
type Step struct {
	Epoch  int     // from 0
	Step   int     // in the epoch, from 0
	Images []int32 // indices into the training set; the last batch of an epoch may be smaller
}

// Gradienter is all that Trainer knows of parallelism.
type Gradienter interface {
	// Gradient OVERWRITES grad with the gradient of the batch's mean loss, laid
	// out as Sequential.Weights, and returns the batch's sums. Its bits must be
	// those of Local. After an error grad is undefined.
	Gradient(ctx context.Context, s Step, grad []float32) (Sums, error)
}

// Local is the Gradienter on this thread. It cuts every batch by position into
// Training.Shards shards (ShardRows), works them off one after the other, and
// adds their gradients in a Tree.
type Local struct {
	// Between, when not nil, is called between two shards, so that a worker can
	// answer in the middle of a large batch. It may use a View, not the network.
	Between func()

	net      *Sequential
	set      *dataset.Set
	training spec.Training
	tree     Tree
	x        Batch
	labels   []uint8
}

// NewLocal returns the Gradienter of net, which it works with, for t over the
// training set.
func NewLocal(net *Sequential, set *dataset.Set, t spec.Training) *Local {
	return &Local{net: net, set: set, training: t}
}

// Gradient is Gradienter's. It ends early, with ctx's error, between two shards.
func (l *Local) Gradient(ctx context.Context, s Step, grad []float32) (Sums, error) {
	l.tree.Reset()
	for k := range l.training.Shards {
		if k > 0 && l.Between != nil {
			l.Between()
		}
		if err := ctx.Err(); err != nil {
			return Sums{}, err
		}
		sums, err := l.Shard(s, k)
		if err != nil {
			return Sums{}, err
		}
		l.tree.Add(l.net.Gradient(), sums)
	}
	return l.tree.Sum(grad), nil
}

// Shard overwrites the network's Gradient with what shard k gives to the
// gradient of the batch's mean loss, and returns the shard's sums. It is a pure
// function of weights, settings, s and k: any worker may compute any shard.
func (l *Local) Shard(s Step, k int) (Sums, error) {
	clear(l.net.Gradient())
	first, end := ShardRows(len(s.Images), l.training.Shards, k)
	images := s.Images[first:end]
	if len(images) == 0 {
		return Sums{}, nil
	}
	if !l.set.HasAll(images) {
		return Sums{}, fmt.Errorf("epoch %d, step %d: expected all images of the batch, received %d of %d of the set: wait until Trainer.Ready",
			s.Epoch+1, s.Step+1, l.set.Arrived(), l.set.Len())
	}
	pass := Pass{Training: true, Seed: l.training.Seed, Epoch: s.Epoch, Step: s.Step, Shard: k}
	l.gather(images, pass)
	l.net.Forward(l.x, pass)
	return l.net.backward(l.labels, 1/float32(len(s.Images)))
}

// gather reads and augments the images. Buffers have the size of a shard.
func (l *Local) gather(images []int32, p Pass) {
	resize(&l.x, len(images), dataset.Pixels)
	l.labels = grow(l.labels, len(images))
	l.set.Gather(images, l.x.Data, l.labels)
	if l.training.Shift > 0 {
		r := random.New(p.Seed, p.Epoch, p.Step, p.Shard, random.Shift)
		dataset.Shift(r, l.training.Shift, l.x.Data)
	}
}
