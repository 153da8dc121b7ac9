package parallel

import (
	"encoding/binary"
	"reflect"
	"testing"

	"convlab/engine"
	"convlab/engine/spec"
)

func TestHeadsComeBackAsTheyWere(t *testing.T) {
	task := Task{ID: 1, Epoch: 2, Step: 3, Batch: 4, First: 5, End: 1 << 30}
	if got, err := ParseTask(task.Append(nil)); err != nil || got != task {
		t.Errorf("got %+v, %v; want %+v", got, err, task)
	}
	result := Result{ID: -7, Sums: []engine.Sums{{Loss: 0.1, Correct: 2, Count: 3}, {Loss: -1e300, Count: 1}}}
	if got, err := ParseResult(append(result.Append(nil), 1, 2, 3)); err != nil || !reflect.DeepEqual(got, result) {
		t.Errorf("got %+v, %v; want %+v", got, err, result)
	}
}

func TestEverythingHasItsPlaceInTheSlab(t *testing.T) {
	s := Setup{Model: spec.NoteDense(), Training: spec.Note(128)}
	const weights = 407_050 // design: the dense network
	l := NewMemoryMap(s)
	places := []struct{ at, size int }{
		{l.Task, TaskBytes}, {l.Result, ResultBytes}, {l.Pixels, 128 * 784}, {l.Labels, 128},
		{l.Weights, 4 * weights}, {l.Gradients, l.GradientStride * maxNodes(4)}, {l.Size, 0},
	}
	for i, p := range places[1:] {
		if before := places[i]; before.at+before.size > p.at {
			t.Errorf("place %d begins at %d, inside the one before it, which ends at %d", i+1, p.at, before.at+before.size)
		}
	}
	if l.GradientStride < 4*weights || l.Weights%8 != 0 || l.Gradients%8 != 0 {
		t.Errorf("the slab is %+v", l)
	}
	if first, second := l.Node(Task{}, 0), l.Node(Task{}, 1); first != l.Gradients || second != first+l.GradientStride {
		t.Errorf("nodes of gradients are at %d and %d of %+v", first, second, l)
	}
	if got := l.Node(Task{Op: OpPredict}, 0); got != l.Weights {
		t.Errorf("the answers for pictures are at %d, want %d, the place of the load", got, l.Weights)
	}
	full := Result{Sums: make([]engine.Sums, spec.MaxShards)}
	if n := len(full.Append(nil)); n > ResultBytes {
		t.Errorf("a result of %d nodes has %d bytes, more than the %d of its place", spec.MaxShards, n, ResultBytes)
	}
}

func TestTasksThatDoNotFitAreRefused(t *testing.T) {
	w, err := NewWorker(Setup{Model: small(), Training: brief(4)})
	if err != nil {
		t.Fatal(err)
	}
	for name, task := range map[string]Task{
		"no images":         {First: 0, End: 4},
		"too many images":   {Batch: 23, End: 4},
		"no shards":         {Batch: 22, First: 2, End: 2},
		"negative shards":   {Batch: 22, First: -1, End: 2},
		"shards behind all": {Batch: 22, First: 3, End: 5},
		"no pictures":       {Op: OpPredict},
		"no kind":           {Op: OpPredict + 1, Batch: 22, End: 4},
	} {
		if _, err := w.Execute(task, nil); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
}

func TestHeadsThatAreNoneAreRefused(t *testing.T) {
	task, result := Task{ID: 1}.Append(nil), Result{ID: 1, Sums: make([]engine.Sums, 2)}.Append(nil)
	if _, err := ParseTask(task[1:]); err == nil {
		t.Error("a task without its first byte was read")
	}
	many := binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, 1), spec.MaxShards+1)
	for name, b := range map[string][]byte{"no count": result[:7], "a node too few": result[:len(result)-1], "more nodes than shards": append(many, make([]byte, 1<<20)...)} {
		if r, err := ParseResult(b); err == nil {
			t.Errorf("%s: read as %+v", name, r)
		}
	}
}

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

func FuzzParse(f *testing.F) {
	f.Add(Task{ID: 1, Batch: 22, End: 4}.Append(nil))
	f.Add(Result{ID: 1, Sums: make([]engine.Sums, 2)}.Append(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		if task, err := ParseTask(b); err == nil {
			if got, err := ParseTask(task.Append(nil)); err != nil || got != task {
				t.Errorf("%+v became %+v, %v", task, got, err)
			}
		}
		if r, err := ParseResult(b); err == nil && len(r.Append(nil)) > len(b) {
			t.Errorf("%d bytes were read as %+v", len(b), r)
		}
	})
}
