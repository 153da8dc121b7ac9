package layout

import (
	"convlab/engine/spec"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// span is the colour scale of one layer: one pair for each map, or one for
// all. Signed numbers get a scale centred on zero.
type span struct {
	low, high []float32
	ramp      scene.Ramp
}

// ranges finds the scale of every layer for the switch's position.
func ranges(s *state.State, rows []spec.Row) []span {
	list := make([]span, len(rows))
	var low, high float32
	for i, row := range rows {
		maps := 1
		if s.Selection.Scale == state.PerMap {
			maps = row.Output.C
		}
		list[i] = rangeOf(s.Numbers(i), maps)
		if s.Selection.Scale == state.Shared && shown(row.Layer, i == len(rows)-1) {
			low, high = min(low, list[i].low[0]), max(high, list[i].high[0])
		}
	}
	if s.Selection.Scale == state.Shared {
		for i := range list {
			list[i] = span{low: []float32{low}, high: []float32{high}}.centred()
		}
	}
	return list
}

// rangeOf finds the ends of NHWC numbers, separately for each of maps
// channels, or of all together when maps is 1. Zero always belongs to it.
func rangeOf(numbers []float32, maps int) span {
	r := span{low: make([]float32, maps), high: make([]float32, maps)}
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

func (r span) centred() span {
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

// of is the scale of one map as a pair.
func (r span) of(i int) (low, high []float32) {
	if len(r.low) == 1 {
		return r.low, r.high
	}
	return r.low[i : i+1], r.high[i : i+1]
}
