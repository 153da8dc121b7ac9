package parallel

import (
	"testing"

	"convlab/engine/spec"
)

func TestSetupsThatCannotWorkAreRefused(t *testing.T) {
	other := small()
	other.Input = spec.Shape{H: 32, W: 32, C: 1}
	for name, s := range map[string]Setup{
		"no layers":     {Training: brief(4)},
		"no shards":     {Model: small()},
		"another input": {Model: other, Training: brief(4)},
	} {
		if _, err := NewWorker(s); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
}

func TestTasksThatDoNotFitAreRefused(t *testing.T) {
	w, err := NewWorker(Setup{Model: small(), Training: brief(4)})
	if err != nil {
		t.Fatal(err)
	}
	for name, task := range map[string]Task{
		"no images":             {First: 0, End: 4},
		"too many images":       {Batch: 23, End: 4},
		"no shards":             {Batch: 22, First: 2, End: 2},
		"negative shards":       {Batch: 22, First: -1, End: 2},
		"shards after the last": {Batch: 22, First: 3, End: 5},
		"nothing to predict":    {Op: OpPredict},
		"no operation":          {Op: OpPredict + 1, Batch: 22, End: 4},
	} {
		if _, err := w.Execute(task, nil); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
}
