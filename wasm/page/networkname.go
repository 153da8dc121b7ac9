package main

import (
	"strconv"
	"strings"

	"convlab/engine/spec"
	"convlab/wasm/view"
)

// networkName names a network in a few words: its preset, or what it is built
// of: "16 3×3 max → 32 3×3 stride 2 → dense 64".
func networkName(w view.Words, s view.Settings) string {
	if preset := s.Preset(); preset != "" {
		return w.Say("preset." + preset)
	}
	var parts []string
	for _, b := range s.Blocks {
		window := strconv.Itoa(b.Window)
		part := strconv.Itoa(b.Filters) + " " + window + "×" + window
		if b.Stride != 1 {
			part += " " + w.Say("runs.stride", "n", strconv.Itoa(b.Stride))
		}
		if text := blockText(b, "padding"); text != "valid" {
			part += " " + text
		}
		switch b.Pooling {
		case view.MaxPooling:
			part += " " + view.LayerName(w, spec.MaxPooling2D{}, 0)
		case view.AveragePooling:
			part += " " + view.LayerName(w, spec.AveragePooling2D{}, 0)
		}
		parts = append(parts, part)
	}
	if s.Head == view.GlobalHead {
		parts = append(parts, view.LayerName(w, spec.GlobalAveragePooling2D{}, 0))
	}
	if s.Units > 0 {
		parts = append(parts, view.LayerName(w, spec.Dense{}, 0)+" "+count(s.Units))
	}
	if s.Dropout > 0 {
		parts = append(parts, view.LayerName(w, spec.Dropout{}, 0)+" "+spec.FormatDecimal(s.Dropout))
	}
	if len(parts) == 0 {
		names := view.LayerNames(w, s.Model()) // flatten and output
		return names[len(names)-1]
	}
	return strings.Join(parts, " → ")
}
