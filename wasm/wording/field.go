package wording

import (
	"strconv"

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
	if _, _, ok := state.BlockOf(path); ok {
		return w.Format("block." + name)
	}
	return w.Format("settings." + name)
}

// FieldHint explains the setting of a path.
func FieldHint(w Words, s state.Settings, path string) string {
	if block, name, ok := state.BlockOf(path); ok && name == "window" && block < len(s.Blocks) {
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

// ChipValue is a value of the training as the sentence of the run bar has it: "60,000", "off", "SGD".
func ChipValue(w Words, s state.Settings, path string) string {
	text := state.FieldText(s, path)
	if f, _ := state.FieldOf(path); f.Kind == spec.Whole && len(f.Values) == 0 {
		if n, err := strconv.Atoi(text); err == nil && state.FieldName(path) != "seed" {
			return Count(n)
		}
	}
	return FieldValue(w, path, text)
}

// EpochsWord is the word of the sentence after the number of epochs.
func EpochsWord(w Words, epochs int) string {
	if epochs == 1 {
		return w.Format("sentence.epoch")
	}
	return w.Format("sentence.epochs")
}

// TrainingShort is the sentence on the narrow button of a phone: "5 epochs, 60,000".
func TrainingShort(w Words, t spec.Training) string {
	if t.Epochs == 1 {
		return w.Format("sentence.short_one", "images", Count(t.Examples))
	}
	return w.Format("sentence.short", "epochs", strconv.Itoa(t.Epochs), "images", Count(t.Examples))
}
