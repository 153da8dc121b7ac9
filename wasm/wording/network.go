package wording

import (
	"slices"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// PresetName names a preset in the menu of networks: "Convnet", "Half-width convnet".
func PresetName(w Words, preset string) string {
	if state.Shipped(preset) {
		return w.Format("top." + preset)
	}
	return w.Format("preset." + preset)
}

// PresetWeights says how many weights a preset has, and which are the note's.
func PresetWeights(w Words, p spec.Preset) string {
	cost, err := p.Model.Cost()
	if err != nil {
		return ""
	}
	key := "top.weights"
	if slices.ContainsFunc([]spec.Model{spec.NoteDense(), spec.NoteConvnet()}, p.Model.Same) {
		key = "top.note_weights"
	}
	return w.Format(key, "n", Count(cost.Weights))
}

// NetworkTitle names the network of the controls: its preset, "Convnet, changed" for a change of a learned preset, or "Your own".
func NetworkTitle(w Words, s *state.State) string {
	if preset := s.Draft.Preset(); preset != "" {
		return PresetName(w, preset)
	}
	if learned := s.LearnedPreset(); learned != "" && s.Changed() {
		return w.Format("top.changed", "name", PresetName(w, learned))
	}
	return w.Format("preset.own")
}
