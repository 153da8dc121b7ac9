package layout

import (
	"math"
	"slices"

	"convlab/wasm/layout/river"
	"convlab/wasm/state"
)

// contributionsOf lists what each unit of the last hidden layer adds to the score of the route's digit; nil where a layer is
// not that one, nothing is known, or the network has diverged and a number is not finite.
func contributionsOf(s *state.State, layer int) []float32 {
	numbers := s.Numbers(layer)
	list := s.Route.Explanation.Contributions
	if numbers == nil || len(list) != len(numbers) || s.LayerStatus(len(s.Model().Layers)-1) != state.LayerKnown {
		return nil
	}
	if slices.ContainsFunc(list, func(v float32) bool { return math.IsNaN(float64(v - v)) }) {
		return nil
	}
	for i := layer + 1; i < len(s.Model().Layers)-1; i++ {
		if state.Choosable(s.Model(), i) {
			return nil // another hidden layer is between
		}
	}
	return list
}

// shownUnits lists the units of a layer that have a tile: all in their order, or those that add most, in the order of their numbers.
func shownUnits(s *state.State, r *river.River, layer int) []int {
	for _, c := range r.Columns {
		if c.Layer == layer && c.Kind == river.DenseColumn {
			return unitsIn(s, layer, c.Shape.C, c.Units.Count)
		}
	}
	return nil
}

// unitsIn chooses those of a layer's units that are shown in so many tiles.
func unitsIn(s *state.State, layer, units, tiles int) []int {
	if list := contributionsOf(s, layer); tiles < units && list != nil {
		shown := state.Strongest(list, tiles)
		slices.Sort(shown)
		return shown
	}
	shown := make([]int, min(tiles, units))
	for i := range shown {
		shown[i] = i
	}
	return shown
}

func (f *flow) shownUnits(c *river.Column) []int { return shownUnits(f.state, f.river, c.Layer) }
