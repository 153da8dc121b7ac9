package layout

import (
	"cmp"
	"slices"

	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
)

// pictureRibbons leads a ribbon from each large picture down, and below the pictures to the answer: as thick as what the unit contributions,
// in the colour of its sign. The ribbon of the last picture is the uppermost, so that no two cross.
func (f *flow) pictureRibbons(d *river.DenseNetwork, layer int, units []int, contributions []float32) {
	const gap, bend, edge = 1, 8, 1
	thick, all := ribbonWidths(contributions, units, d.PictureRibbons.H-gap*float32(len(units)))
	if thick == nil {
		return
	}
	all += gap * float32(len(units))
	cell, _ := f.state.Route.Cell(layer)
	end, middle, room := f.ribbonEnd()
	part := min(1, room/all) // of a ribbon's width at the answer
	right, y, stack := d.PictureRibbons.X+d.PictureRibbons.W, d.PictureRibbons.Y, middle-all*part/2
	for i, u := range slices.Backward(units) {
		t, chosen := thick[i], u == cell.Channel
		next := stack + (t+gap)*part
		if contributions[u] != 0 && (chosen || !f.river.Answer.Folded) {
			picture, _ := d.Pictures.Tile(i)
			x := picture.X + picture.W/2
			f.ribbonUnderPictures(contributions[u], t, chosen, []scene.Point{{X: x, Y: picture.Y + picture.H + 1}, {X: x, Y: y + t/2}, {X: right, Y: y + t/2}}, bend)
			ribbon := scene.Ribbon{
				From: [2]scene.Point{{X: right, Y: y}, {X: right, Y: y + t}},
				To:   [2]scene.Point{{X: end, Y: stack}, {X: end, Y: next - gap*part}}, Exact: true, Color: signColor(contributions[u], chosen),
			}
			if chosen {
				ribbon.Edge, ribbon.Stroke = scene.Accent, edge
				for _, ends := range []*[2]scene.Point{&ribbon.From, &ribbon.To} {
					ends[0].Y, ends[1].Y = ends[0].Y-edge, ends[1].Y+edge
				}
			}
			f.Ribbons = append(f.Ribbons, ribbon)
		}
		y, stack = y+t+gap, next
	}
}

// ribbonWidths shares a height out among units in proportion to the size of what they add; each gets at least 1 and at most 8. It is
// nil if nothing is added, or there is no room.
func ribbonWidths(contributions []float32, units []int, height float32) (widths []float32, all float32) {
	const least, most = 1, 8
	if height < least*float32(len(units)) {
		return nil, 0
	}
	size := func(u int) float32 { return max(contributions[u], -contributions[u]) }
	rest, total := height, float32(0) // for the units that get more than the least, and what they add
	for _, u := range units {
		total += size(u)
	}
	if !(total > 0) {
		return nil, 0
	}
	// From the smallest on, those whose part would be too small get the least.
	order := slices.SortedFunc(slices.Values(units), func(a, b int) int { return cmp.Compare(size(a), size(b)) })
	for _, u := range order {
		if rest*size(u) >= least*total {
			break
		}
		rest, total = rest-least, total-size(u)
	}
	for _, u := range units {
		w := float32(least)
		if total > 0 {
			w = min(max(rest*size(u)/total, least), most)
		}
		widths, all = append(widths, w), all+w
	}
	return widths, all
}

// ribbonUnderPictures paints the part of a ribbon under the pictures.
func (f *flow) ribbonUnderPictures(contribution, thick float32, chosen bool, points []scene.Point, round float32) {
	if chosen {
		f.Lines = append(f.Lines, scene.Line{Points: points, Width: thick + 2, Round: round, Color: scene.Accent})
	}
	f.Lines = append(f.Lines, scene.Line{Points: points, Width: thick, Round: round, Color: signColor(contribution, chosen)})
}

// signColor is the colour of the ribbon of what a unit contributions.
func signColor(contribution float32, chosen bool) scene.Color {
	color, opacity := scene.Positive, float32(0.5)
	if contribution < 0 {
		color = scene.Negative
	}
	if chosen {
		opacity = 0.85
	}
	return color.WithOpacity(opacity)
}

// ribbonEnd is the end of the ribbons at the answer: their right edge, their middle and the room for them. Where the answer is folded,
// they end at the digit's row.
func (f *flow) ribbonEnd() (x, middle, room float32) {
	a := f.river.Answer
	if a.Folded {
		row := a.Digit(f.state.Route.Explanation.Digit)
		return a.Bars.X - 5, row.Y + row.H/2, row.H - 2
	}
	return a.Numeral.X + a.Numeral.W*0.2, a.Numeral.Y + a.Numeral.H/2, a.Numeral.H * 0.6
}
