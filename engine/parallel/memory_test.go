package parallel

import (
	"encoding/binary"
	"reflect"
	"testing"

	"convlab/engine"
	"convlab/engine/spec"
)

func TestHeadsArriveUnchanged(t *testing.T) {
	task := Task{ID: 1, Epoch: 2, Step: 3, Batch: 4, First: 5, End: 1 << 30}
	if got, err := ParseTask(task.Append(nil)); err != nil || got != task {
		t.Errorf("got %+v, %v; want %+v", got, err, task)
	}
	result := Result{ID: -7, Sums: []engine.Sums{{Loss: 0.1, Correct: 2, Count: 3}, {Loss: -1e300, Count: 1}}}
	if got, err := ParseResult(append(result.Append(nil), 1, 2, 3)); err != nil || !reflect.DeepEqual(got, result) {
		t.Errorf("got %+v, %v; want %+v", got, err, result)
	}
}

func TestTheRegionsOfTheMemoryDoNotOverlap(t *testing.T) {
	s := Setup{Model: spec.NoteDense(), Training: spec.Note(128)}
	const weights = 407_050 // of the dense preset
	m := NewMemoryMap(s)
	regions := []struct{ at, size int }{
		{m.Task, TaskBytes}, {m.Result, ResultBytes}, {m.Pixels, 128 * 784}, {m.Labels, 128},
		{m.Weights, 4 * weights}, {m.Gradients, m.GradientStride * maxNodes(4)}, {m.Size, 0},
	}
	for i, r := range regions[1:] {
		if before := regions[i]; before.at+before.size > r.at {
			t.Errorf("region %d begins at %d, inside the one before it, which ends at %d", i+1, r.at, before.at+before.size)
		}
	}
	if m.GradientStride < 4*weights || m.Weights%8 != 0 || m.Gradients%8 != 0 {
		t.Errorf("the map is %+v", m)
	}
	if first, second := m.Node(Task{}, 0), m.Node(Task{}, 1); first != m.Gradients || second != first+m.GradientStride {
		t.Errorf("nodes of gradients are at %d and %d of %+v", first, second, m)
	}
	if got := m.Node(Task{Op: OpPredict}, 0); got != m.Weights {
		t.Errorf("the predictions are at %d, want %d, the offset of the weights", got, m.Weights)
	}
	full := Result{Sums: make([]engine.Sums, spec.MaxShards)}
	if n := len(full.Append(nil)); n > ResultBytes {
		t.Errorf("a result of %d nodes has %d bytes, more than the %d reserved", spec.MaxShards, n, ResultBytes)
	}
}

func TestInvalidHeadsAreRefused(t *testing.T) {
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
