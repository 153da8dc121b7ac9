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
