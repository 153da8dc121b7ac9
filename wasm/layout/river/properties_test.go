package river

import (
	"reflect"
	"testing"

	"convlab/engine/spec"
	"convlab/wasm/scene"
)

func TestNothingOverlapsAndNothingLeavesTheStage(t *testing.T) {
	each(t, func(name string, _ Network, v View, r River) {
		const rounding = 1 // edges snap to device pixels
		list := things(r)
		for i, a := range list {
			if a.X < -rounding || a.Y < -rounding || a.X+a.W > r.W+rounding || a.Y+a.H > r.H+rounding {
				t.Fatalf("%s: %s leaves the stage: %v of %v×%v", name, a.what, a.Rect, r.W, r.H)
			}
			for _, b := range list[i+1:] {
				if common(a.Rect, b.Rect) > rounding {
					t.Fatalf("%s: %s %v overlaps %s %v", name, a.what, a.Rect, b.what, b.Rect)
				}
			}
		}
	})
}

func TestEveryEdgeIsOnADevicePixelAndEveryCellIsWhole(t *testing.T) {
	each(t, func(name string, _ Network, v View, r River) {
		whole := func(what string, lengths ...float32) {
			for _, l := range lengths {
				if !onPixels(l, v.Scale) || v.Scale == float32(int(v.Scale)) && what == "cell" && !onPixels(l, 1) {
					t.Fatalf("%s: %s %v is not whole", name, what, l)
				}
			}
		}
		rect := func(what string, s scene.Rect) { whole(what, s.X, s.Y, s.W, s.H) }
		for _, a := range things(r) {
			rect(a.what, a.Rect)
		}
		grid := func(g Grid) {
			whole("cell", g.Cell, g.W, g.H)
			whole("pitch", g.DX, g.DY)
		}
		for _, c := range r.Columns {
			whole("cell", c.FeatureMap.Cell)
			whole("cell of a thumbnail", c.Thumbnail.Map.Cell)
			rect("box", c.Box)
			rect("thumbnail", c.Thumbnail.Map.Rect)
			grid(c.Channels)
			grid(c.Units)
		}
		if r.Opened != nil {
			grid(r.Opened.Pictures)
			grid(r.Opened.Mosaic)
		}
		for _, p := range r.Pluses {
			rect("plus", p.Rect)
		}
		for _, g := range r.Gutters {
			whole("cell", g.Pixel)
			rect("gutter", g.Room)
			for _, p := range g.Turn {
				whole("turn", p.X, p.Y)
			}
		}
		whole("stage", r.H)
		whole("workbench", r.Bench.Y)
	})
}

func TestTheChosenMapIsAlwaysShown(t *testing.T) {
	cut := 0
	each(t, func(name string, _ Network, v View, r River) {
		for i, c := range r.Columns {
			if c.Channels.Columns == 0 {
				continue
			}
			chosen := v.Route[c.Layer+1].Channel
			if tile, ok := c.Channels.Tile(chosen); !ok || common(tile, c.Channels.Rect) < min(tile.W, tile.H)-0.01 {
				t.Fatalf("%s: map %d of column %d is not shown in %+v", name, chosen, i, c.Channels)
			}
			if c.Channels.FirstRow > 0 {
				cut++
			}
		}
	})
	if cut == 0 {
		t.Error("no grid began with a later row")
	}
}

func TestAMapIsAtTheSamePlaceInTheGridsOfAConvolutionAndItsPooling(t *testing.T) {
	pairs := 0
	each(t, func(name string, n Network, v View, r River) {
		for i := 2; i < len(r.Columns); i++ {
			a, b := r.Columns[i-1], r.Columns[i]
			if a.Kind != ConvolutionColumn || b.Kind != PoolingColumn || a.Channels.Columns == 0 || b.Channels.Columns == 0 {
				continue
			}
			v.Route[b.Layer+1].Channel = v.Route[a.Layer+1].Channel // as every route has it
			same := Layout(n, v)
			a, b = same.Columns[i-1], same.Columns[i]
			if a.Line != b.Line {
				continue
			}
			pairs++
			if a.Channels.First() != b.Channels.First() || a.Channels.Shown() != b.Channels.Shown() {
				t.Fatalf("%s: column %d shows maps from %d on, %d of them, its pooling from %d on, %d of them", name, i-1, a.Channels.First(), a.Channels.Shown(), b.Channels.First(), b.Channels.Shown())
			}
			for m := a.Channels.First(); m < a.Channels.First()+a.Channels.Shown(); m++ {
				p, _ := a.Channels.Tile(m)
				q, _ := b.Channels.Tile(m)
				if dx, dy := (p.X-a.Channels.Rect.X)-(q.X-b.Channels.Rect.X), p.Y-q.Y; max(dx, -dx, dy, -dy) > 0.001 {
					t.Fatalf("%s: map %d is at %v, pooled at %v", name, m, p, q)
				}
			}
		}
	})
	if pairs == 0 {
		t.Error("no pair was compared")
	}
}

func TestTheRiverGoesFromThePadToTheAnswer(t *testing.T) {
	each(t, func(name string, n Network, v View, r River) {
		at := 0
		for _, g := range r.Gutters {
			if g.From != at || g.To < g.From || r.Columns[g.From].Hidden || r.Columns[g.To].Hidden {
				t.Fatalf("%s: the gutter after column %d goes from %d to %d", name, at, g.From, g.To)
			}
			if a, b := g.Start, g.End; g.Turn == nil && (g.Down && b.Y < a.Y+a.H || !g.Down && b.X < a.X+a.W-0.01) {
				t.Fatalf("%s: the river runs back from %v to %v", name, a, b)
			}
			if len(g.Turn) > 0 != (r.Columns[g.From].Line != r.Columns[g.To].Line) {
				t.Fatalf("%s: gutter %d to %d turns at %v", name, g.From, g.To, g.Turn)
			}
			at = g.To
		}
		if at != len(r.Columns)-1 {
			t.Fatalf("%s: the river ends at column %d", name, at)
		}
		if r.Mode == Tall {
			return
		}
		for i := 1; i < len(r.Columns); i++ {
			a, b := r.Columns[i-1], r.Columns[i]
			if a.Hidden || b.Hidden {
				continue
			}
			if a.Line == b.Line && b.Rect.X < a.Rect.X+a.Rect.W || a.Line != b.Line && (b.Line != a.Line+1 || b.Rect.Y < a.Rect.Y+a.Rect.H) {
				t.Fatalf("%s: column %d at %v of line %d follows %v of line %d", name, i, b.Rect, b.Line, a.Rect, a.Line)
			}
		}
	})
}

func TestTheSameViewGivesTheSameRiver(t *testing.T) {
	each(t, func(name string, n Network, v View, r River) {
		if !reflect.DeepEqual(r, Layout(n, v)) {
			t.Fatalf("%s: a second layout differs", name)
		}
	})
}

func TestMapsHaveTheSameSizeOnAllScreensWithWholeRatios(t *testing.T) {
	each(t, func(name string, n Network, v View, _ River) {
		v.Scale = 1
		one := Layout(n, v)
		for _, ratio := range []float32{2, 3} {
			v.Scale = ratio
			for i, c := range Layout(n, v).Columns {
				if a := one.Columns[i]; a.FeatureMap.Cell != c.FeatureMap.Cell || a.Channels.Cell != c.Channels.Cell || a.Channels.Shown() != c.Channels.Shown() {
					t.Fatalf("%s: column %d differs at %v", name, i, ratio)
				}
			}
		}
	})
}

func TestAnIncompleteRouteChoosesTheFirstMaps(t *testing.T) {
	n := networkOf(t, spec.NoteConvnet())
	v := View{W: 1440, H: 807, Workbench: WorkbenchHalf}
	without := Layout(n, v)
	v.Route = make([]spec.Cell, 9)
	if !reflect.DeepEqual(without, Layout(n, v)) {
		t.Error("no route and a route of zeros differ")
	}
	v.Route[1].Channel = 1000 // of a network that has changed
	if c := Layout(n, v).Columns[2].Channels; c.Shown() != 32 {
		t.Errorf("a channel that does not exist leaves %+v", c)
	}
}
