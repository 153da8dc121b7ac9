package wording

import (
	"slices"
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
)

func TestTheWaysOfAPoolingShowTheirNumbersAndGradients(t *testing.T) {
	fill := func(e *wire.Explanation) {
		e.Pool.Patch = []float32{0.2, 0.42, 0.43, 0.25}
		e.Pool.Winner = 2
		e.Pool.Ways[0].Output, e.Pool.Ways[0].Gradient = 0.43, []float32{0, 0, 1, 0}
		e.Pool.Ways[1].Output, e.Pool.Ways[1].Gradient = 0.3125, []float32{0.25, 0.25, 0.25, 0.25}
		e.Pool.Ways[2].Output, e.Pool.Ways[2].Gradient = 0.2, []float32{1, 0, 0, 0}
	}
	s := explained(t, spec.NoteConvnet(), 1, fill)
	ways := PoolingWays(words(t, "en"), s)
	for i, want := range []struct {
		name, value, what string
		gradient          []float32
	}{
		{"max", "0.43", "the largest stays", []float32{0, 0, 1, 0}},
		{"average", "0.31", "the mean of the 4", []float32{0.25, 0.25, 0.25, 0.25}},
		{"stride 2 instead", "0.20", "stride 2 in conv 1", []float32{1, 0, 0, 0}},
		{"none", "", "all 4 stay: 26×26", []float32{1, 1, 1, 1}},
	} {
		got := ways[i]
		if got.Name != want.name || got.Value != want.value || got.What != want.what || !slices.Equal(got.Gradient, want.gradient) || got.On != (i == 0) {
			t.Errorf("way %d is %+v, want %+v", i, got, want)
		}
		complete(t, "its gradient", got.Way)
	}
	for _, way := range PoolingWays(words(t, "ko"), s) {
		complete(t, "its gradient", way.Way)
		complete(t, "what it does", way.What)
	}
}

func TestNoGradientPassesAWindowOfZerosAfterReLU(t *testing.T) {
	zeros := func(e *wire.Explanation) { e.Pool.Ways[0].Gradient[0] = 1 }
	s := explained(t, spec.NoteConvnet(), 1, zeros)
	if way := PoolingWays(words(t, "en"), s)[0]; way.Gradient[0] != 0 || !strings.Contains(way.Way, "ReLU") {
		t.Errorf("after ReLU the gradient is %v: %q", way.Gradient, way.Way)
	}
	linear := spec.NoteConvnet()
	linear.Layers = slices.Clone(linear.Layers)
	linear.Layers[0] = spec.Conv2D{Filters: 32, KernelSize: 3, Activation: spec.Linear}
	s = explained(t, linear, 1, zeros)
	if way := PoolingWays(words(t, "en"), s)[0]; way.Gradient[0] != 1 || strings.Contains(way.Way, "ReLU") {
		t.Errorf("after a linear convolution the gradient is %v: %q", way.Gradient, way.Way)
	}
}

// The note's pool 2: 5 rows and columns of 2 leave the last row and column of 11×11 out.
func TestThePoolingSaysWhatWinsAndWhatNoWindowReads(t *testing.T) {
	s := explained(t, spec.NoteConvnet(), 3, func(e *wire.Explanation) {
		for i := range e.Pool.Windows {
			if i%11 < 10 && i/11 < 10 {
				e.Pool.Windows[i] = 1
				if i%2 == 0 && i/11%2 == 0 {
					e.Pool.Ways[0].MapGradient[i] = 1
				}
			}
		}
	})
	text := WindowSentence(words(t, "en"), s).Before
	for _, want := range []string{"Of the 121 numbers", "25 are the largest", "No window reads 21."} {
		if !strings.Contains(text, want) {
			t.Errorf("%q does not say %q", text, want)
		}
	}
}
