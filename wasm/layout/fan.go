package layout

import (
	"slices"

	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// mostRibbons is the largest number of units with a ribbon to the answer.
const mostRibbons = 8

// unitRibbon is the ribbon from a unit's tile to the answer.
type unitRibbon struct {
	unit         int
	contribution float32 // to the score of the route's digit
	tile         scene.Rect
	middle       float32 // of the ribbon where it leaves the tiles
	thick        float32 // where it leaves them
}

// fan leads from the units that add most to the score of the route's digit to the answer: as thick as what they add, in the
// colour of its sign, in the order of their tiles' heights.
func (f *flow) fan() {
	c := f.lastHidden()
	if c == nil || f.vertical() || !f.state.Route.Spread.Reaches(len(f.river.Columns)-1) {
		return
	}
	contributions := contributionsOf(f.state, c.Layer)
	if contributions == nil {
		return
	}
	a := f.river.Answer
	cell, _ := f.state.Route.Cell(c.Layer)
	end, middle, room := f.ribbonEnd()
	list, total := f.unitRibbons(c, contributions, a.Numeral.H/14)
	scale := min(1, room/total)
	edge, y := c.Box.X+c.Box.W, middle-total*scale/2
	for i := range list {
		u := &list[i]
		next := y + u.thick*scale
		if chosen := u.unit == cell.Channel; !a.Folded || chosen {
			f.paintUnitRibbon(*u, edge, end, y, next, chosen)
		}
		y = next
	}
}

// lastHidden is the column of the units that the answer reads, if it is shown; nil: there is none.
func (f *flow) lastHidden() *river.Column {
	c := &f.river.Columns[len(f.river.Columns)-2]
	if c.Kind != river.DenseColumn || c.Hidden || f.river.Opened != nil {
		return nil
	}
	return c
}

// unitRibbons lists the ribbons from the top down, and how thick they are together. The thickest has the
// thickness most.
func (f *flow) unitRibbons(c *river.Column, contributions []float32, most float32) (list []unitRibbon, total float32) {
	size := func(v float32) float32 { return max(v, -v) }
	largest := float32(0)
	for _, u := range state.Strongest(contributions, mostRibbons) {
		if tile, shown := f.unitTile(c, u); shown && contributions[u] != 0 {
			list = append(list, unitRibbon{unit: u, contribution: contributions[u], tile: tile})
			largest = max(largest, size(contributions[u]))
		}
	}
	slices.SortStableFunc(list, func(a, b unitRibbon) int {
		switch {
		case a.tile.Y < b.tile.Y || a.tile.Y == b.tile.Y && a.tile.X > b.tile.X:
			return -1
		case a.tile == b.tile:
			return 0
		}
		return 1
	})
	for i := range list {
		u := &list[i]
		u.thick = max(1, most*size(u.contribution)/largest)
		total += u.thick
		before, row := 0, 0
		for j, other := range list {
			if other.tile.Y == u.tile.Y {
				row++
				if j < i {
					before++
				}
			}
		}
		u.middle = u.tile.Y + u.tile.H/2 + (float32(before)-float32(row-1)/2)*min(5, u.tile.H/float32(row))
	}
	return list, total
}

// paintUnitRibbon paints a ribbon: thin over the tiles right of its own, then to the heights top to bottom at the answer.
func (f *flow) paintUnitRibbon(u unitRibbon, edge, end, top, bottom float32, chosen bool) {
	r := scene.Ribbon{
		From: [2]scene.Point{{X: edge, Y: u.middle - u.thick/2}, {X: edge, Y: u.middle + u.thick/2}},
		To:   [2]scene.Point{{X: end, Y: top}, {X: end, Y: bottom}}, Exact: true,
	}
	if chosen {
		r.Edge, r.Stroke = scene.Accent, 1.5
	}
	r.Color = signColor(u.contribution, chosen)
	f.Ribbons = append(f.Ribbons, r)
	faint := scene.Positive
	if u.contribution < 0 {
		faint = scene.Negative
	}
	if right := u.tile.X + u.tile.W; right < edge {
		f.Lines = append(f.Lines, scene.Line{
			Points: []scene.Point{{X: right, Y: u.middle}, {X: edge, Y: u.middle}}, Width: 1, Color: faint.WithOpacity(0.4),
		})
	}
}
