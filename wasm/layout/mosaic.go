package layout

import (
	"slices"

	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// mosaic paints all units in their order, and frames those that have a large picture. While units move, they react to no pointer.
func (f *flow) mosaic(d *river.DenseNetwork, layer int, units []int) {
	g := d.Mosaic
	if g.Shown() == 0 {
		return
	}
	in := f.model.Input
	m := scene.Maps{
		Key: "mosaic", Table: scene.Table{Name: "mosaic", H: (in.H + 1) / 2, W: (in.W + 1) / 2, C: g.Count},
		Low: []float32{-1}, High: []float32{1}, Ramp: scene.Signed, DX: g.DX, DY: g.DY, Columns: g.Columns, First: g.First(), Len: g.Shown(),
	}
	m.Cell, _ = g.Tile(g.First())
	_, m.Order = f.state.SortedUnits()
	if weights, ok := f.unitWeights(layer); ok && len(weights.Units) == g.Count {
		m.Table.Version, m.Table.Numbers = weights.Taken, weights.Mosaic
		m.Low, m.High = []float32{-weights.Scale}, []float32{weights.Scale}
	}
	if motion := &f.state.Route.Order.Motion; motion.On {
		m.Offsets = offsets(motion, g, m)
	} else {
		f.Hits = append(f.Hits, scene.Hit{ID: channelHit(layer, g.First()), Cell: m.Cell, DX: g.DX, DY: g.DY, Columns: g.Columns, Len: g.Shown()})
	}
	f.Maps = append(f.Maps, m)
	if f.state.LayerStatus(layer) != state.LayerKnown {
		return
	}
	for _, u := range units {
		place := mosaicPlace(f.state, u)
		if _, shown := g.Tile(place); shown {
			f.Frames = append(f.Frames, scene.Fill{Rect: m.Rect(place), Color: scene.Accent, Stroke: 2, Outset: 1})
		}
	}
}

// mosaicPlace is the place of a unit in the mosaic.
func mosaicPlace(s *state.State, unit int) int {
	if _, units := s.SortedUnits(); units != nil {
		return slices.Index(units, unit)
	}
	return unit
}

// offsets are from the places of the pictures that a grid shows to where they are on their way. One whose old place is not shown
// is at its new one.
func offsets(motion *state.UnitMotion, g river.Grid, m scene.Maps) []scene.Point {
	if motion.Before != nil && len(motion.Before) != g.Count {
		return nil
	}
	before := make([]int, g.Count) // the place of each unit
	for place := range before {
		unit := place
		if motion.Before != nil {
			unit = motion.Before[place]
		}
		before[unit] = place
	}
	left := 1 - motion.Part*motion.Part*(3-2*motion.Part) // of the way: slow at both ends
	list := make([]scene.Point, m.Len)
	for i := range list {
		to := m.Rect(m.First + i)
		if from, shown := g.Tile(before[m.Picture(m.First+i)]); shown {
			list[i] = scene.Point{X: left * (from.X - to.X), Y: left * (from.Y - to.Y)}
		}
	}
	return list
}
