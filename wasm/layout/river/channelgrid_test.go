package river

import (
	"testing"

	"convlab/engine/spec"
)

// shortGrid is a channelGrid in short.
type shortGrid struct {
	cell, pitch   float32
	columns, rows int
}

func short(g Grid) shortGrid { return shortGrid{g.Cell, g.DX, g.Columns, g.Rows} }

func TestAGridHasTheLargestWholeCellsThatShowAllMaps(t *testing.T) {
	first := func(filters int) Network {
		return networkOf(t, over(conv(filters, 3, 1, spec.Valid), spec.Flatten{}, spec.Dense{Units: 8}, spec.Dense{Units: 8}, spec.Dense{Units: 8}, spec.Dense{Units: 8}, spec.Dense{Units: 8}))
	}
	for _, c := range []struct {
		name   string
		n      Network
		column int
		want   shortGrid
	}{
		{"32 of 26×26", first(32), 2, shortGrid{1, 28, 4, 8}},
		{"one of 26×26", first(1), 2, shortGrid{1, 30, 1, 1}},
		{"three of 26×26", first(3), 2, shortGrid{1, 30, 3, 1}},
		{"six of 26×26", first(6), 2, shortGrid{1, 28, 4, 2}},
		{"64 of 11×11", networkOf(t, spec.NoteConvnet()), 4, shortGrid{1, 14, 8, 8}},
	} {
		r := Layout(c.n, View{W: 1440, H: 1000})
		if got := short(r.Columns[c.column].Channels); r.Lines[0].Box != 112 || got != c.want {
			t.Errorf("%s under a box of %v: %+v, want %+v", c.name, r.Lines[0].Box, got, c.want)
		}
	}
}

func TestLayersWithAsManyMapsShareTheirGrid(t *testing.T) {
	r := Layout(networkOf(t, spec.NoteConvnet()), View{W: 1440, H: 1000})
	for i, want := range map[int]shortGrid{3: {2, 28, 4, 8}, 5: {2, 14, 8, 8}, 6: {4, 14, 8, 8}} {
		if got := short(r.Columns[i].Channels); got != want {
			t.Errorf("column %d: %+v, want %+v", i, got, want)
		}
	}
}

func TestAGridThatShowsNotAllMapsIsKeptByItsPoolingOnly(t *testing.T) {
	m := over(conv(128, 3, 1, spec.Valid), spec.MaxPooling2D{PoolSize: 3, Strides: 3}, conv(128, 5, 1, spec.Valid), spec.Flatten{}, spec.Dense{Units: 64})
	r := Layout(networkOf(t, m), View{W: 1440, H: 1000})
	a, b, c := r.Columns[2].Channels, r.Columns[3].Channels, r.Columns[4].Channels
	if a.Shown() == 128 || b.Shown() != a.Shown() || b.DX != a.DX {
		t.Errorf("the convolution shows %+v, its pooling %+v", a, b)
	}
	if c.Shown() != 128 {
		t.Errorf("a later layer with small maps shows %d of 128", c.Shown())
	}
}

func TestMapsThatAreNotShownAreCountedBelow(t *testing.T) {
	n := networkOf(t, named()["256 filters"])
	r := Layout(n, View{W: 1440, H: 1000})
	g := r.Columns[2].Channels
	if g.More.W == 0 || g.More.Y < g.Rect.Y+g.Rect.H || g.More.Y+g.More.H > r.H {
		t.Errorf("%d of %d maps are shown in %v, the button is at %v", g.Shown(), g.Count, g.Rect, g.More)
	}
	if g := r.Columns[4].Channels; g.Shown() != 16 || g.More.W > 0 {
		t.Errorf("all of 16 maps are shown, but there is a button: %+v", g)
	}
	if g := Layout(n, View{W: 1440, H: 640, Workbench: WorkbenchHalf}).Columns[2].Channels; g.Rows != 1 || g.More.W == 0 {
		t.Errorf("under one row there is no button: %+v", g)
	}
}

func TestAGridThatDoesNotShowAllMapsHasAButtonForTheRest(t *testing.T) {
	cut := 0
	each(t, func(name string, _ Network, _ View, r River) {
		for i, c := range r.Columns {
			g := c.Channels
			if all := g.Shown() == g.Count || g.Rows == 0; all != (g.More.W == 0) {
				t.Fatalf("%s: column %d shows %d of %d maps, with the button at %v", name, i, g.Shown(), g.Count, g.More)
			}
			if g.More.W == 0 {
				continue
			}
			cut++
			if g.More.H < moreHeight-1 || g.More.Y < g.Rect.Y+g.Rect.H || g.More.Y+g.More.H > r.H {
				t.Fatalf("%s: column %d has the button at %v under %v, on a stage of height %v", name, i, g.More, g.Rect, r.H)
			}
		}
	})
	if cut < 100 {
		t.Errorf("only %d grids were cut", cut)
	}
}

func TestNoMapIsMissingWithoutAButtonInWindowsOfAllHeights(t *testing.T) {
	for name, m := range map[string]spec.Model{"the note's": spec.NoteConvnet(), "strided": named()["strided"], "256 filters": named()["256 filters"]} {
		n := networkOf(t, m)
		for _, bench := range []Workbench{WorkbenchBar, WorkbenchHalf} {
			for _, scale := range ratios() {
				for h := float32(420); h < 900; h += 7 {
					for i, c := range Layout(n, View{W: 1440, H: h, Scale: scale, Workbench: bench}).Columns {
						if g := c.Channels; g.Count > 0 && g.Rows == 0 || g.Shown() < g.Count && g.More.W == 0 {
							t.Fatalf("%s at %v, height %v, state %d: column %d shows %d of %d maps and no button", name, scale, h, bench, i, g.Shown(), g.Count)
						}
					}
				}
			}
		}
	}
}

func TestARowFurtherDownIsShownWhenItsMapIsChosen(t *testing.T) {
	n := networkOf(t, spec.NoteConvnet())
	v := View{W: 1366, H: 557, Workbench: WorkbenchHalf, Route: make([]spec.Cell, 9)}
	for chosen, row := range map[int]int{0: 0, 3: 0, 4: 1, 27: 6, 31: 7} {
		v.Route[1].Channel = chosen
		if g := Layout(n, v).Columns[2].Channels; g.FirstRow != row || g.Rows != 1 {
			t.Errorf("map %d: row %d of %+v, want %d", chosen, g.FirstRow, g, row)
		}
	}
}

func TestAsManyMapsAreShownOnScreensWithFractionalRatios(t *testing.T) {
	for name, m := range named() {
		n := networkOf(t, m)
		for _, w := range []float32{820, 1020, 1440} {
			one := Layout(n, View{W: w, H: 1400, Scale: 1})
			for _, ratio := range ratios() {
				for i, c := range Layout(n, View{W: w, H: 1400, Scale: ratio}).Columns {
					a, b := one.Columns[i].Channels, c.Channels
					if all := a.Shown() == a.Count; all != (b.Shown() == b.Count) {
						t.Errorf("%s at %v: column %d shows %d of %d maps at 1 and %d at %v", name, w, i, a.Shown(), a.Count, b.Shown(), ratio)
					}
				}
			}
		}
	}
}

func TestABarUnderATileIsAsLongAsAShareOfIt(t *testing.T) {
	g := Layout(networkOf(t, spec.NoteConvnet()), View{W: 1440, H: 1000}).Columns[2].Channels
	tile, _ := g.Tile(5)
	for share, w := range map[float32]float32{1: 26, 0.5: 13, 0.001: 2} {
		if b, ok := g.Bar(5, share); !ok || b.W != w || b.X != tile.X || b.Y != tile.Y+tile.H || b.H != 2 {
			t.Errorf("a share of %v: %v under %v", share, b, tile)
		}
	}
	if _, ok := g.Bar(32, 1); ok {
		t.Error("a tile that does not exist has a bar")
	}
}
