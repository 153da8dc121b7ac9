package wording

import (
	"testing"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

func TestTheSentenceOfTheTraining(t *testing.T) {
	w, s := words(t, "en"), state.New().Draft.Settings
	for path, want := range map[string]string{
		"training.epochs": "5", "training.examples": "60,000", "training.batch_size": "64", "training.optimizer": "rmsprop",
		"training.learning_rate": "0.001", "training.shift": "off", "training.seed": "1",
	} {
		if got := ChipValue(w, s, path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	s.Training.Seed, s.Training.Optimizer, s.Training.Shift = 1234567, spec.SGD, 2
	for path, want := range map[string]string{"training.seed": "1234567", "training.optimizer": "SGD", "training.shift": "2"} {
		if got := ChipValue(w, s, path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
}

func TestOneEpochIsSingular(t *testing.T) {
	w := words(t, "en")
	for epochs, want := range map[int][2]string{1: {"epoch on", "1 epoch, 300"}, 5: {"epochs on", "5 epochs, 300"}} {
		word, short := EpochsWord(w, epochs), TrainingShort(w, spec.Training{Epochs: epochs, Examples: 300})
		if word != want[0] || short != want[1] {
			t.Errorf("%d: %q and %q, want %q", epochs, word, short, want)
		}
	}
}
