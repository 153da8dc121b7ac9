package layout

import (
	"fmt"
	"slices"

	"convlab/engine/spec"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
)

// Place finds where everything of a state is.
func Place(s *state.State) (river.River, error) {
	m := s.Model()
	n, err := river.NetworkOf(m)
	if err != nil {
		return river.River{}, err
	}
	route := make([]spec.Cell, len(m.Layers)+1)
	for i := range route {
		route[i], _ = s.Route.Cell(i - 1)
	}
	if layer, units := s.SortedUnits(); units != nil {
		route[layer+1].Channel = slices.Index(units, route[layer+1].Channel)
	}
	v := s.Viewport
	bench := river.WorkbenchBar
	if s.Selection.Bench == state.BenchHalf {
		bench = river.WorkbenchHalf
	}
	return river.Layout(n, river.View{
		W: v.W, H: v.H, Scale: v.Scale, TextScale: v.TextScale, Workbench: bench, Offset: s.Selection.Offset,
		Route: route, ReadOnly: s.Unshown(),
	}), nil
}

// mapHit is the ID of the hit of a layer's chosen map, or of its units.
func mapHit(layer int) string { return fmt.Sprint("map", layer) }

// channelHit is the ID of the hit of a layer's channelGrid whose first tile is that of a channel.
func channelHit(layer, first int) string { return fmt.Sprint("channels", layer, "from", first) }

// pictureHit is the ID of the hit of the large pictures of a layer's units.
func pictureHit(layer int) string { return fmt.Sprint("pictures", layer) }

// operatorHit is the ID of the hit of what a layer does, between two columns.
func operatorHit(layer int) string { return fmt.Sprint("operator", layer) }

// PointedOperator is the number that a click on a kernel, or on the word of a pooling, shows how to compute: that of its layer on the
// route.
func PointedOperator(s *state.State, target scene.Target) (number state.ChooseNumber, ok bool) {
	if n, _ := fmt.Sscanf(target.ID, "operator%d", &number.Layer); n != 1 {
		return number, false
	}
	number.Cell, ok = s.Route.Cell(number.Layer)
	return number, ok
}

// Pointed returns the choice that a click at a target of the scene makes: a number or a whole map. The other one has layer -1; both
// have it where ok is false.
func Pointed(s *state.State, r *river.River, target scene.Target) (number state.ChooseNumber, channel state.ChooseMap, ok bool) {
	number.Layer, channel.Layer = -1, -1
	shapes, err := s.Model().Shapes()
	if err != nil {
		return number, channel, false
	}
	var layer, first int
	if n, _ := fmt.Sscanf(target.ID, "channels%dfrom%d", &layer, &first); n == 2 && layer < len(shapes) {
		if shapes[layer].H == 1 && shapes[layer].W == 1 { // a unit of the mosaic, or a map of one number
			unit := first + target.Cell
			if sorted, units := s.SortedUnits(); units != nil && layer == sorted {
				unit = units[unit]
			}
			return state.ChooseNumber{Layer: layer, Cell: spec.Cell{Channel: unit}}, channel, true
		}
		return number, state.ChooseMap{Layer: layer, Channel: first + target.Cell}, true
	}
	if n, _ := fmt.Sscanf(target.ID, "pictures%d", &layer); n == 1 && r.Opened != nil {
		if r.Columns[r.Opened.Column].Kind == river.AnswerColumn {
			return number, channel, false
		}
		unit := openedUnits(s, r)[target.Cell]
		return state.ChooseNumber{Layer: layer, Cell: spec.Cell{Channel: unit}}, channel, true
	}
	if n, _ := fmt.Sscanf(target.ID, "map%d", &layer); n != 1 || layer >= len(shapes) {
		return number, channel, false
	}
	if units := shownUnits(s, r, layer); target.Cell < len(units) {
		return state.ChooseNumber{Layer: layer, Cell: spec.Cell{Channel: units[target.Cell]}}, channel, true
	}
	shape := shapes[layer]
	chosen, _ := s.Route.Cell(layer)
	cell := spec.Cell{Row: target.Cell / shape.W, Column: target.Cell % shape.W, Channel: min(chosen.Channel, shape.C-1)}
	return state.ChooseNumber{Layer: layer, Cell: cell}, channel, true
}

// PointedDigit is the digit on whose picture the pointer is, in a dense network without hidden units.
func PointedDigit(r *river.River, target scene.Target) (digit int, ok bool) {
	layer := 0
	if n, _ := fmt.Sscanf(target.ID, "pictures%d", &layer); n != 1 || r.Opened == nil || r.Columns[r.Opened.Column].Kind != river.AnswerColumn {
		return 0, false
	}
	return target.Cell, true
}
