package parallel

import (
	"errors"
	"fmt"

	"convlab/engine"
	"convlab/engine/dataset"
)

// loadUnits is Load for a task about units. Take makes them.
func (w *Worker) loadUnits(t Task) (Load, error) {
	if t.Do == Take {
		w.units = engine.NewUnits(w.local.Network(), w.setup.Training, int(t.First), int(t.End))
		w.size = int(t.End - t.First)
	}
	if w.units == nil {
		return Load{}, fmt.Errorf("parallel: expected units of a first layer that can be shared out, received units [%d, %d)", t.First, t.End)
	}
	if t.Batch < 0 || int(t.Batch) > w.setup.Training.BatchSize {
		return Load{}, fmt.Errorf("parallel: expected a batch of at most %d images, received one of %d", w.setup.Training.BatchSize, t.Batch)
	}
	switch t.Do {
	case Take:
		n := 0
		for _, v := range w.units.Numbers() {
			n += len(v)
		}
		return Load{Weights: w.numbers(n)}, nil
	case Ahead, Commit:
		return Load{Pixels: w.load.Pixels[:int(t.Batch)*dataset.Pixels], Labels: w.load.Labels[:t.Batch]}, nil
	case Back:
		return Load{Weights: w.numbers(int(t.Batch) * w.size)}, nil
	case Give:
		return Load{}, nil
	}
	return Load{}, fmt.Errorf("parallel: expected a task, received one of kind %d", t.Do)
}

// doUnits is Do for a task about units.
func (w *Worker) doUnits(t Task, done func(node int, numbers []float32)) (Result, error) {
	result := Result{ID: t.ID}
	if w.units == nil {
		return result, errors.New("parallel: expected units before a task about them")
	}
	switch t.Do {
	case Take:
		at := 0
		for _, v := range w.units.Numbers() {
			at += copy(v, w.room[at:])
		}
	case Commit, Ahead:
		if t.Do == Commit {
			w.units.Update(t.Rate)
		}
		if t.Batch == 0 {
			break
		}
		w.images = w.images[:0]
		for row := range t.Batch {
			w.images = append(w.images, row)
		}
		x, pass, err := w.local.Open(engine.Step{Epoch: int(t.Epoch), Step: int(t.Step), Images: w.images})
		if err != nil {
			return result, err
		}
		done(0, w.units.Forward(x, pass).Data)
	case Back:
		dy := engine.Batch{Rows: int(t.Batch), Cols: w.size, Stride: w.size, Data: w.room[:int(t.Batch)*w.size]}
		peaks := w.units.Backward(dy).Numbers()
		done(0, peaks[:])
	case Give:
		var all []float32
		for _, v := range w.units.Numbers() {
			all = append(all, v...)
		}
		done(0, all)
	}
	return result, nil
}

// numbers is room for n numbers, of which the tasks about units have one.
func (w *Worker) numbers(n int) []float32 {
	if cap(w.room) < n {
		w.room = make([]float32, n)
	}
	w.room = w.room[:n]
	return w.room
}
