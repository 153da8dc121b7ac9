package layout

import (
	"fmt"
	"slices"

	"convlab/engine/spec"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// opened paints a dense network: the units that add most as large pictures of their weights, with ribbons to the answer, and all
// units as small ones. Without hidden units, the pictures are those of the digits.
func (f *flow) opened(w wording.Words) {
	d := f.river.Opened
	if d == nil {
		return
	}
	layer := f.river.Columns[d.Column].Layer
	units := openedUnits(f.state, f.river)
	digits := f.river.Columns[d.Column].Kind == river.AnswerColumn
	f.unitPictures(d, layer, units)
	f.unitLabels(w, d, units, digits)
	if digits {
		if r, shown := d.Pictures.Tile(f.state.Route.Explanation.Digit); shown && f.state.Route.Answered() && f.state.LayerStatus(layer) == state.LayerKnown {
			f.Frames = append(f.Frames, scene.Fill{Rect: r, Color: scene.Accent, Stroke: 2})
		}
		return
	}
	f.mosaic(d, layer, units)
	if contributions := contributionsOf(f.state, layer); contributions != nil {
		f.pictureRibbons(d, layer, units, contributions)
	}
}

// openedUnits lists the units of a dense network that have a large picture: those that add most, and the chosen one; without
// hidden units, the digits.
func openedUnits(s *state.State, r *river.River) []int {
	d := r.Opened
	c := &r.Columns[d.Column]
	count := min(d.Pictures.Count, c.Shape.C)
	units := make([]int, 0, count)
	units = append(units, s.Route.MostUnits[:min(count, len(s.Route.MostUnits))]...)
	for u := 0; len(units) < count; u++ {
		if !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	if cell, ok := s.Route.Cell(c.Layer); ok && c.Kind == river.DenseColumn && cell.Channel < c.Shape.C && !slices.Contains(units, cell.Channel) {
		units[count-1] = cell.Channel
	}
	return units
}

// unitWeights are the weights of the units of a layer, if they are known.
func (f *flow) unitWeights(layer int) (w *state.UnitPictures, ok bool) {
	w = &f.state.Route.Units
	status := f.state.LayerStatus(layer)
	return w, w.Layer == layer && len(w.Units) > 0 && w.Fits(f.model) && status != state.LayerToLearn && status != state.LayerWaits
}

// unitPictures paints the large pictures.
func (f *flow) unitPictures(d *river.DenseNetwork, layer int, units []int) {
	in := f.model.Input
	m := scene.Maps{
		Key: "unit pictures", Table: scene.Table{Name: fmt.Sprint("weights of units ", units), H: in.H, W: in.W, C: len(units)},
		Low: []float32{-1}, High: []float32{1}, Ramp: scene.Signed, DX: d.Pictures.DX, DY: d.Pictures.DY, Columns: d.Pictures.Columns, Len: len(units),
	}
	m.Cell, _ = d.Pictures.Tile(0)
	if weights, ok := f.unitWeights(layer); ok {
		m.Table.Version, m.Table.Numbers = weights.Taken, interleaved(weights, units, in)
		m.Low, m.High = unitScales(f.state, m.Table)
	}
	f.Maps = append(f.Maps, m)
	for i := range units {
		r, _ := d.Pictures.Tile(i)
		f.Frames = append(f.Frames, scene.Fill{Rect: r, Color: scene.Rule, Stroke: 1, Outset: 1})
	}
	f.Hits = append(f.Hits, scene.Hit{ID: pictureHit(layer), Cell: m.Cell, DX: m.DX, DY: m.DY, Columns: m.Columns, Len: m.Len})
	if f.state.LayerStatus(layer) == state.LayerToLearn {
		f.Frames = append(f.Frames, toLearn(d.Rect))
	}
}

// interleaved returns the weights of units as the channels of one table, in NHWC order.
func interleaved(w *state.UnitPictures, units []int, in spec.Shape) []float32 {
	numbers := make([]float32, in.H*in.W*len(units))
	for i, u := range units {
		at := slices.Index(w.Units, u)
		if at < 0 {
			continue
		}
		for p := range in.H * in.W {
			numbers[p*len(units)+i] = w.Weights[at*in.Size()+p*in.C]
		}
	}
	return numbers
}

// unitScales is the colour scale of large pictures: one for all units, or one for each if every map has a scale of its own.
func unitScales(s *state.State, t scene.Table) (low, high []float32) {
	if s.Selection.Scale != state.PerMap {
		return []float32{-s.Route.Units.Scale}, []float32{s.Route.Units.Scale}
	}
	low, high = make([]float32, t.C), make([]float32, t.C)
	for i, v := range t.Numbers {
		high[i%t.C] = max(high[i%t.C], v, -v)
	}
	for i, v := range high {
		low[i] = -v
	}
	return low, high
}

// unitLabels writes under each large picture which unit it is and what that adds to the digit's score; of a digit, its score.
func (f *flow) unitLabels(w wording.Words, d *river.DenseNetwork, units []int, digits bool) {
	layer := f.river.Columns[d.Column].Layer
	contributions := contributionsOf(f.state, layer)
	if digits {
		contributions = nil
		if f.state.Route.Answered() && f.state.LayerStatus(layer) == state.LayerKnown {
			contributions = f.state.Route.Explanation.Logits
		}
	}
	numbers := wording.ContributionTexts(contributions, units)
	for i, u := range units {
		r, shown := d.UnitLabels.Tile(i)
		if !shown {
			continue
		}
		if digits { // the numbers of neighbours would touch
			r.W = d.Pictures.W
		}
		name := wording.UnitName(w, u, digits, r.W < 84)
		f.Labels = append(f.Labels, scene.Label{Rect: r, Text: name, Size: 11.5, Color: scene.Mute})
		if contributions == nil {
			continue
		}
		color := scene.Positive
		if contributions[u] < 0 {
			color = scene.Negative
		}
		f.Labels = append(f.Labels, scene.Label{Rect: r, Text: numbers[i], Size: 11.5, Align: scene.Right, Color: color})
	}
}

// previewUnit frames the unit under the pointer.
func (f *flow) previewUnit(unit int) {
	d := f.river.Opened
	places := []river.Grid{d.Pictures, d.Mosaic}
	for i, at := range []int{slices.Index(openedUnits(f.state, f.river), unit), mosaicPlace(f.state, unit)} {
		if r, shown := places[i].Tile(at); shown {
			f.Frames = append(f.Frames, scene.Fill{Rect: r, Color: scene.Accent, Stroke: 1.5, Outset: 2, Dash: scene.Dash42})
		}
	}
}

// UnitPicture is the weights of a unit in the colours of the mosaic, if they are known. It has no place.
func UnitPicture(s *state.State, layer, unit int) (m scene.Maps, ok bool) {
	w := &s.Route.Units
	if w.Layer != layer || unit >= len(w.Units) || w.Units[unit] != unit || !w.Fits(s.Model()) {
		return m, false
	}
	in := s.Model().Input
	m = small(w.Weights[unit*in.Size():][:in.Size()], in.W)
	m.Table.Name, m.Table.Version = fmt.Sprint("weights of unit ", unit), w.Taken
	m.Low, m.High, m.Ramp = []float32{-w.Scale}, []float32{w.Scale}, scene.Signed
	return m, true
}
