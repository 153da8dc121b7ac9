package parallel

import (
	"fmt"

	"convlab/engine"
	"convlab/engine/dataset"
)

// loadReading is Load for a task to read pictures.
func (w *Worker) loadReading(t Task) (Payload, error) {
	if t.Batch < 1 || t.Batch > engine.EvaluationBatchSize {
		return Payload{}, fmt.Errorf("parallel: expected 1 to %d pictures to read, received %d", engine.EvaluationBatchSize, t.Batch)
	}
	return Payload{Pixels: w.load.Pixels[:int(t.Batch)*dataset.Pixels], Weights: w.load.Weights}, nil
}

// read is Do for such a task.
func (w *Worker) read(t Task, done func(node int, numbers []float32)) (Result, error) {
	if _, err := w.loadReading(t); err != nil {
		return Result{}, err
	}
	w.images = w.images[:0]
	for row := range t.Batch {
		w.images = append(w.images, row)
	}
	x := engine.Batch{Rows: len(w.images), Cols: dataset.Pixels, Stride: dataset.Pixels, Data: w.numbers(len(w.images) * dataset.Pixels)}
	w.set.Gather(w.images, x.Data, nil)
	done(0, w.local.Network().AppendPredictions(nil, x))
	return Result{ID: t.ID}, nil
}

// numbers is room for n numbers.
func (w *Worker) numbers(n int) []float32 {
	if cap(w.room) < n {
		w.room = make([]float32, n)
	}
	return w.room[:n]
}
