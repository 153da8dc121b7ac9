package wording

import (
	"strconv"
	"strings"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// NetworkName names a network in a few words: its preset, or what it is built
// of: "16 3×3 max → 32 3×3 stride 2 → dense 64".
func NetworkName(w Words, s state.Settings) string {
	if preset := s.Preset(); preset != "" {
		return w.Format("preset." + preset)
	}
	var parts []string
	for _, b := range s.Blocks {
		window := strconv.Itoa(b.Window)
		part := strconv.Itoa(b.Filters) + " " + window + "×" + window
		if b.Stride != 1 {
			part += " " + w.Format("runs.stride", "n", strconv.Itoa(b.Stride))
		}
		if text := string(b.Padding.Or()); text != "valid" {
			part += " " + text
		}
		if pool := b.Pool(); pool != nil {
			part += " " + LayerName(w, pool, 0)
		}
		parts = append(parts, part)
	}
	if s.Head != state.FlattenHead { // the usual one
		parts = append(parts, LayerName(w, s.Head.Layer(), 0))
	}
	if s.Units > 0 {
		parts = append(parts, LayerName(w, spec.Dense{}, 0)+" "+Count(s.Units))
	}
	if s.Dropout > 0 {
		parts = append(parts, LayerName(w, spec.Dropout{}, 0)+" "+spec.FormatDecimal(s.Dropout))
	}
	if len(parts) == 0 {
		names := LayerNames(w, s.Model()) // flatten and output
		return names[len(names)-1]
	}
	return strings.Join(parts, " → ")
}

// LayerName names a layer in the user's words: "conv 2", "max pool", "dense".
// n is the number of a convolution in its network, from 1.
func LayerName(w Words, l spec.Layer, n int) string {
	switch l.(type) {
	case spec.Conv2D:
		return w.Format("layer.conv", "n", strconv.Itoa(n))
	case spec.Dense:
		return w.Format("layer.dense")
	}
	return w.Format("layer." + l.Kind())
}

// LayerNames names every layer of a model by LayerName, but a dense layer at its
// end "output".
func LayerNames(w Words, m spec.Model) []string {
	names := make([]string, len(m.Layers))
	convs := 0
	for i, l := range m.Layers {
		if _, ok := l.(spec.Conv2D); ok {
			convs++
		}
		names[i] = LayerName(w, l, convs)
	}
	if last := len(names) - 1; last >= 0 {
		if _, ok := m.Layers[last].(spec.Dense); ok {
			names[last] = w.Format("layer.output")
		}
	}
	return names
}
