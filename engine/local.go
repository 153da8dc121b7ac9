package engine

import (
	"context"
	"time"

	"convlab/engine/dataset"
	"convlab/engine/spec"
)

// Local is the Gradienter on this thread. It cuts every batch by position into
// Training.Shards shards (see ShardRows), computes them one after the other or
// some at a time, and adds their gradients in a Reduction.
type Local struct {
	// OnYield, when not nil, is called between two shards, so that a worker can
	// answer in the middle of a large batch. It may use a View of the network,
	// but not the network.
	OnYield func()
	// Time is what the steps have taken. The caller may reset it to zero.
	Time StepTime

	net       *Sequential
	set       *dataset.Set
	training  spec.Training
	maxLevel  int // up to 2^maxLevel shards are computed together; 0: each alone
	reduction Reduction
	x         Batch
	labels    []uint8
	offsets   []int
}

// maxMACsTogether bounds the forward multiply-adds of shards that are computed
// together: some 10 ms in a browser, so that OnYield is called often enough.
const maxMACsTogether = 64 << 20

// NewLocal returns the Gradienter that computes with net, for t over set.
func NewLocal(net *Sequential, set *dataset.Set, t spec.Training) *Local {
	l := &Local{net: net, set: set, training: t}
	if net.reducesShards() {
		ledger, _ := net.model.Ledger() // net was built from it
		_, macs := spec.Total(ledger)
		for rows := (t.BatchSize + t.Shards - 1) / t.Shards; int64(rows<<(l.maxLevel+1))*macs <= maxMACsTogether && 2<<l.maxLevel <= t.Shards; {
			l.maxLevel++
		}
	}
	return l
}

// Network returns the network that Local computes with.
func (l *Local) Network() *Sequential { return l.net }

// Training returns the training that Local computes gradients for.
func (l *Local) Training() spec.Training { return l.training }

// Gradient implements Gradienter. It may end early, between two shards, with
// ctx's error.
func (l *Local) Gradient(ctx context.Context, s Step, grad []float32) (Sums, error) {
	if 1<<l.Level(0, l.training.Shards) == l.training.Shards { // all shards together: nothing is left to reduce
		sums, err := l.reduce(s, 0, l.maxLevel)
		start := time.Now()
		copy(grad, l.net.Gradient())
		l.Time.Add += time.Since(start)
		return sums, err
	}
	l.reduction.Reset()
	if err := l.add(ctx, s, 0, l.training.Shards); err != nil {
		return Sums{}, err
	}
	start := time.Now()
	sums := l.reduction.Sum(grad)
	l.Time.Add += time.Since(start)
	return sums, nil
}

// Level returns how many of the shards [first, end) are best computed together
// next: 2^level of them, a node of the Reduction.
func (l *Local) Level(first, end int) (level int) {
	for level < l.maxLevel && first&(2<<level-1) == 0 && first+2<<level <= end {
		level++
	}
	return level
}

// Node returns the gradient and the sums of the 2^level shards from first on, a
// multiple of 2^level: a node for another worker's Reduction. The slice is
// overwritten by the next call of Local.
func (l *Local) Node(ctx context.Context, s Step, first, level int) ([]float32, Sums, error) {
	if level <= l.maxLevel { // the reduction would only copy it
		sums, err := l.reduce(s, first, level)
		return l.net.Gradient(), sums, err
	}
	l.reduction.Reset()
	if err := l.add(ctx, s, first, first+1<<level); err != nil {
		return nil, Sums{}, err
	}
	grad, sums := l.reduction.Node(level)
	return grad, sums, nil
}

// add adds the shards [first, end) to the reduction.
func (l *Local) add(ctx context.Context, s Step, first, end int) error {
	for k := first; k < end; {
		if k > first {
			l.Yield()
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		level := l.Level(k, end)
		sums, err := l.reduce(s, k, level)
		if err != nil {
			return err
		}
		start := time.Now()
		l.reduction.AddNode(level, l.net.Gradient(), sums)
		l.Time.Add += time.Since(start)
		k += 1 << level
	}
	return nil
}

// Yield calls OnYield, if there is one.
func (l *Local) Yield() {
	if l.OnYield == nil {
		return
	}
	start := time.Now()
	l.OnYield()
	l.Time.Yield += time.Since(start)
}

// reduce overwrites the network's Gradient with the sum over the 2^level shards
// from first on, in the order of a Reduction, and returns their sums. It is a
// pure function of weights, settings and arguments: any worker may compute any
// shard. level is at most maxLevel.
func (l *Local) reduce(s Step, first, level int) (Sums, error) {
	start := time.Now()
	images := l.images(s, first, first+1<<level)
	if l.maxLevel == 0 || len(images) == 0 {
		clear(l.net.Gradient())
	}
	cleared := time.Now()
	l.Time.Add += cleared.Sub(start)
	if len(images) == 0 {
		return Sums{}, nil
	}
	pass, err := l.gather(s, images, first, level)
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
