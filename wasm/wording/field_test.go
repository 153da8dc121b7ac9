package wording

import (
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

func fields() []state.Field {
	return slices.Concat(state.ConvFields(1), state.PoolFields(1), state.DenseFields(), state.TrainingFields())
}

func TestEveryFieldHasItsTexts(t *testing.T) {
	for _, language := range []string{"en", "ko"} {
		w, settings := words(t, language), state.New().Draft.Settings
		for _, f := range fields() {
			complete(t, "the label of "+f.Path, FieldLabel(w, f.Path))
			complete(t, "the hint of "+f.Path, FieldHint(w, settings, f.Path))
			for _, value := range f.Values {
				complete(t, value+" of "+f.Path, FieldValue(w, f.Path, value))
			}
		}
	}
}

func TestValuesAreWrittenAsPeopleReadThem(t *testing.T) {
	w := words(t, "en")
	for _, c := range []struct{ path, value, want string }{
		{"blocks[0].window", "4", "4×4"}, {"blocks[0].pool_size", "2", "2×2"}, {"blocks[0].pooling", "average", "avg"},
		{"blocks[0].stride", "2", "2"}, {"head", "global_average", "average"}, {"training.shift", "0", "off"}, {"training.shift", "1", "1"},
		{"training.optimizer", "sgd", "SGD"}, {"training.optimizer", "rmsprop", "rmsprop"}, {"blocks[0].padding", "same", "same"},
	} {
		if got := FieldValue(w, c.path, c.value); got != c.want {
			t.Errorf("%s = %s is written %q, want %q", c.path, c.value, got, c.want)
		}
	}
}

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
