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
	load   Load // buffers of full size
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
		load:  Load{Pixels: make([]byte, n*dataset.Pixels), Labels: make([]uint8, n), Weights: net.Weights()},
	}
	w.set = dataset.Rows(w.load.Pixels, w.load.Labels)
	w.local = engine.NewLocal(net, w.set, s.Training)
	return w, nil
}

// Load returns where the load of t must be before Do, in the lengths that t
// needs. The error is about a task that does not fit the Setup.
func (w *Worker) Load(t Task) (Load, error) {
	switch t.Do {
	case Gradients:
	case Read:
		return w.loadReading(t)
	default:
		return Load{}, fmt.Errorf("parallel: expected a task, received one of kind %d", t.Do)
	}
	s := w.setup.Training
	if t.Batch < 1 || int(t.Batch) > s.BatchSize || t.First < 0 || t.First >= t.End || int(t.End) > s.Shards {
		return Load{}, fmt.Errorf("parallel: expected shards of a batch of 1 to %d images in %d shards, received shards [%d, %d) of %d images",
			s.BatchSize, s.Shards, t.First, t.End, t.Batch)
	}
	first, end := t.rows(s.Shards)
	return Load{
		Pixels: w.load.Pixels[:(end-first)*dataset.Pixels], Labels: w.load.Labels[:end-first], Weights: w.load.Weights,
	}, nil
}

// rows are the rows of the batch that the task is about.
func (t Task) rows(shards int) (first, end int) {
	first, _ = engine.ShardRows(int(t.Batch), shards, int(t.First))
	_, end = engine.ShardRows(int(t.Batch), shards, int(t.End)-1)
	return first, end
}

// Do computes t from the Load that was written before. It calls done with every
// node of Blocks(First, End) in order; grad is a view that done must read at
// once.
func (w *Worker) Do(t Task, done func(node int, grad []float32)) (Result, error) {
	if t.Do == Read {
		return w.read(t, done)
	}
	if _, err := w.Load(t); err != nil {
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
	for i, b := range Blocks(int(t.First), int(t.End)) {
		grad, sums, err := w.local.Node(context.Background(), step, b.First, b.Level)
		if err != nil {
			return Result{}, err
		}
		done(i, grad)
		result.Sums = append(result.Sums, sums)
	}
	return result, nil
}
