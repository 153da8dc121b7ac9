package parallel

import (
	"context"
	"fmt"
	"slices"

	"convlab/engine"
	"convlab/engine/dataset"
	"convlab/engine/spec"
)

// Worker executes the tasks of one Setup.
type Worker struct {
	setup   Setup
	set     *dataset.Set // over the payload's images
	local   *engine.Local
	payload Payload // buffers of full size
	images  []int32
	pixels  []float32 // of the images of OpPredict
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
	n := maxImages(s.Training)
	w := &Worker{
		setup:   s,
		payload: Payload{Pixels: make([]byte, n*dataset.Pixels), Labels: make([]uint8, n), Weights: net.Weights()},
	}
	w.set = dataset.Rows(w.payload.Pixels, w.payload.Labels)
	w.local = engine.NewLocal(net, w.set, s.Training)
	return w, nil
}

// Buffers returns the worker's buffers for the payload of t, in the lengths that
// t needs. Write the payload there before Execute. The error says why t does not
// fit the Setup.
func (w *Worker) Buffers(t Task) (Payload, error) {
	s := w.setup.Training
	switch t.Op {
	case OpGradient:
		if t.Batch < 1 || int(t.Batch) > s.BatchSize || t.First < 0 || t.First >= t.End || int(t.End) > s.Shards {
			return Payload{}, fmt.Errorf("parallel: expected shards of a batch of 1 to %d images in %d shards, received shards [%d, %d) of %d images",
				s.BatchSize, s.Shards, t.First, t.End, t.Batch)
		}
		first, end := t.rows(s.Shards)
		return Payload{
			Pixels: w.payload.Pixels[:(end-first)*dataset.Pixels], Labels: w.payload.Labels[:end-first], Weights: w.payload.Weights,
		}, nil
	case OpPredict:
		if t.Batch < 1 || t.Batch > engine.EvaluationBatchSize {
			return Payload{}, fmt.Errorf("parallel: expected a prediction of 1 to %d images, received one of %d", engine.EvaluationBatchSize, t.Batch)
		}
		return Payload{Pixels: w.payload.Pixels[:int(t.Batch)*dataset.Pixels], Weights: w.payload.Weights}, nil
	}
	return Payload{}, fmt.Errorf("parallel: expected a task, received one with operation %d", t.Op)
}

// rows returns the rows of the batch in the task's shards.
func (t Task) rows(shards int) (first, end int) {
	first, _ = engine.ShardRows(int(t.Batch), shards, int(t.First))
	_, end = engine.ShardRows(int(t.Batch), shards, int(t.End)-1)
	return first, end
}

// Execute computes t from the payload in Buffers. It calls emit with the numbers
// of every node of the Result, in order. They are a view, valid only during the
// call. The Result has no Gradient yet.
func (w *Worker) Execute(t Task, emit func(node int, numbers []float32)) (Result, error) {
	if _, err := w.Buffers(t); err != nil {
		return Result{}, err
	}
	if t.Op == OpPredict {
		return w.predict(t, emit), nil
	}
	first, end := t.rows(w.setup.Training.Shards)
	w.images = w.images[:0]
	for row := range int(t.Batch) {
		image := int32(-1) // in a shard of another worker
		if row >= first && row < end {
			image = int32(row - first)
		}
		w.images = append(w.images, image)
	}
	step := engine.Step{Epoch: int(t.Epoch), Step: int(t.Step), Images: w.images}
	result := Result{ID: t.ID}
	for i, n := range nodesOf(int(t.First), int(t.End)) {
		grad, sums, err := w.local.Node(context.Background(), step, n.first, n.level)
		if err != nil {
			return Result{}, err
		}
		emit(i, grad)
		result.Sums = append(result.Sums, sums)
	}
	return result, nil
}

// predict executes OpPredict.
func (w *Worker) predict(t Task, emit func(node int, numbers []float32)) Result {
	w.images = w.images[:0]
	for row := range t.Batch {
		w.images = append(w.images, row)
	}
	n := len(w.images) * dataset.Pixels
	w.pixels = slices.Grow(w.pixels[:0], n)[:n]
	w.set.Gather(w.images, w.pixels, nil)
	x := engine.Batch{Rows: len(w.images), Cols: dataset.Pixels, Stride: dataset.Pixels, Data: w.pixels}
	emit(0, w.local.Network().AppendPredictions(nil, x))
	return Result{ID: t.ID}
}
