package engine

import (
	"slices"
	"testing"

	"convlab/engine/dataset"
	"convlab/engine/spec"
)

// Others wait for what Rest has ready: no gradient of a layer's weights is
// before it, and all are behind it.
func TestRestIsReadyBeforeItLearns(t *testing.T) {
	const rows = 16
	pixels, labels := make([]byte, rows*dataset.Pixels), make([]uint8, rows)
	for i := range pixels {
		pixels[i] = byte(i * i / 7)
	}
	step := Step{}
	for i := range rows {
		labels[i] = uint8(i % spec.Classes)
		step.Images = append(step.Images, int32(i))
	}
	local := NewLocal(must(New(spec.NoteDense(), 3))(t), dataset.Rows(pixels, labels), spec.Note(rows))
	units := local.Shares()
	split := NewSplit(local, units)
	split.Load(Flat{local.Network().Weights(), split.optimizer.State()})
	if err := split.Forward(step); err != nil {
		t.Fatal(err)
	}
	gradient := split.rest.gradient[split.layer.size():]
	isNot0 := func(v float32) bool { return v != 0 }
	calls := 0
	sums := must(split.Rest(step, func() {
		calls++
		dy := make([]float32, rows*units)
		split.Slice(0, units, dy)
		if !slices.ContainsFunc(dy, isNot0) {
			t.Error("ready before there is a gradient by the outputs")
		}
		if slices.ContainsFunc(gradient, isNot0) {
			t.Error("weights have learned before others could begin")
		}
	}))(t)
	if calls != 1 || sums.Count != rows {
		t.Errorf("ready %d times, %d rows; want 1 and %d", calls, sums.Count, rows)
	}
	if !slices.ContainsFunc(gradient, isNot0) {
		t.Error("weights have learned nothing")
	}

	labels[3] = spec.Classes
	if err := split.Forward(step); err != nil {
		t.Fatal(err)
	}
	if _, err := split.Rest(step, func() { t.Error("ready with labels that are none") }); err == nil {
		t.Error("a label that is none was learned from")
	}
}
