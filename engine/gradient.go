package engine

import (
	"context"
	"fmt"
	"time"

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
	// Time is where the time went since it was last set to zero.
	Time StepTime

	net      *Sequential
	set      *dataset.Set
	training spec.Training
	joined   int // shards are worked on 2^joined at a time where there are as many; 0: one by one
	tree     Tree
	x        Batch
	labels   []uint8
	cuts     []int
}

// joinedMACs bounds the multiply-adds, forward, of shards that are worked on
// together: some 10 ms in a browser, so that Between is called often enough.
const joinedMACs = 64 << 20

// NewLocal returns the Gradienter of net, which it works with, for t over the
// training set.
func NewLocal(net *Sequential, set *dataset.Set, t spec.Training) *Local {
	l := &Local{net: net, set: set, training: t}
	if net.joins() {
		ledger, _ := net.model.Ledger() // net was built from it
		_, macs := spec.Total(ledger)
		for rows := (t.BatchSize + t.Shards - 1) / t.Shards; int64(rows<<(l.joined+1))*macs <= joinedMACs && 2<<l.joined <= t.Shards; {
			l.joined++
		}
	}
	return l
}

// Network returns the network that Local works with.
func (l *Local) Network() *Sequential { return l.net }

// Training returns the training that Local computes gradients for.
func (l *Local) Training() spec.Training { return l.training }

// Gradient is Gradienter's. It ends early, with ctx's error, between two shards.
func (l *Local) Gradient(ctx context.Context, s Step, grad []float32) (Sums, error) {
	if 1<<l.Level(0, l.training.Shards) == l.training.Shards {
		sums, err := l.join(s, 0, l.joined)
		start := time.Now()
		copy(grad, l.net.Gradient())
		l.Time.Add += time.Since(start)
		return sums, err
	}
	l.tree.Reset()
	if err := l.add(ctx, s, 0, l.training.Shards); err != nil {
		return Sums{}, err
	}
	start := time.Now()
	sums := l.tree.Sum(grad)
	l.Time.Add += time.Since(start)
	return sums, nil
}

// Level says how many of the shards [first, end) are best worked on next, and
// together: 2^level, a node of the Tree.
func (l *Local) Level(first, end int) (level int) {
	for level < l.joined && first&(2<<level-1) == 0 && first+2<<level <= end {
		level++
	}
	return level
}

// Node returns the sum over the 2^level shards from first on, a multiple of
// 2^level: a part of the batch's gradient for another worker's Tree. It is a
// view until the next call of Local.
func (l *Local) Node(ctx context.Context, s Step, first, level int) ([]float32, Sums, error) {
	if level <= l.joined { // the tree would only copy it
		sums, err := l.join(s, first, level)
		return l.net.Gradient(), sums, err
	}
	l.tree.Reset()
	if err := l.add(ctx, s, first, first+1<<level); err != nil {
		return nil, Sums{}, err
	}
	grad, sums := l.tree.Node(level)
	return grad, sums, nil
}

// add adds the shards [first, end) to the tree.
func (l *Local) add(ctx context.Context, s Step, first, end int) error {
	for k := first; k < end; {
		if k > first {
			l.Yield()
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		level := l.Level(k, end)
		sums, err := l.join(s, k, level)
		if err != nil {
			return err
		}
		start := time.Now()
		l.tree.AddNode(level, l.net.Gradient(), sums)
		l.Time.Add += time.Since(start)
		k += 1 << level
	}
	return nil
}

// Yield calls Between, if there is one.
func (l *Local) Yield() {
	if l.Between == nil {
		return
	}
	start := time.Now()
	l.Between()
	l.Time.Between += time.Since(start)
}

// Shard overwrites the network's Gradient with what shard k gives to the
// gradient of the batch's mean loss, and returns the shard's sums. It is a pure
// function of weights, settings, s and k: any worker may compute any shard.
func (l *Local) Shard(s Step, k int) (Sums, error) { return l.join(s, k, 0) }

// join overwrites the network's Gradient with the sum over the 2^level shards
// from first on, in the order of a Tree. Level is at most joined.
func (l *Local) join(s Step, first, level int) (Sums, error) {
	start := time.Now()
	images := l.images(s, first, first+1<<level)
	if l.joined == 0 || len(images) == 0 {
		clear(l.net.Gradient())
	}
	cleared := time.Now()
	l.Time.Add += cleared.Sub(start)
	if len(images) == 0 {
		return Sums{}, nil
	}
	pass, err := l.open(s, images, first, level)
	if err != nil {
		return Sums{}, err
	}
	gathered := time.Now()
	l.Time.Gather += gathered.Sub(cleared)
	l.net.Forward(l.x, pass)
	sums, err := l.net.backward(l.labels, 1/float32(len(s.Images)))
	l.Time.Layers += time.Since(gathered)
	return sums, err
}

// open gathers the images of 2^level shards.
func (l *Local) open(s Step, images []int32, first, level int) (Pass, error) {
	if !l.set.HasAll(images) {
		return Pass{}, fmt.Errorf("epoch %d, step %d: expected all images of the batch, received %d of %d of the set: wait until Trainer.Ready",
			s.Epoch+1, s.Step+1, l.set.Arrived(), l.set.Len())
	}
	pass := Pass{Training: true, Seed: l.training.Seed, Epoch: s.Epoch, Step: s.Step, Shard: first}
	if l.joined > 0 {
		l.cuts = l.cuts[:0]
		at, _ := ShardRows(len(s.Images), l.training.Shards, first)
		for k := range 1 << level {
			from, _ := ShardRows(len(s.Images), l.training.Shards, first+k)
			l.cuts = append(l.cuts, from-at)
		}
		pass.Cuts = append(l.cuts, len(images))
		l.cuts = pass.Cuts
	}
	l.gather(images, pass)
	return pass, nil
}

// images are those of the shards [first, end).
func (l *Local) images(s Step, first, end int) []int32 {
	from, _ := ShardRows(len(s.Images), l.training.Shards, first)
	_, to := ShardRows(len(s.Images), l.training.Shards, end-1)
	return s.Images[from:to]
}

// Cut appends the pictures of the shards [first, end) of s and their labels, as
// the set has them, for a worker that has no set. All of them must be there.
func (l *Local) Cut(s Step, first, end int, pixels []byte, labels []uint8) ([]byte, []uint8) {
	for _, i := range l.images(s, first, end) {
		pixels = append(pixels, l.set.Pixels(int(i))...)
		labels = append(labels, l.set.Label(int(i)))
	}
	return pixels, labels
}

// gather reads and augments the images.
func (l *Local) gather(images []int32, p Pass) {
	resize(&l.x, len(images), dataset.Pixels)
	l.labels = grow(l.labels, len(images))
	l.set.Gather(images, l.x.Data, l.labels)
	if l.training.Shift > 0 {
		p.shards(len(images), func(shard, first, end int) {
			r := random.New(p.Seed, p.Epoch, p.Step, shard, random.Shift)
			dataset.Shift(r, l.training.Shift, l.x.Data[first*dataset.Pixels:end*dataset.Pixels])
		})
	}
}
