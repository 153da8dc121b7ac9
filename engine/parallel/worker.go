package parallel

import (
	"context"
	"fmt"

	"convlab/engine"
	"convlab/engine/dataset"
	"convlab/engine/spec"
)

// Worker computes tasks of one Setup.
type Worker struct {
	setup  Setup
	set    *dataset.Set // the pictures of load
	local  *engine.Local
	load   Payload // buffers of full size
	images []int32
	room   []float32 // for the pictures to read
}

// NewWorker builds the network of s. The error says what of s cannot work.
func NewWorker(s Setup) (*Worker, error) {
	if err := spec.CheckRun(s.Model, s.Training); err != nil {
		return nil, err
	}
	if s.Model.Input != spec.MNIST() {
		return nil, fmt.Errorf("parallel: expected a network over %v, received one over %v", spec.MNIST(), s.Model.Input)
	}
	net, err := engine.New(s.Model, s.Training.Seed)
	if err != nil {
		return nil, err
	}
	n := mostPictures(s.Training)
	w := &Worker{
		setup: s,
		load:  Payload{Pixels: make([]byte, n*dataset.Pixels), Labels: make([]uint8, n), Weights: net.Weights()},
	}
	w.set = dataset.Rows(w.load.Pixels, w.load.Labels)
	w.local = engine.NewLocal(net, w.set, s.Training)
	return w, nil
}

// Buffers returns where the load of t must be before Do, in the lengths that t
// needs. The error is about a task that does not fit the Setup.
func (w *Worker) Buffers(t Task) (Payload, error) {
	switch t.Op {
	case OpGradient:
	case OpPredict:
		return w.loadReading(t)
	default:
		return Payload{}, fmt.Errorf("parallel: expected a task, received one of kind %d", t.Op)
	}
	s := w.setup.Training
	if t.Batch < 1 || int(t.Batch) > s.BatchSize || t.First < 0 || t.First >= t.End || int(t.End) > s.Shards {
		return Payload{}, fmt.Errorf("parallel: expected shards of a batch of 1 to %d images in %d shards, received shards [%d, %d) of %d images",
			s.BatchSize, s.Shards, t.First, t.End, t.Batch)
	}
	first, end := t.rows(s.Shards)
	return Payload{
		Pixels: w.load.Pixels[:(end-first)*dataset.Pixels], Labels: w.load.Labels[:end-first], Weights: w.load.Weights,
	}, nil
}

// rows are the rows of the batch that the task is about.
func (t Task) rows(shards int) (first, end int) {
	first, _ = engine.ShardRows(int(t.Batch), shards, int(t.First))
	_, end = engine.ShardRows(int(t.Batch), shards, int(t.End)-1)
	return first, end
}

// Execute computes t from the Load that was written before. It calls done with every
// node of Blocks(First, End) in order; grad is a view that done must read at
// once.
func (w *Worker) Execute(t Task, done func(node int, grad []float32)) (Result, error) {
	if t.Op == OpPredict {
		return w.read(t, done)
	}
	if _, err := w.Buffers(t); err != nil {
		return Result{}, err
	}
	first, end := t.rows(w.setup.Training.Shards)
	w.images = w.images[:0]
	for row := range int(t.Batch) {
		image := int32(-1) // of a shard that is not this task's
		if row >= first && row < end {
			image = int32(row - first)
		}
		w.images = append(w.images, image)
	}
	step := engine.Step{Epoch: int(t.Epoch), Step: int(t.Step), Images: w.images}
	result := Result{ID: t.ID}
	for i, b := range nodesOf(int(t.First), int(t.End)) {
		grad, sums, err := w.local.Node(context.Background(), step, b.First, b.Level)
		if err != nil {
			return Result{}, err
		}
		done(i, grad)
		result.Sums = append(result.Sums, sums)
	}
	return result, nil
}
