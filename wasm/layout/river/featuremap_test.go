package river

import (
	"testing"

	"convlab/engine/spec"
	"convlab/wasm/scene"
)

func TestAMapFillsItsBoxWithWholeCells(t *testing.T) {
	l := layouter{raster: rasterOf(1)}
	for box, cells := range map[float64]map[int]float32{
		140: {28: 5, 26: 5, 13: 10, 11: 12, 5: 28, 3: 46, 1: 140}, 112: {28: 4, 26: 4, 13: 8, 11: 10, 5: 22, 3: 37}, 84: {28: 3, 26: 3, 13: 6, 64: 1},
	} {
		for n, want := range cells {
			f := l.featureMap(100, 200, box, spec.Shape{H: n, W: n, C: 1}, LayerGroup{})
			if f.Cell != want || f.Rect.W != want*float32(n) || f.Rect.X != 100 || f.Padded != f.Rect {
				t.Errorf("%d×%d in %v: %+v, want cells of %v", n, n, box, f, want)
			}
			if middle := f.Rect.Y + f.Rect.H/2; middle < 199.5 || middle > 200.5 {
				t.Errorf("%d×%d in %v has its middle at %v, want 200", n, n, box, middle)
			}
		}
	}
}

func TestOnOtherScreensCellsAreWholeDevicePixels(t *testing.T) {
	for ratio, want := range map[float32]float32{1.25: 5 / 1.25, 1.5: 6 / 1.5, 1.1: 4 / 1.1, 2: 4, 3: 4, 0.5: 4} {
		l := layouter{raster: rasterOf(ratio)}
		if f := l.featureMap(0, 0, 112, spec.Shape{H: 28, W: 28, C: 1}, LayerGroup{}); f.Cell-want > 1e-4 || want-f.Cell > 1e-4 {
			t.Errorf("at %v a cell is %v, want %v", ratio, f.Cell, want)
		}
	}
}

func TestPaddingIsARingOfCellsAroundTheMapBeforeTheLayerThatPads(t *testing.T) {
	n := networkOf(t, over(conv(32, 5, 1, spec.Same), spec.MaxPooling2D{PoolSize: 2}, spec.Flatten{}))
	f := Layout(n, View{W: 1440, H: 807}).Columns[1].FeatureMap
	want := scene.Rect{X: f.Rect.X - 2*f.Cell, Y: f.Rect.Y - 2*f.Cell, W: f.Rect.W + 4*f.Cell, H: f.Rect.H + 4*f.Cell}
	if f.Padded != want {
		t.Errorf("the padding of %v reaches to %v, want %v", f.Rect, f.Padded, want)
	}
	// Keras pads nothing before and one after for a stride of 2.
	n = networkOf(t, over(conv(32, 3, 2, spec.Same), spec.Flatten{}))
	f = Layout(n, View{W: 1440, H: 807}).Columns[1].FeatureMap
	if want := (scene.Rect{X: f.Rect.X, Y: f.Rect.Y, W: f.Rect.W + f.Cell, H: f.Rect.H + f.Cell}); f.Padded != want {
		t.Errorf("the padding of %v reaches to %v, want %v", f.Rect, f.Padded, want)
	}
}

func TestAMapShrinksOnlyIfItsPaddingHasNoRoom(t *testing.T) {
	l := layouter{raster: rasterOf(1)}
	for _, c := range []struct {
		n, padding int
		want       float32
	}{{28, 1, 4}, {28, 2, 4}, {28, 3, 3}, {3, 0, 37}, {3, 1, 25}} {
		s := spec.Slide(c.n, 2*c.padding+1, 1, spec.Same)
		f := l.featureMap(100, 200, 112, spec.Shape{H: c.n, W: c.n, C: 1}, LayerGroup{Kind: ConvolutionColumn, Rows: s, Cols: s})
		if f.Cell != c.want {
			t.Errorf("%d×%d with padding %d: cells of %v, want %v", c.n, c.n, c.padding, f.Cell, c.want)
		}
		if p := f.Padded; p.X < 92 || p.X+p.W > 220 || p.Y < 134 || p.Y+p.H > 262 {
			t.Errorf("%d×%d with padding %d reaches to %v", c.n, c.n, c.padding, p)
		}
	}
}

func TestPaddingOfOneAxisShrinksAMap(t *testing.T) {
	l := layouter{raster: rasterOf(1)}
	padded, plain := spec.Slide(28, 7, 1, spec.Same), spec.Slide(28, 7, 1, spec.Valid)
	for _, next := range []LayerGroup{{Kind: ConvolutionColumn, Rows: padded, Cols: plain}, {Kind: ConvolutionColumn, Rows: plain, Cols: padded}} {
		if f := l.featureMap(100, 200, 112, spec.Shape{H: 28, W: 28, C: 1}, next); f.Cell != 3 {
			t.Errorf("rows padded by %d, columns by %d: cells of %v, want 3", next.Rows.Before, next.Cols.Before, f.Cell)
		}
	}
}

func TestRegionsHaveTheCellsOfTheReceptiveField(t *testing.T) {
	m := over(conv(8, 3, 1, spec.Same), spec.MaxPooling2D{PoolSize: 2}, conv(8, 3, 1, spec.Same), spec.Flatten{})
	r := Layout(networkOf(t, m), View{W: 1440, H: 807})
	regions, err := m.ReceptiveField(2, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for layer := -1; layer <= 2; layer++ {
		f, region := r.Columns[r.ColumnOf(layer)].FeatureMap, regions[layer+1]
		first, last := f.CellAt(region.Rows.First, region.Columns.First), f.CellAt(region.Rows.Last, region.Columns.Last)
		if got, want := f.Region(region), (scene.Rect{X: first.X, Y: first.Y, W: last.X + last.W - first.X, H: last.Y + last.H - first.Y}); got != want {
			t.Errorf("layer %d, %+v: %v, want %v", layer, region, got, want)
		}
	}
	f := r.Columns[r.ColumnOf(1)].FeatureMap // the window of its corner begins in the padding
	if got := f.Region(regions[2]); got.X != f.Rect.X-f.Cell || got.Y != f.Rect.Y-f.Cell || got.W != 3*f.Cell {
		t.Errorf("the window at the corner of %v is %v", f.Rect, got)
	}
}

func TestWhatNoWindowReadsIsCoveredOnce(t *testing.T) {
	for name, m := range named() {
		for i, c := range Layout(networkOf(t, m), View{W: 1920, H: 1000}).Columns {
			f := c.FeatureMap
			if f.Cell == 0 {
				continue
			}
			var rows, cols spec.Span
			if next := networkOf(t, m).groups[i+1]; next.hasMaps() {
				rows, cols = next.Rows, next.Cols
			}
			unread := map[[2]int]bool{}
			for _, row := range rows.Unread() {
				for col := range f.Cols {
					unread[[2]int{row, col}] = true
				}
			}
			for _, col := range cols.Unread() {
				for row := range f.Rows {
					unread[[2]int{row, col}] = true
				}
			}
			for row := range f.Rows {
				for col := range f.Cols {
					middle := f.CellAt(row, col)
					covers := 0
					for _, r := range f.Unread {
						if r.Contains(middle.X+middle.W/2, middle.Y+middle.H/2) {
							covers++
						}
					}
					if want := unread[[2]int{row, col}]; covers > 1 || want != (covers == 1) {
						t.Fatalf("%s, column %d: row %d, column %d is covered %d times, unread: %v", name, i, row, col, covers, want)
					}
				}
			}
		}
	}
}

func TestUnitsAreTilesInASquare(t *testing.T) {
	l := layouter{raster: rasterOf(1)}
	for _, c := range []struct {
		units, count, columns int
		tile                  float32
	}{{64, 64, 8, 12}, {1, 1, 1, 112}, {10, 10, 4, 26}, {200, 200, 15, 5}, {256, 256, 16, 5}, {257, 64, 8, 12}, {512, 64, 8, 12}, {4096, 64, 8, 12}} {
		g := l.unitTiles(100, 200, 112, c.units)
		if g.Count != c.count || g.Columns != c.columns || g.W != c.tile || g.Rect.W > 112 || g.Rect.H > 112 {
			t.Errorf("%d units: %+v, want %+v", c.units, g, c)
		}
	}
}
