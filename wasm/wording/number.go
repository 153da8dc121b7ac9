package wording

import (
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// NumberText says which number is chosen, and what it reads: "conv 3, map 34, row 3, column 3: 2.606; reads rows 9 to 26, columns
// 9 to 26". It is "" where none is chosen.
func NumberText(w Words, s *state.State) string {
	n := s.Route.Chosen()
	numbers := s.Numbers(n.Layer)
	m := s.Model()
	shapes, err := m.Shapes()
	if !n.On || numbers == nil || err != nil {
		return ""
	}
	shape := shapes[n.Layer]
	name, value := ColumnNames(w, m)[n.Layer], Signed(numbers[shape.Index(n.Cell)], 3)
	if shape.Flat() {
		return w.Format("number.unit", "name", name, "n", strconv.Itoa(n.Cell.Channel+1), "value", value)
	}
	regions, err := m.ReceptiveField(n.Layer, n.Cell.Row, n.Cell.Column)
	if err != nil {
		return ""
	}
	seen := regions[0].Clip(m.Input)
	interval := func(i spec.Interval) string {
		return w.Format("number.interval", "first", strconv.Itoa(i.First+1), "last", strconv.Itoa(i.Last+1))
	}
	return w.Format("number.cell", "name", name, "map", strconv.Itoa(n.Cell.Channel+1), "row", strconv.Itoa(n.Cell.Row+1), "column", strconv.Itoa(n.Cell.Column+1),
		"value", value, "rows", interval(seen.Rows), "columns", interval(seen.Columns))
}
