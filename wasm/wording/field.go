package wording

import (
	"fmt"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// FieldLabel names the setting of a path.
func FieldLabel(w Words, path string) string {
	name := state.FieldName(path)
	switch name {
	case "activation", "hidden":
		return w.Format("settings.activation")
	case "head":
		return w.Format("settings.to_vector")
	}
	var block int
	if n, _ := fmt.Sscanf(path, "blocks[%d].", &block); n == 1 {
		return w.Format("block." + name)
	}
	return w.Format("settings." + name)
}

// FieldHint explains the setting of a path.
func FieldHint(w Words, s state.Settings, path string) string {
	var block int
	if n, _ := fmt.Sscanf(path, "blocks[%d].window", &block); n == 1 && path == state.FieldPath(block, "window") && block < len(s.Blocks) {
		return WindowHint(w, s, block)
	}
	return w.Format("hint." + state.FieldName(path))
}

// FieldValue is a value of the setting of a path, as its control writes it: "3×3", "max", "off", "SGD".
func FieldValue(w Words, path, value string) string {
	switch name := state.FieldName(path); {
	case name == "window" || name == "pool_size":
		return value + "×" + value
	case name == "pooling":
		return w.Format("block." + value)
	case name == "head":
		return w.Format("head." + value)
	case name == "shift" && value == "0":
		return w.Format("settings.off")
	case value == spec.SGD:
		return "SGD"
	case value == spec.Adam:
		return "Adam"
	}
	return value
}
