package wording

import (
	"slices"
	"testing"

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
