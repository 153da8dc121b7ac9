package layout

import (
	"testing"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/layout/river"
	"convlab/wasm/state"
)

// phone is a state on a phone, and where its things are.
func phone(t *testing.T, s *state.State) river.River {
	t.Helper()
	s.Viewport = state.Viewport{W: 390, H: 795, Scale: 1}
	r, err := Place(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAThumbnailShowsTheMapThatItsColumnShows(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Update(state.PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.2}, {X: 0.5, Y: 0.8}}})
	answer(s)
	explain(t, s, 4)
	s.Update(state.ChooseNumber{Layer: 2, Cell: spec.Cell{Channel: 5}})
	r := phone(t, s)
	sc := Flow(nil, s, &r)
	shown := map[string]int{}
	for _, m := range sc.Maps {
		shown[m.Key] = m.First
	}
	for i := range r.Columns {
		c := &r.Columns[i]
		if c.Kind != river.ConvolutionColumn && c.Kind != river.PoolingColumn {
			continue
		}
		m := Thumbnail(s, c)
		if w, h := m.Size(); w != c.Thumbnail.Map.Cols || h != c.Thumbnail.Map.Rows {
			t.Errorf("the thumbnail of layer %d has %d×%d cells, its place %d×%d", c.Layer, w, h, c.Thumbnail.Map.Cols, c.Thumbnail.Map.Rows)
		}
		if m.Table.Numbers == nil || m.First != shown["map"+string(rune('0'+c.Layer))] {
			t.Errorf("the thumbnail of layer %d shows map %d of %d numbers", c.Layer, m.First, len(m.Table.Numbers))
		}
	}
}

func TestTheThumbnailOfADenseLayerIsEmptyUntilItsNumbersAreKnown(t *testing.T) {
	s := open(t, wire.Pretrained)
	r := phone(t, s)
	c := &r.Columns[len(r.Columns)-2]
	m := Thumbnail(s, c)
	if w, h := m.Size(); m.Table.Numbers != nil || w != c.Thumbnail.Map.Cols || h != c.Thumbnail.Map.Rows {
		t.Errorf("the thumbnail has %d numbers and %d×%d cells, its place %d×%d", len(m.Table.Numbers), w, h, c.Thumbnail.Map.Cols, c.Thumbnail.Map.Rows)
	}
}

func TestTheThumbnailOfADenseLayerHasACellForEachTile(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Update(state.PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.2}, {X: 0.5, Y: 0.8}}})
	answer(s)
	r := phone(t, s)
	c := &r.Columns[len(r.Columns)-2]
	m := Thumbnail(s, c)
	numbers := s.Numbers(c.Layer)
	for i, v := range m.Table.Numbers {
		want := float32(0)
		if i < len(numbers) {
			want = numbers[i]
		}
		if v != want {
			t.Fatalf("cell %d is %v, want %v", i, v, want)
		}
	}
	if len(m.Table.Numbers) != c.Thumbnail.Map.Rows*c.Thumbnail.Map.Cols || c.Kind != river.DenseColumn {
		t.Errorf("the thumbnail has %d cells", len(m.Table.Numbers))
	}
}

// explain gives s the route to a number of a convolution of the note's convnet: the first number everywhere.
func explain(t *testing.T, s *state.State, layer int) {
	t.Helper()
	m := s.Network.Model
	shapes, _ := m.Shapes()
	in := append([]spec.Shape{m.Input}, shapes...)
	n := func(size int) []float32 { return make([]float32, size) }
	k := 9 * in[layer].C
	e := wire.Explanation{
		ID: 1 << 20, Layer: layer, Route: make([]spec.Cell, len(in)), Logits: n(10), UnitScores: n(10), Contributions: n(in[len(in)-2].Size()),
		Window: &wire.Window{Padded: make([]bool, 9), Patch: n(k), Weights: n(k), Products: n(k), Sums: n(in[layer].C)},
	}
	for i, l := range m.Layers {
		if _, ok := l.(spec.Conv2D); ok {
			e.Kernels = append(e.Kernels, wire.Kernel{Layer: i, Weights: n(9), Shares: n(in[i].C)})
		}
	}
	if s.Update(e); !s.Route.Chosen().On {
		t.Fatal("the explanation does not fit the model")
	}
}

// A number that nothing is known about has been read from nowhere.
func TestThereIsNoRouteToALayerThatWaits(t *testing.T) {
	s := open(t, wire.Pretrained)
	s.Update(state.PenDown{Points: []drawing.Point{{X: 0.5, Y: 0.2}, {X: 0.5, Y: 0.8}}})
	answer(s)
	frames := func() int {
		sc := whole(t, s)
		return len(sc.Ribbons)
	}
	without := frames()
	explain(t, s, 4)
	with := frames()
	s.Network.Learn = []int{0}
	if waits := frames(); waits != without || with <= without {
		t.Errorf("the scene has %d ribbons without a route, %d with one, and %d when its layer waits", without, with, waits)
	}
}
