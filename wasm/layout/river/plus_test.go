package river

import (
	"testing"

	"convlab/wasm/scene"
)

func TestALayerCanBeAddedBeforeConvolutionsAndBeforeTheHead(t *testing.T) {
	for name, want := range map[string][]Plus{
		"convnet":           {{Before: 0}, {Before: 2}, {Before: 4}, {Before: 5, Pooling: true}},
		"flat":              {{Before: 0}, {Before: 1, Pooling: true}, {Before: 2, Pooling: true}, {Before: 3, Pooling: true}},
		"dense":             {{Before: 0}},
		"neither":           {{Before: 0}},
		"average head":      {{Before: 0}, {Before: 1, Pooling: true}},
		"two hidden layers": {{Before: 0}},
	} {
		n := networkOf(t, named()[name])
		for _, w := range []float32{390, 820, 1440} {
			got := Layout(n, View{W: w, H: 807}).Pluses
			if len(got) != len(want) {
				t.Errorf("%s at %v: %+v, want %+v", name, w, got, want)
				continue
			}
			for i, p := range got {
				if p.Before != want[i].Before || p.Pooling != want[i].Pooling {
					t.Errorf("%s at %v: %+v, want %+v", name, w, p, want[i])
				}
			}
		}
		if got := Layout(n, View{W: 1440, H: 807, ReadOnly: true}).Pluses; got != nil {
			t.Errorf("%s: the controls cannot show it, but there are %+v", name, got)
		}
	}
}

func TestButtonsThatAddLayersAreOnTheRiverAndOverNoWords(t *testing.T) {
	each(t, func(name string, _ Network, v View, r River) {
		for _, p := range r.Pluses {
			if at := r.ColumnOf(p.Before); r.Columns[at].Hidden || r.Columns[at-1].Hidden {
				if p.Rect != (scene.Rect{}) {
					t.Fatalf("%s: the button at %v has a column next to it that is scrolled out", name, p.Rect)
				}
				continue
			}
			if p.Rect.X < 0 || p.Rect.X+p.Rect.W > r.W {
				t.Fatalf("%s: %v leaves the stage", name, p.Rect)
			}
			on := false
			for _, g := range r.Gutters {
				river := g.Room
				if g.Turn != nil { // it comes from above
					river.H += river.Y - g.Turn[3].Y
					river.Y = g.Turn[3].Y
				}
				on = on || common(p.Rect, river) > 0
			}
			if !on {
				t.Fatalf("%s: %v is in no gutter", name, p.Rect)
			}
			for i, c := range r.Columns {
				for _, words := range []thing{{"title", c.Title}, {"chips", c.Chips[1]}, {"map label", c.MapLabel}, {"caption", c.Caption}, {"button", c.Button}} {
					if common(p.Rect, words.Rect) > 1 {
						t.Fatalf("%s: %v is over the %s of column %d at %v", name, p.Rect, words.what, i, words.Rect)
					}
				}
			}
		}
	})
}

func TestAnOperatorIsBelowTheButtonThatWouldCoverIt(t *testing.T) {
	operators, moved := 0, 0
	each(t, func(name string, _ Network, _ View, r River) {
		for _, g := range r.Gutters {
			c := &r.Columns[g.To]
			if c.Kind != ConvolutionColumn || g.Turn != nil || g.Down {
				continue
			}
			for share := float32(0); share <= 1; share += 0.125 {
				at := g.Operator(c.Rows.Size, c.Rows.Size, 0, g.Room.Y+share*g.Room.H)
				got := r.BelowPluses(at)
				operators++
				if got != at {
					moved++
				}
				if got.X != at.X || got.Y < at.Y || got.W != at.W || got.H != at.H {
					t.Fatalf("%s: an operator at %v moves to %v", name, at, got)
				}
				framed := scene.Rect{X: got.X - operatorFrame, Y: got.Y - operatorFrame, W: got.W + 2*operatorFrame, H: got.H + 2*operatorFrame}
				for _, p := range r.Pluses {
					if common(framed, p.Rect) > 0.01 {
						t.Fatalf("%s: the button at %v covers the operator at %v", name, p.Rect, got)
					}
				}
			}
		}
	})
	if moved == 0 || moved == operators {
		t.Errorf("%d of %d operators have moved", moved, operators)
	}
}
