package layout

import (
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// Two channels, NHWC: the first is 1, -4, 2, the second 3, 5, 0.
func TestAScaleHoldsItsNumbersAndASignedOneIsCentred(t *testing.T) {
	numbers := []float32{1, 3, -4, 5, 2, 0}
	for _, c := range []struct {
		what      string
		maps      int
		low, high []float32
		ramp      scene.Ramp
	}{
		{"one for all", 1, []float32{-5}, []float32{5}, scene.Diverging},
		{"one for each map", 2, []float32{-4, -5}, []float32{4, 5}, scene.Diverging}, // all maps are diverging if one is
	} {
		r := scaleOf(numbers, c.maps)
		if !slices.Equal(r.low, c.low) || !slices.Equal(r.high, c.high) || r.ramp != c.ramp {
			t.Errorf("%s: %v to %v by ramp %d, want %v to %v by %d", c.what, r.low, r.high, r.ramp, c.low, c.high, c.ramp)
		}
	}
	if r := scaleOf([]float32{1, 3}, 1); r.low[0] != 0 || r.high[0] != 3 || r.ramp != scene.Sequential {
		t.Errorf("without a sign it runs from %v to %v by ramp %d, want 0 to 3 by %d", r.low[0], r.high[0], r.ramp, scene.Sequential)
	}
}

func TestActivationsAreColoured(t *testing.T) {
	if r := scaleOf([]float32{0, 2}, 1); r.ramp != scene.Sequential {
		t.Errorf("activations got ramp %d, want Sequential", r.ramp)
	}
}

func TestScalesSayWhichNumbersShareColours(t *testing.T) {
	rows, err := spec.NoteConvnet().Ledger()
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, wire.Yours)
	answer(s)
	for scale, want := range map[state.Scale]int{state.PerMap: 32, state.PerLayer: 1, state.Shared: 1} {
		s.Selection.Scale = scale
		if got := len(colorScales(s, rows)[0].high); got != want {
			t.Errorf("%s: %d scales for 32 maps, want %d", scale, got, want)
		}
		if got := len(colorScales(s, rows)[6].high); got != 1 {
			t.Errorf("%s: %d scales for the units of the dense layer, want 1", scale, got)
		}
	}
	s.Selection.Scale = state.Shared
	r := colorScales(s, rows)
	for i := range r {
		if r[i].high[0] != r[0].high[0] {
			t.Errorf("shared: layer %d ends at %v, layer 0 at %v", i, r[i].high, r[0].high)
		}
	}
}
