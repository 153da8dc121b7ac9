package layout

import (
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

func TestASmallMapHasTheColoursOfItsColumn(t *testing.T) {
	s := open(t, wire.Pretrained)
	answer(s)
	rows, err := s.Model().Ledger()
	if err != nil {
		t.Fatal(err)
	}
	scales := riverScales(s, rows)
	m := OutputMap(s, 2, 5)
	if m.Table.H != 11 || m.Table.W != 11 || m.Table.C != 64 || m.First != 5 || m.Len != 1 {
		t.Errorf("map 6 of conv 2 is %d×%d, channel %d of %d", m.Table.H, m.Table.W, m.First, m.Table.C)
	}
	if !slices.Equal(m.Low, scales[2].low) || !slices.Equal(m.High, scales[2].high) || m.Ramp != scales[2].ramp {
		t.Errorf("its scale is %v to %v with ramp %d, want the column's", m.Low, m.High, m.Ramp)
	}
	// A pool has the scale of its convolution, so the window over conv 1 and the map of pool 1 can be compared.
	if a, b := OutputMap(s, 0, 3), OutputMap(s, 1, 3); !slices.Equal(a.High, b.High) {
		t.Errorf("conv 1 ends at %v and pool 1 at %v", a.High, b.High)
	}
	picture := OutputMap(s, -1, 0)
	if picture.Table.W != 28 || picture.High[0] != 1 || len(picture.Table.Numbers) != 28*28 {
		t.Errorf("the picture is %d wide, ends at %v and has %d numbers", picture.Table.W, picture.High, len(picture.Table.Numbers))
	}
}

func TestAllMapsOfALayerAreThoseOfItsChannels(t *testing.T) {
	s := open(t, wire.Pretrained)
	answer(s)
	for _, scale := range []state.Scale{state.PerMap, state.PerLayer} {
		s.Update(state.SetScale{Scale: scale})
		list := OutputMaps(s, 2)
		if len(list) != 64 {
			t.Fatalf("conv 2 has %d maps, want 64", len(list))
		}
		for channel, m := range list {
			if want := OutputMap(s, 2, channel); m.First != channel || !m.SamePixels(want) {
				t.Errorf("%s: map %d is %d to %v of %d, want %d to %v", scale, channel+1, m.First, m.High, m.Table.C, want.First, want.High)
			}
		}
	}
	if list := OutputMaps(s, -1); list != nil {
		t.Errorf("the picture is no layer and has %d maps", len(list))
	}
}

func TestASignedMapIsCentredOnZero(t *testing.T) {
	m := SignedMap([]float32{0.5, -2, 0, 1}, 2)
	if m.Low[0] != -2 || m.High[0] != 2 || m.Ramp != scene.Signed || m.Table.H != 2 {
		t.Errorf("it goes from %v to %v in %d rows", m.Low, m.High, m.Table.H)
	}
}

func TestAChannelIsTakenOutOfInterleavedNumbers(t *testing.T) {
	if got := Channel([]float32{1, 2, 3, 4, 5, 6}, 3, 1); !slices.Equal(got, []float32{2, 5}) {
		t.Errorf("channel 1 of 3 is %v", got)
	}
}

func TestBarsFillTheHeightOfTheirChart(t *testing.T) {
	bars, zero := Bars([]float32{3, -1, 0})
	want := []Bar{{0, 0.75}, {0.75, 0.25}, {0.75, 0}}
	if zero != 0.75 || !slices.Equal(bars, want) {
		t.Errorf("bars are %v over a zero line at %v, want %v at 0.75", bars, zero, want)
	}
	if bars, zero := Bars([]float32{0, 0}); zero != 0.5 || bars[1] != (Bar{}) {
		t.Errorf("of zeros they are %v at %v", bars, zero)
	}
}

func TestPlacesInAWindowAreNumbersOfTheLayerBefore(t *testing.T) {
	m := spec.NoteConvnet()
	// Pool 2 has windows of 2×2 with stride 2 over conv 2: that of row 1, column 3 begins at row 2, column 6.
	if got, ok := InWindow(m, 3, spec.Cell{Row: 1, Column: 3, Channel: 9}, 3, 9); !ok || got != (spec.Cell{Row: 3, Column: 7, Channel: 9}) {
		t.Errorf("the last number of the window is %+v, %v", got, ok)
	}
	m.Layers = slices.Clone(m.Layers)
	m.Layers[0] = spec.Conv2D{Filters: 32, KernelSize: 5, Padding: spec.Same, Activation: spec.ReLU}
	if got, ok := InWindow(m, 0, spec.Cell{}, 5, 0); ok {
		t.Errorf("a place in the padding is %+v", got)
	}
	if got, ok := InWindow(m, 0, spec.Cell{}, 12, 0); !ok || got != (spec.Cell{}) {
		t.Errorf("the middle of the first window is %+v, %v", got, ok)
	}
	if got := WindowOf(m, 0, spec.Cell{}); got.Rows != (spec.Interval{First: 0, Last: 2}) {
		t.Errorf("without the padding the window has the rows %+v", got.Rows)
	}
}
