package wording

import (
	"strconv"
	"strings"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// chips are those of a layer's column, in two rows. A layer without controls has facts.
func chips(w Words, s *state.State, layer int, short bool) (rows [2][]Chip) {
	block, what := s.ControlOf(layer)
	text := func(path string) string { return state.FieldText(s.Draft.Settings, path) }
	chip := func(path, key string) Chip {
		shown := chipText(w, key, Value(w, path, text(path)), short)
		return Chip{Path: path, Text: shown, Name: chipName(w, path, shown), Effect: s.EffectOf(path)}
	}
	at := func(field string) string { return state.FieldPath(block, field) }
	switch what {
	case state.ConvControls:
		rows[0] = []Chip{chip(at("window"), "chip.size"), chip(at("filters"), "chip.filters")}
		rows[1] = []Chip{chip(at("stride"), "chip.stride"), chip(at("padding"), "chip.plain")}
	case state.PoolControls:
		rows[0] = []Chip{chip(at("pooling"), "chip.plain"), chip(at("pool_size"), "chip.size")}
		rows[1] = []Chip{chip(at("pool_stride"), "chip.stride"), chip(at("pool_padding"), "chip.plain")}
	case state.DenseControls:
		rows[0] = []Chip{chip("head", "chip.plain"), chip("units", "chip.units")}
		rows[1] = []Chip{chip("hidden", "chip.plain"), chip("dropout", "chip.dropout")}
		if s.Draft.Dense() { // the picture is flattened, whatever the head
			rows[0] = rows[0][1:]
		}
		if s.Draft.Units == 0 {
			rows[1] = rows[1][1:]
		}
	default:
		return facts(w, s.Model().Layers[layer], short)
	}
	return rows
}

// chipText is a value as a chip shows it.
func chipText(w Words, key, value string, short bool) string {
	switch {
	case short:
		key += ".short"
	case value == "1" && (key == "chip.filters" || key == "chip.units"):
		key += ".one"
	}
	return w.Format(key, "value", value)
}

// chipName is the name of a chip that shows a text. Users of voice control say what they see, so it contains the text.
func chipName(w Words, path, text string) string {
	setting := FieldLabel(w, path)
	if strings.Contains(text, setting) {
		return text
	}
	return w.Format("chip.name", "setting", setting, "text", text)
}

// facts are the chips of a layer that no control changes.
func facts(w Words, l spec.Layer, short bool) (rows [2][]Chip) {
	fact := func(key, value string) Chip { return Chip{Text: chipText(w, key, value, short)} }
	switch l := l.(type) {
	case spec.Conv2D:
		rows[0] = []Chip{fact("chip.size", strconv.Itoa(l.KernelSize)), fact("chip.filters", strconv.Itoa(l.Filters))}
		rows[1] = []Chip{fact("chip.stride", strconv.Itoa(l.Stride())), fact("chip.plain", string(l.Padding.Or()))}
	case spec.MaxPooling2D:
		return pooled(fact, w.Format("block.max"), l.PoolSize, l.Strides, l.Padding)
	case spec.AveragePooling2D:
		return pooled(fact, w.Format("block.average"), l.PoolSize, l.Strides, l.Padding)
	case spec.Dense:
		rows[0] = []Chip{fact("chip.units", strconv.Itoa(l.Units)), fact("chip.plain", string(l.Activation.Or()))}
	}
	return rows
}

// pooled are the facts of a pooling of a kind. Keras's stride is the size unless it was chosen.
func pooled(fact func(key, value string) Chip, kind string, size, stride int, padding spec.Padding) (rows [2][]Chip) {
	if stride == 0 {
		stride = size
	}
	rows[0] = []Chip{fact("chip.plain", kind), fact("chip.size", strconv.Itoa(size))}
	rows[1] = []Chip{fact("chip.stride", strconv.Itoa(stride)), fact("chip.plain", string(padding.Or()))}
	return rows
}

// Value is a setting's value in words: "average" for global_average.
func Value(w Words, path, value string) string {
	switch state.FieldName(path) {
	case "head":
		return w.Format("head." + value)
	case "pooling":
		return w.Format("block." + value)
	}
	return value
}

// ChipSummary is the chips of a column in one text, with a line for each row.
func ChipSummary(rows [2][]Chip) string {
	var lines []string
	for _, row := range rows {
		var texts []string
		for _, chip := range row {
			texts = append(texts, chip.Text)
		}
		if len(texts) > 0 {
			lines = append(lines, strings.Join(texts, ", "))
		}
	}
	return strings.Join(lines, "\n")
}

// MapsTitle is the title of all maps of a layer: "conv 1 · 32 maps".
func MapsTitle(w Words, s *state.State, layer int) string {
	m := s.Model()
	shapes, err := m.Shapes()
	if err != nil || layer >= len(shapes) {
		return ""
	}
	key := "maps.title"
	if shapes[layer].Flat() {
		key = "maps.units"
	}
	return w.Format(key, "name", ColumnNames(w, m)[layer], "n", strconv.Itoa(shapes[layer].C))
}

// ColumnTitle is the title of a column's controls: its name.
func ColumnTitle(w Words, s *state.State, layer int) string {
	if names := ColumnNames(w, s.Model()); layer >= 0 && layer < len(names) {
		return names[layer]
	}
	return ""
}

// ColumnSizes writes the sizes of a layer's input and output, and that of its output in the network learned last if it is another:
// "28×28 → 28×28, was 26×26".
func ColumnSizes(w Words, s *state.State, layer int) string {
	m := s.Model()
	shapes, err := m.Shapes()
	if err != nil || layer < 0 || layer >= len(shapes) {
		return ""
	}
	in := m.Input
	if layer > 0 {
		in = shapes[layer-1]
	}
	text := sizeOf(in) + " → " + sizeOf(shapes[layer])
	learned := s.Learned()
	if was, err := learned.Shapes(); err == nil && len(was) == len(shapes) && sizeOf(was[layer]) != sizeOf(shapes[layer]) {
		return w.Format("column.was", "sizes", text, "size", sizeOf(was[layer]))
	}
	return text
}

// sizeOf is "26×26" of maps, and the count of numbers of a row.
func sizeOf(s spec.Shape) string {
	if s.Flat() {
		return Count(s.C)
	}
	return Size(s)
}
