package state

import (
	"slices"

	"convlab/engine/spec"
)

// Number is one number of the output of a layer for the picture on the pad. The zero value is none.
type Number struct {
	Layer int
	Cell  spec.Cell
	On    bool
}

// choose makes a number the chosen one, if the model has it and it is on a route.
func (r *Route) choose(m spec.Model, layer int, cell spec.Cell) bool {
	if r.cells == nil || !holds(m, layer, cell) {
		return false
	}
	r.cells = slices.Clone(r.cells)
	r.layer, r.cells[layer+1], r.fixed = layer, cell, true
	return true
}

// step moves the chosen number, within its map, layer and network.
func (r *Route) step(m spec.Model, by MoveNumber) bool {
	shapes, err := m.Shapes()
	if r.cells == nil || err != nil {
		return false
	}
	layer, cell := r.layer, r.cells[r.layer+1]
	if by.Layers != 0 {
		next, ok := nextLayer(m, layer, by.Layers)
		if !ok {
			return false
		}
		from, to := shapes[layer], shapes[next]
		channel := r.cells[next+1].Channel
		if to.C == from.C {
			channel = cell.Channel
		}
		layer, cell = next, spec.Cell{Row: cell.Row * to.H / from.H, Column: cell.Column * to.W / from.W, Channel: channel}
	}
	shape := shapes[layer]
	cell.Row = min(max(cell.Row+by.Rows, 0), shape.H-1)
	cell.Column = min(max(cell.Column+by.Columns, 0), shape.W-1)
	if sorted, units := r.Order.of(m); units != nil && layer == sorted {
		place := slices.Index(units, cell.Channel) + by.Maps
		cell.Channel = units[min(max(place, 0), len(units)-1)]
	} else {
		cell.Channel = min(max(cell.Channel+by.Maps, 0), shape.C-1)
	}
	return r.choose(m, layer, cell)
}

// Choosable reports whether the numbers of a layer can be chosen: those of a layer that only arranges numbers, or drops some
// while training, are those of the layer before, and the last layer's are the answer.
func Choosable(m spec.Model, layer int) bool {
	if layer < 0 || layer >= len(m.Layers)-1 {
		return false
	}
	switch m.Layers[layer].(type) {
	case spec.Flatten, spec.Dropout:
		return false
	}
	return true
}

// nextLayer is the next layer in a direction whose numbers can be chosen.
func nextLayer(m spec.Model, layer, by int) (int, bool) {
	for layer += by; layer >= 0 && layer < len(m.Layers); layer += by {
		if Choosable(m, layer) {
			return layer, true
		}
	}
	return 0, false
}

// holds reports whether a number can be chosen.
func holds(m spec.Model, layer int, cell spec.Cell) bool {
	shapes, err := m.Shapes()
	return err == nil && Choosable(m, layer) && shapes[layer].Contains(cell)
}

// largest is the place of the largest number of a map; of the middle one where the numbers are not known.
func largest(m spec.Model, numbers []float32, layer, channel int) spec.Cell {
	shapes, _ := m.Shapes() // which holds has looked at
	shape := shapes[layer]
	if len(numbers) != shape.Size() {
		return spec.Cell{Row: shape.H / 2, Column: shape.W / 2, Channel: channel}
	}
	best := channel
	for i := channel; i < len(numbers); i += shape.C {
		if numbers[i] > numbers[best] {
			best = i
		}
	}
	return shape.Cell(best)
}
