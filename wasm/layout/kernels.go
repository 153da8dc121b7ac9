package layout

import (
	"fmt"
	"slices"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// kernels paints, between two maps of the route, the numbers that were learned to make the one of the other, and marks the maps
// that add most to the chosen one.
func (f *flow) kernels() {
	if !f.state.Route.Answered() || f.regions == nil || f.state.Pad.Empty() {
		return
	}
	for _, k := range f.state.Route.Explanation.Kernels {
		if k.Layer > f.chosen || f.state.LayerStatus(k.Layer) != state.LayerKnown {
			continue
		}
		for _, g := range f.river.Gutters {
			from, to := f.windows[g.From], f.windows[g.To]
			if c := &f.river.Columns[g.To]; c.Layer == k.Layer && g.Turn == nil && !g.Down && from.W > 0 && to.W > 0 {
				side := c.Rows.Size
				f.kernel(k, side, f.river.BelowPluses(g.Operator(side, side, 0, (from.Y+from.H/2+to.Y+to.H/2)/2)))
			}
		}
		f.marks(k)
	}
}

// kernel paints the slice of a convolution's kernel between the two chosen maps.
func (f *flow) kernel(k wire.Kernel, side int, place scene.Rect) {
	most := float32(0)
	for _, v := range k.Weights {
		most = max(most, v, -v)
	}
	f.Front = append(f.Front, scene.Maps{
		Key:   fmt.Sprint("kernel", k.Layer),
		Table: scene.Table{Name: fmt.Sprint("kernel", k.Layer), Version: f.state.Prediction.Answers, H: side, W: side, C: 1, Numbers: k.Weights},
		Low:   []float32{-most}, High: []float32{most}, Ramp: scene.Signed, Cell: place, Columns: 1, Len: 1,
	})
	const outset = 4
	f.Frames = append(f.Frames, scene.Fill{Rect: place, Color: scene.Learned, Stroke: 1, Outset: outset, Double: true})
	const framed = 2 * (outset + 2)
	f.operator(k.Layer, place, max(place.W+framed, leastTarget), max(place.H+framed, leastTarget))
}

// leastTarget is the least side of what reacts to a pointer (WCAG 2.5.8).
const leastTarget = 24

// operator lets what a layer does react to a pointer, in the w×h around the middle of its place. In a narrow gutter that covers the
// edges of the maps at its sides, and is in front of them.
func (f *flow) operator(layer int, place scene.Rect, w, h float32) {
	r := scene.Rect{X: place.X + (place.W-w)/2, Y: place.Y + (place.H-h)/2, W: w, H: h}
	f.Hits = append(f.Hits, scene.Hit{ID: operatorHit(layer), Cell: r, Columns: 1, Len: 1})
}

// mostMarks is the largest number of marked maps.
const mostMarks = 8

// marks puts a bar under each map that adds to the number that a convolution makes on the route, as long as its share of the
// largest.
func (f *flow) marks(k wire.Kernel) {
	channels, largest := f.river.Columns[f.river.ColumnOf(k.Layer)-1].Channels, slices.Max(k.Shares)
	for _, i := range state.Strongest(k.Shares, mostMarks) {
		if share := k.Shares[i]; share > 0 && share <= largest {
			if r, shown := channels.Bar(i, share/largest); shown {
				f.Fills = append(f.Fills, scene.Fill{Rect: r, Color: scene.Positive})
			}
		}
	}
}

// operators writes between a map and its pooled one what the pooling does.
func (f *flow) operators(w wording.Words) {
	const width, height = 44, 14
	for _, g := range f.river.Gutters {
		c := &f.river.Columns[g.To]
		from, to := f.windows[g.From], f.windows[g.To]
		if c.Kind != river.PoolingColumn || g.Word.W == 0 || g.Turn != nil || g.Down || from.W == 0 || to.W == 0 {
			continue
		}
		key := "operator.average"
		if _, ok := f.model.Layers[c.Layer].(spec.MaxPooling2D); ok {
			key = "operator.max"
		}
		middle := (from.Y + from.H/2 + to.Y + to.H/2) / 2
		place := scene.Rect{X: g.Word.X + (g.Word.W-width)/2, Y: middle - height/2, W: width, H: height}
		f.Labels = append(f.Labels, scene.Label{Rect: place, Text: w.Format(key), Size: 11.5, Bold: true, Align: scene.Center, Color: scene.Accent})
		f.operator(c.Layer, place, min(width, g.Word.W), leastTarget)
	}
}

// value writes the chosen number into its cell, if that is large enough.
func (f *flow) value() {
	const least = 22
	n := f.state.Route.Chosen()
	numbers := f.state.Numbers(n.Layer)
	if !n.On || numbers == nil {
		return
	}
	for i, c := range f.river.Columns {
		r, shown := f.windows[i]
		if c.Layer != n.Layer || !shown || c.FeatureMap.Cell < least {
			continue
		}
		v := numbers[c.Shape.Index(n.Cell)]
		scale := f.scales[c.Layer]
		low, high := scale.of(n.Cell.Channel)
		color := scene.Ink
		if part := (v - low[0]) / (high[0] - low[0]); part > 0.5 && scale.ramp == scene.Activations {
			color = scene.Tile
		}
		f.Labels = append(f.Labels, scene.Label{Rect: r, Text: wording.Activation(v), Size: 12, Bold: true, Align: scene.Center, Color: color})
	}
}
