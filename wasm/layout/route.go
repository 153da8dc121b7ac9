package layout

import (
	"slices"

	"convlab/engine/drawing"
	"convlab/engine/spec"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// crossing is where the route crosses a column: a window on what the column shows.
type crossing struct {
	column      int
	box, window scene.Rect
}

// route outlines what the chosen number depends on in every column, and joins the outlines.
func (f *flow) route() {
	crossings := f.crossings(f.regions)
	for i, s := range crossings {
		if !f.state.Route.Spread.Reaches(s.column) {
			break
		}
		f.Frames = append(f.Frames, scene.Fill{Rect: s.window, Color: scene.Accent, Stroke: 2})
		f.windows[s.column] = s.window
		if i > 0 {
			f.join(crossings[i-1], s)
		}
	}
}

// crossings finds the windows of a receptive field on the columns that are shown, from the pad on; after it the unit that the route
// crosses, if only Dense layers come between.
func (f *flow) crossings(regions []spec.Region) (list []crossing) {
	if regions == nil || f.state.Pad.Empty() {
		return nil
	}
	list = append(list, crossing{0, f.river.Pad.Rect, f.padWindow(regions[0])})
	for i, c := range f.river.Columns {
		if i > 0 && c.FeatureMap.Cell > 0 && c.Layer+1 < len(regions) && f.state.LayerStatus(c.Layer) == state.LayerKnown {
			list = append(list, crossing{i, c.FeatureMap.Rect, c.FeatureMap.Region(regions[c.Layer+1])})
		}
	}
	for i := range f.river.Columns {
		c := &f.river.Columns[i]
		if c.Hidden || c.Kind != river.DenseColumn || f.state.LayerStatus(c.Layer) != state.LayerKnown || f.passesMaps(len(regions)-2, c.Layer) {
			continue
		}
		if cell, ok := f.state.Route.Cell(c.Layer); ok {
			if tile, shown := f.unitTile(c, cell.Channel); shown {
				list = append(list, crossing{i, c.Box, tile})
			}
		}
	}
	return list
}

// passesMaps reports whether a layer with maps comes after one and before another.
func (f *flow) passesMaps(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if _, ok := f.model.Layers[i].(spec.Windowed); ok {
			return true
		}
	}
	return false
}

// padWindow is a region of the picture on the pad, cut at its edge.
func (f *flow) padWindow(r spec.Region) scene.Rect {
	pad, seen := f.river.Pad.Rect, &f.state.Pad.Seen
	left, top, pixel := float32(0), float32(0), pad.W/float32(f.model.Input.W)
	if seen.Scale > 0 { // an untouched test picture is not prepared
		side := pad.W / drawing.Side
		left = (seen.Window.X - float32(seen.Window.Left+seen.ShiftX)/seen.Scale) * side
		top = (seen.Window.Y - float32(seen.Window.Top+seen.ShiftY)/seen.Scale) * side
		pixel = side / seen.Scale
	}
	x0, x1 := left+pixel*float32(r.Columns.First), left+pixel*float32(r.Columns.Last+1)
	y0, y1 := top+pixel*float32(r.Rows.First), top+pixel*float32(r.Rows.Last+1)
	x0, x1, y0, y1 = min(max(x0, 0), pad.W), min(max(x1, 0), pad.W), min(max(y0, 0), pad.H), min(max(y1, 0), pad.H)
	return scene.Rect{X: pad.X + x0, Y: pad.Y + y0, W: x1 - x0, H: y1 - y0}
}

// join leads from a window to the next: dotted over the maps, as a ribbon between them.
func (f *flow) join(a, b crossing) {
	const fill, edge, dotted = 0.13, 0.75, 0.55
	from, to := a.window, b.window
	if f.vertical() {
		from.Y, from.H, to.Y, to.H = a.box.Y, a.box.H, b.box.Y, b.box.H
	} else {
		from.X, from.W, to.X, to.W = a.box.X, a.box.W, b.box.X, b.box.W
	}
	for _, g := range f.river.Gutters {
		if g.To == b.column && g.Turn != nil {
			points := slices.Clone(g.Turn)
			points[0].Y, points[1].Y = a.window.Y+a.window.H/2, a.window.Y+a.window.H/2
			points[len(points)-1].Y, points[len(points)-2].Y = b.window.Y+b.window.H/2, b.window.Y+b.window.H/2
			f.Lines = append(f.Lines, scene.Line{Points: points, Width: 1, Round: river.RiverWidth / 2, Color: scene.Accent.WithOpacity(edge)})
			return
		}
	}
	ribbon := f.between(from, to, scene.Accent.WithOpacity(fill), a.column == 0 && !f.vertical())
	ribbon.Edge, ribbon.Stroke = scene.Accent.WithOpacity(edge), 1
	f.Ribbons = append(f.Ribbons, ribbon)
	for _, l := range hairlines(a.window, from, b.window, to, f.vertical()) {
		if l[0] != l[1] {
			f.Lines = append(f.Lines, scene.Line{Points: l[:], Width: 1, Color: scene.Accent.WithOpacity(dotted), Dash: scene.Dash22})
		}
	}
}

// hairlines lead from a window to the edge of its map, and from the edge of the next map to the next window.
func hairlines(a, from, b, to scene.Rect, down bool) [4][2]scene.Point {
	if down {
		x := [4]float32{a.X, a.X + a.W - 1, b.X, b.X + b.W - 1}
		return [4][2]scene.Point{
			{{X: x[0], Y: a.Y + a.H}, {X: x[0], Y: from.Y + from.H}}, {{X: x[1], Y: a.Y + a.H}, {X: x[1], Y: from.Y + from.H}},
			{{X: x[2], Y: to.Y}, {X: x[2], Y: b.Y}}, {{X: x[3], Y: to.Y}, {X: x[3], Y: b.Y}},
		}
	}
	y := [4]float32{a.Y, a.Y + a.H - 1, b.Y, b.Y + b.H - 1}
	return [4][2]scene.Point{
		{{X: a.X + a.W, Y: y[0]}, {X: from.X + from.W, Y: y[0]}}, {{X: a.X + a.W, Y: y[1]}, {X: from.X + from.W, Y: y[1]}},
		{{X: to.X, Y: y[2]}, {X: b.X, Y: y[2]}}, {{X: to.X, Y: y[3]}, {X: b.X, Y: y[3]}},
	}
}

// preview outlines what the number under the pointer depends on.
func (f *flow) preview() {
	hover := f.state.Route.Hover
	if !hover.On || f.state.LayerStatus(hover.Layer) != state.LayerKnown {
		return
	}
	if f.river.Opened != nil {
		f.previewUnit(hover.Cell.Channel)
		return
	}
	regions, err := f.model.ReceptiveField(hover.Layer, hover.Cell.Row, hover.Cell.Column)
	if err != nil {
		return
	}
	for _, s := range f.crossings(regions) {
		f.Frames = append(f.Frames, scene.Fill{Rect: s.window, Color: scene.Accent, Stroke: 1.5, Dash: scene.Dash42})
	}
}
