package river

import (
	"testing"

	"convlab/engine/spec"
	"convlab/wasm/scene"
)

// placeAt is what a pointer finds at the middle of a rectangle.
func placeAt(r *River, hits []scene.Hit, at scene.Rect) (Place, bool) {
	target, _ := (&scene.Scene{Hits: hits}).At(at.X+at.W/2, at.Y+at.H/2)
	return r.Place(target)
}

func TestAPointerFindsWhatIsDrawn(t *testing.T) {
	each(t, func(name string, _ Network, v View, r River) {
		hits := r.Hits()
		check := func(at scene.Rect, want Place) {
			t.Helper()
			if got, ok := placeAt(&r, hits, at); !ok || got != want {
				t.Fatalf("%s: at %v there is %+v, want %+v", name, at, got, want)
			}
		}
		grid := func(g Grid, want Place) {
			for _, i := range []int{g.First(), g.First() + g.Shown()/2, g.First() + g.Shown() - 1} {
				if tile, ok := g.Tile(i); ok {
					want.Cell = spec.Cell{Channel: i}
					check(tile, want)
				}
			}
		}
		for i, c := range r.Columns {
			if f := c.FeatureMap; f.Cell > 0 {
				for _, cell := range []spec.Cell{{}, {Row: f.Rows - 1}, {Row: f.Rows / 2, Column: f.Cols - 1}} {
					check(f.CellAt(cell.Row, cell.Column), Place{Column: i, Layer: c.Layer, What: NumberPlace, Cell: cell})
				}
			}
			grid(c.Channels, Place{Column: i, Layer: c.Layer, What: MapPlace})
			grid(c.Units, Place{Column: i, Layer: c.Layer, What: UnitPlace})
			if th := c.Thumbnail.Rect; th.W > 0 {
				check(th, Place{Column: i, Layer: c.Layer, What: ThumbnailPlace})
			}
		}
		if d := r.Opened; d != nil {
			at := Place{Column: d.Column, Layer: r.Columns[d.Column].Layer}
			at.What = PicturePlace
			grid(d.Pictures, at)
			at.What = MosaicPlace
			grid(d.Mosaic, at)
		}
	})
}

func TestOtherTargetsAreNoPlacesOfTheRiver(t *testing.T) {
	r := Layout(networkOf(t, spec.NoteConvnet()), View{W: 1440, H: 807})
	for _, id := range []string{"", "chart4", "layer3", "river", "river0/99/0", "river0/-1/0"} {
		if p, ok := r.Place(scene.Target{ID: id}); ok {
			t.Errorf("%q is %+v", id, p)
		}
	}
}

func TestNumbersInATileAreItsCells(t *testing.T) {
	r := Layout(networkOf(t, spec.NoteConvnet()), View{W: 1440, H: 1000})
	g := r.Columns[3].Channels // 13×13 cells of 2 px
	tile, _ := g.Tile(7)
	if got, ok := g.CellAt(7, 3, 12); !ok || got != (scene.Rect{X: tile.X + 24, Y: tile.Y + 6, W: 2, H: 2}) {
		t.Errorf("row 3, column 12 of %v is %v", tile, got)
	}
	if _, ok := g.CellAt(32, 0, 0); ok {
		t.Error("a map that does not exist has cells")
	}
}

func TestEveryLayerHasItsColumn(t *testing.T) {
	for name, m := range named() {
		r := Layout(networkOf(t, m), View{W: 1440, H: 807})
		if c := r.ColumnOf(-1); c != 1 {
			t.Errorf("%s: the picture is column %d", name, c)
		}
		for layer := range m.Layers {
			found := false
			for _, l := range r.Columns[r.ColumnOf(layer)].Layers {
				found = found || l == layer
			}
			if !found {
				t.Errorf("%s: layer %d is not of column %d", name, layer, r.ColumnOf(layer))
			}
		}
	}
}
