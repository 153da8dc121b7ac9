package wording

import (
	"fmt"
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// Column has the texts of a column of the river.
type Column struct {
	Name     string // "conv 1"
	Shape    string // of what the layer makes: "26×26×32"
	Chips    [2][]Chip
	MapLabel string // "map 28 · sees 3×3"
	Caption  string
	Value    string // with which Caption begins: the chosen number, where it is in this column
	Learn    bool   // Caption says that the layer must be learned
	Waits    bool   // Caption says that a layer before it must be
}

// Chip shows a setting of a column, and opens its control.
type Chip struct {
	Path   string // of the setting; "": it has no control
	Text   string
	Name   string       // for a screen reader: "stride 2", "padding: valid"
	Effect state.Effect // of its change since the network was learned
}

// Brevity says which texts are short, where columns are narrow.
type Brevity struct{ Chips, MapLabels, Captions bool }

// ColumnNames names the layers of a model as columns: "conv 2", "pool 2", "dense", "answer".
func ColumnNames(w Words, m spec.Model) []string {
	names := make([]string, len(m.Layers))
	convs, hidden := 0, 0
	for _, l := range m.Layers {
		if _, ok := l.(spec.Dense); ok {
			hidden++
		}
	}
	hidden-- // the last one is the answer
	dense := 0
	for i, l := range m.Layers {
		switch l.(type) {
		case spec.Conv2D:
			convs++
			names[i] = w.Format("column.conv", "n", strconv.Itoa(convs))
		case spec.MaxPooling2D, spec.AveragePooling2D:
			names[i] = w.Format("column.pool", "n", strconv.Itoa(max(convs, 1)))
		case spec.Dense:
			dense++
			switch {
			case i == len(m.Layers)-1:
				names[i] = w.Format("column.answer")
			case hidden == 1:
				names[i] = w.Format("column.dense")
			default:
				names[i] = w.Format("column.dense_n", "n", strconv.Itoa(dense))
			}
		default:
			names[i] = LayerName(w, l, convs)
		}
	}
	return names
}

// LayerColumn writes the texts and chips of the column of a layer.
func LayerColumn(w Words, s *state.State, layer int, short Brevity) Column {
	m := s.Model()
	rows, err := m.Ledger()
	if err != nil || layer < 0 || layer >= len(rows) {
		return Column{}
	}
	row := rows[layer]
	c := Column{Name: ColumnNames(w, m)[layer], Shape: row.Output.String()}
	if row.Output.Flat() {
		c.Shape = strconv.Itoa(row.Output.C)
	} else if short.Chips {
		c.Shape = Size(row.Output)
	}
	c.Chips = chips(w, s, layer, short.Chips)
	switch s.LayerStatus(layer) {
	case state.LayerToLearn:
		c.Caption, c.Learn = w.Format("column.learn"), true
		return c
	case state.LayerWaits:
		c.Caption, c.Waits = w.Format("column.waits", "name", ColumnNames(w, m)[s.Network.Learn[0]]), true
		return c
	}
	c.MapLabel = mapLabel(w, s, row, layer, short.MapLabels)
	c.Value, c.Caption = chosenCaption(w, s, row, layer, short)
	if c.Caption == "" {
		c.Caption = layerCaption(w, s, m, layer)
	}
	return c
}

// mapLabel names the chosen map or unit, and how much of the picture one of its numbers sees.
func mapLabel(w Words, s *state.State, row spec.Row, layer int, short bool) string {
	if h := s.Route.Hover; h.On && h.Layer == layer && h != s.Route.Chosen() {
		return w.Format("column.keep")
	}
	cell, ok := s.Route.Cell(layer)
	if !ok {
		return ""
	}
	if row.Output.Flat() {
		return w.Format("column.unit", "n", strconv.Itoa(cell.Channel+1))
	}
	text := w.Format("column.map", "n", strconv.Itoa(cell.Channel+1))
	sees := square(row.ReceptiveField)
	if short {
		return text + " · " + sees
	}
	return text + " · " + w.Format("column.sees", "size", sees)
}

// chosenCaption says what the chosen number reads, if it is of this layer.
func chosenCaption(w Words, s *state.State, row spec.Row, layer int, short Brevity) (value, text string) {
	n := s.Route.Chosen()
	numbers := s.Numbers(layer)
	if !n.On || n.Layer != layer || row.Output.Flat() || numbers == nil {
		return "", ""
	}
	regions, err := s.Model().ReceptiveField(layer, n.Cell.Row, n.Cell.Column)
	if err != nil {
		return "", ""
	}
	seen := regions[0].Clip(s.Model().Input)
	interval := func(i spec.Interval) string { return fmt.Sprintf("%d–%d", i.First+1, i.Last+1) }
	key := "column.reads"
	if short.Chips {
		key = "column.reads_least"
	} else if short.Captions {
		key = "column.reads_short"
	}
	return Activation(numbers[row.Output.Index(n.Cell)]), w.Format(key, "size", square(row.ReceptiveField),
		"rows", interval(seen.Rows), "columns", interval(seen.Columns))
}

// layerCaption says what a layer does.
func layerCaption(w Words, s *state.State, m spec.Model, layer int) string {
	switch l := m.Layers[layer].(type) {
	case spec.Conv2D:
		maps := m.Input.C
		if shapes, err := m.Shapes(); err == nil && layer > 0 {
			maps = shapes[layer-1].C
		}
		key := "column.caption.conv"
		if maps == 1 {
			key = "column.caption.first"
		}
		if l.Filters == 1 {
			key += ".one"
		}
		return w.Format(key, "filters", strconv.Itoa(l.Filters), "size", square(l.KernelSize), "maps", strconv.Itoa(maps))
	case spec.MaxPooling2D:
		return w.Format("column.caption.max", "size", square(l.PoolSize))
	case spec.AveragePooling2D:
		return w.Format("column.caption.average", "size", square(l.PoolSize))
	case spec.Dense:
		if cell, ok := s.Route.Cell(layer); ok && s.LayerStatus(layer) == state.LayerKnown {
			return w.Format("column.caption.unit", "n", strconv.Itoa(cell.Channel+1))
		}
	}
	return ""
}

// Activation writes a number of a layer as the captions have it.
func Activation(v float32) string {
	if v < 1 && v > -1 {
		return Signed(v, 2)
	}
	return Signed(v, 1)
}

// Signed writes a number with so many decimals, and a minus that is as wide as a plus. What is not finite is "–".
func Signed(v float32, decimals int) string {
	if v-v != 0 {
		return "–"
	}
	text := strconv.FormatFloat(float64(v), 'f', decimals, 32)
	if text[0] != '-' {
		return text
	}
	for _, digit := range text[1:] {
		if digit != '0' && digit != '.' {
			return "−" + text[1:]
		}
	}
	return text[1:] // it is rounded to nothing
}
