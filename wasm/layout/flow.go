package layout

import (
	"fmt"
	"slices"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// Flow makes the scene of a river: the picture of a state whose things are where r has them, with its texts in the words w.
func Flow(w wording.Words, s *state.State, r *river.River) scene.Scene {
	f := &flow{Scene: scene.Scene{W: r.W, H: r.H}, state: s, river: r, model: s.Model(), windows: map[int]scene.Rect{}}
	f.Slots = map[string]scene.Rect{"pad": r.Pad.Rect}
	if rows, err := f.model.Ledger(); err == nil {
		f.scales = riverScales(s, rows)
	}
	if n := s.Route.Chosen(); n.On && s.LayerStatus(n.Layer) == state.LayerKnown && !s.Route.Explanation.BiasDecides() {
		f.regions, _ = f.model.ReceptiveField(n.Layer, n.Cell.Row, n.Cell.Column)
		f.chosen = n.Layer
	}
	f.riverRibbons()
	f.pad()
	for i := range r.Columns {
		f.column(&r.Columns[i])
	}
	f.opened(w)
	f.route()
	f.fan()
	f.kernels()
	f.operators(w)
	f.value()
	f.preview()
	return f.Scene
}

// flow is the scene of a river in the making.
type flow struct {
	scene.Scene
	state   *state.State
	river   *river.River
	model   spec.Model
	scales  []colorScale       // of the output of each layer
	regions []spec.Region      // what the chosen number depends on, as spec.Model.ReceptiveField has it; nil: none is chosen
	chosen  int                // its layer
	windows map[int]scene.Rect // of the route, by column
}

// vertical reports whether the river runs down.
func (f *flow) vertical() bool { return f.river.Mode == river.Tall }

// pad paints the drawing.
func (f *flow) pad() {
	p, r := &f.state.Pad, f.river.Pad.Rect
	f.Fills = append(f.Fills, scene.Fill{Rect: r, Color: scene.Tile})
	ink := scene.Ink
	if p.Example.On {
		ink = scene.Edge
	}
	f.Ink = scene.PadInk{Rect: r, Color: ink, Side: drawing.Side, Cover: p.Raster.Pix[:], Version: p.Version}
	f.Frames = append(f.Frames, scene.Fill{Rect: r, Color: scene.Edge, Stroke: 1})
}

// column paints what a column shows: a map and all maps, or units.
func (f *flow) column(c *river.Column) {
	switch {
	case c.Hidden:
	case c.Kind == river.PictureColumn:
		in := c.Shape
		f.featureMap(c, scene.Maps{
			Key: "picture", Table: scene.Table{Name: "picture", Version: f.state.Pad.Version, H: in.H, W: in.W, C: in.C, Numbers: f.state.Pad.Pixels},
			Low: []float32{0}, High: []float32{1}, Ramp: scene.Activations, Len: 1,
		})
	case c.Kind == river.ConvolutionColumn || c.Kind == river.PoolingColumn:
		f.featureMap(c, f.maps("map", c, f.channel(c), 1))
		f.channels(c)
	case c.Kind == river.DenseColumn && f.river.Opened == nil:
		f.units(c)
	}
}

// channel is the channel of a column on the route.
func (f *flow) channel(c *river.Column) int {
	cell, _ := f.state.Route.Cell(c.Layer)
	return min(cell.Channel, c.Shape.C-1)
}

// maps shows channels of a column's layer.
func (f *flow) maps(key string, c *river.Column, first, count int) scene.Maps {
	m := scene.Maps{
		Key: fmt.Sprint(key, c.Layer), Table: f.table(c.Layer, c.Shape), Low: []float32{0}, High: []float32{1},
		Ramp: scene.Activations, First: first, Len: count,
	}
	if c.Layer < len(f.scales) {
		scale := f.scales[c.Layer]
		m.Low, m.High, m.Ramp = scale.low, scale.high, scale.ramp
		if len(scale.low) > 1 {
			m.Low, m.High = scale.low[first:first+count], scale.high[first:first+count]
		}
	}
	return m
}

// table is the output of a layer for the drawing.
func (f *flow) table(layer int, shape spec.Shape) scene.Table {
	return scene.Table{Name: fmt.Sprint("layer", layer), Version: f.state.Prediction.Answers, H: shape.H, W: shape.W, C: shape.C, Numbers: f.state.Numbers(layer)}
}

// featureMap paints the chosen map of a column, the zeros around it that the next layer reads, and hatches what no window reads.
func (f *flow) featureMap(c *river.Column, m scene.Maps) {
	place := c.FeatureMap
	m.Cell, m.Columns = place.Rect, 1
	f.Maps = append(f.Maps, m)
	f.Frames = append(f.Frames, scene.Fill{Rect: place.Rect, Color: scene.Rule, Stroke: 1, Outset: 1})
	for _, r := range ring(place.Rect, place.Padded) {
		f.Hatches = append(f.Hatches, scene.Hatch{Rect: r, Color: scene.Edge})
	}
	for _, r := range place.Unread {
		f.Hatches = append(f.Hatches, scene.Hatch{Rect: r, Color: scene.Edge})
	}
	if f.state.LayerStatus(c.Layer) == state.LayerToLearn {
		f.Frames = append(f.Frames, toLearn(place.Rect))
	}
	if c.Layer >= 0 {
		f.Hits = append(f.Hits, scene.Hit{
			ID: mapHit(c.Layer), Cell: place.CellAt(0, 0), DX: place.Cell, DY: place.Cell, Columns: c.Shape.W, Len: c.Shape.H * c.Shape.W,
		})
	}
}

// ring lists the rectangles between a rectangle and a larger one around it.
func ring(inner, outer scene.Rect) (list []scene.Rect) {
	right, bottom := inner.X+inner.W, inner.Y+inner.H
	for _, r := range []scene.Rect{
		{X: outer.X, Y: outer.Y, W: outer.W, H: inner.Y - outer.Y},
		{X: outer.X, Y: bottom, W: outer.W, H: outer.Y + outer.H - bottom},
		{X: outer.X, Y: inner.Y, W: inner.X - outer.X, H: inner.H},
		{X: right, Y: inner.Y, W: outer.X + outer.W - right, H: inner.H},
	} {
		if r.W > 0 && r.H > 0 {
			list = append(list, r)
		}
	}
	return list
}

// toLearn frames what a training must make.
func toLearn(r scene.Rect) scene.Fill {
	return scene.Fill{Rect: r, Color: scene.Learned, Stroke: 1.5, Outset: 5, Dash: scene.Dash53}
}

// channels paints the channelGrid of a column, with the chosen map framed.
func (f *flow) channels(c *river.Column) {
	g := c.Channels
	if g.Shown() == 0 {
		return
	}
	const around = 2
	back := scene.Rect{X: g.Rect.X - around, Y: g.Rect.Y - around, W: g.Rect.W + 2*around, H: g.Rect.H + 2*around}
	f.Fills = append(f.Fills, scene.Fill{Rect: back, Color: scene.River})
	m := f.maps("channels", c, g.First(), g.Shown())
	m.Cell, _ = g.Tile(g.First())
	m.DX, m.DY, m.Columns = g.DX, g.DY, g.Columns
	f.Maps = append(f.Maps, m)
	f.Hits = append(f.Hits, scene.Hit{ID: channelHit(c.Layer, g.First()), Cell: m.Cell, DX: g.DX, DY: g.DY, Columns: g.Columns, Len: g.Shown()})
	if _, on := f.state.Route.Cell(c.Layer); on && f.state.LayerStatus(c.Layer) == state.LayerKnown {
		if r, shown := g.Tile(f.channel(c)); shown {
			f.Frames = append(f.Frames, scene.Fill{Rect: r, Color: scene.Accent, Stroke: 2, Outset: 2})
		}
	}
}

// units paints a Dense layer: a tile for each unit, or for those that add most.
func (f *flow) units(c *river.Column) {
	g := c.Units
	numbers := f.state.Numbers(c.Layer)
	shown := f.shownUnits(c)
	table := scene.Table{Name: fmt.Sprint("units", c.Layer), Version: f.state.Prediction.Answers, H: 1, W: 1, C: len(shown)}
	if numbers != nil {
		table.Numbers = make([]float32, len(shown))
		for i, u := range shown {
			table.Numbers[i] = numbers[u]
		}
	}
	m := scene.Maps{Key: fmt.Sprint("units", c.Layer), Table: table, Low: []float32{0}, High: []float32{1}, Ramp: scene.Activations, Len: len(shown), DX: g.DX, DY: g.DY, Columns: g.Columns}
	if c.Layer < len(f.scales) {
		m.Low, m.High, m.Ramp = f.scales[c.Layer].low[:1], f.scales[c.Layer].high[:1], f.scales[c.Layer].ramp
	}
	m.Cell, _ = g.Tile(0)
	f.Maps = append(f.Maps, m)
	for i := range shown {
		if r, ok := g.Tile(i); ok {
			f.Frames = append(f.Frames, scene.Fill{Rect: r, Color: scene.Rule, Stroke: 1, Outset: 1})
		}
	}
	f.Hits = append(f.Hits, scene.Hit{ID: mapHit(c.Layer), Cell: m.Cell, DX: g.DX, DY: g.DY, Columns: g.Columns, Len: len(shown)})
	if f.state.LayerStatus(c.Layer) == state.LayerToLearn {
		f.Frames = append(f.Frames, toLearn(c.Box))
	}
}

// unitTile is the tile of a unit, and whether it is shown.
func (f *flow) unitTile(c *river.Column, unit int) (scene.Rect, bool) {
	if d := f.river.Opened; d != nil {
		return d.Pictures.Tile(slices.Index(openedUnits(f.state, f.river), unit))
	}
	for i, u := range f.shownUnits(c) {
		if u == unit {
			return c.Units.Tile(i)
		}
	}
	return scene.Rect{}, false
}
