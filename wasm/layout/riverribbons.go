package layout

import (
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
)

// riverRibbons paints the river from box to box, and under the answer.
func (f *flow) riverRibbons() {
	for _, g := range f.river.Gutters {
		if g.Turn != nil {
			f.Lines = append(f.Lines, scene.Line{Points: g.Turn, Width: river.RiverWidth, Round: river.RiverWidth / 2, Color: scene.River})
			continue
		}
		f.Ribbons = append(f.Ribbons, f.between(g.Start, g.End, scene.River, g.Early))
	}
	f.riverUnder(f.river.Columns[len(f.river.Columns)-1].Box)
	if d := f.river.Opened; d != nil {
		f.riverUnder(d.Rect)
	}
	for _, paper := range f.river.Paper {
		f.Fills = append(f.Fills, scene.Fill{Rect: paper, Color: scene.Paper})
	}
}

// riverUnder paints the river in a rectangle. It is a ribbon, so that others are over it.
func (f *flow) riverUnder(r scene.Rect) {
	f.Ribbons = append(f.Ribbons, scene.Ribbon{
		From: [2]scene.Point{{X: r.X, Y: r.Y}, {X: r.X, Y: r.Y + r.H}}, To: [2]scene.Point{{X: r.X + r.W, Y: r.Y}, {X: r.X + r.W, Y: r.Y + r.H}}, Color: scene.River,
	})
}

// between is a ribbon from the edge of one rectangle to that of the next, in the direction of the river.
func (f *flow) between(from, to scene.Rect, color scene.Color, early bool) scene.Ribbon {
	b := scene.Ribbon{Color: color, Early: early, Vertical: f.vertical()}
	if b.Vertical {
		b.From = [2]scene.Point{{X: from.X, Y: from.Y + from.H}, {X: from.X + from.W, Y: from.Y + from.H}}
		b.To = [2]scene.Point{{X: to.X, Y: to.Y}, {X: to.X + to.W, Y: to.Y}}
	} else {
		b.From = [2]scene.Point{{X: from.X + from.W, Y: from.Y}, {X: from.X + from.W, Y: from.Y + from.H}}
		b.To = [2]scene.Point{{X: to.X, Y: to.Y}, {X: to.X, Y: to.Y + to.H}}
	}
	return b
}
