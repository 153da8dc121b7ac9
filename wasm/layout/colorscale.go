package layout

import (
	"convlab/engine/spec"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// colorScale is the colour scale of a layer: ends for each map, or one pair for all maps. A scale of signed numbers is centred on
// zero.
type colorScale struct {
	low, high []float32
	ramp      scene.Ramp
}

// colorScales returns the scale of every layer for the chosen kind of scale.
func colorScales(s *state.State, rows []spec.Row) []colorScale {
	list := make([]colorScale, len(rows))
	var low, high float32
	for i, row := range rows {
		maps := 1
		if s.Selection.Scale == state.PerMap && row.Output.H*row.Output.W > 1 { // on a scale of its own a single number is as strong as any
			maps = row.Output.C
		}
		list[i] = scaleOf(s.Numbers(i), maps)
		if s.Selection.Scale == state.Shared && shown(row.Layer, i == len(rows)-1) {
			low, high = min(low, list[i].low[0]), max(high, list[i].high[0])
		}
	}
	if s.Selection.Scale == state.Shared {
		for i := range list {
			list[i] = colorScale{low: []float32{low}, high: []float32{high}}.centred()
		}
	}
	return list
}

// scaleOf returns the scale of numbers in NHWC order, with ends for each of maps channels, or for all numbers if maps is 1. Every
// scale contains zero.
func scaleOf(numbers []float32, maps int) colorScale {
	r := colorScale{low: make([]float32, maps), high: make([]float32, maps)}
	for ; len(numbers) >= maps; numbers = numbers[maps:] { // plain comparisons: min and max cost ten times as much here
		for k, v := range numbers[:maps] {
			if v < r.low[k] {
				r.low[k] = v
			}
			if v > r.high[k] {
				r.high[k] = v
			}
		}
	}
	return r.centred()
}

func (r colorScale) centred() colorScale {
	for k := range r.low {
		if r.low[k] < 0 {
			r.ramp = scene.Diverging
		}
	}
	for k := range r.low {
		if r.ramp == scene.Diverging {
			most := max(-r.low[k], r.high[k])
			r.low[k], r.high[k] = -most, most
		}
	}
	return r
}

// of returns the ends of one map.
func (r colorScale) of(i int) (low, high []float32) {
	if len(r.low) == 1 {
		return r.low, r.high
	}
	return r.low[i : i+1], r.high[i : i+1]
}

// shown leaves out layers that only rearrange, and the output, whose probabilities have bars.
func shown(l spec.Layer, last bool) bool {
	switch l.(type) {
	case spec.Flatten, spec.Dropout:
		return false
	}
	return !last
}

func pools(l spec.Layer) bool {
	switch l.(type) {
	case spec.MaxPooling2D, spec.AveragePooling2D:
		return true
	}
	return false
}

// riverScales are the scales of a river's columns. A pool has that of the layer before it, so that the two can be compared; signed
// numbers have the signed ramp.
func riverScales(s *state.State, rows []spec.Row) []colorScale {
	list := colorScales(s, rows)
	for i := range list {
		if i > 0 && pools(rows[i].Layer) && s.Selection.Scale != state.PerMap {
			list[i] = list[i-1]
			continue
		}
		switch {
		case list[i].ramp == scene.Diverging:
			list[i].ramp = scene.Signed
		case !s.Selection.Magma:
			list[i].ramp = scene.Activations
		}
	}
	return list
}
