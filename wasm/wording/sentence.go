package wording

import (
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

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
