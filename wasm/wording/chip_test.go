package wording

import (
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

func TestTheNameOfAChipHasItsSettingAndWhatItShows(t *testing.T) {
	s := state.New()
	s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Pretrained})
	for _, language := range []string{"en", "ko"} {
		w := words(t, language)
		seen := 0
		for layer := range s.Model().Layers {
			for _, short := range []bool{false, true} {
				for _, row := range chips(w, s, layer, short) {
					for _, chip := range row {
						seen++
						if label := FieldLabel(w, chip.Path); !strings.Contains(chip.Name, chip.Text) || !strings.Contains(chip.Name, label) {
							t.Errorf("%s: the chip of %s shows %q and is named %q", language, label, chip.Text, chip.Name)
						}
					}
				}
			}
		}
		if seen < 40 {
			t.Errorf("%s: there are only %d chips", language, seen)
		}
	}
}

func TestAChipThatNamesItsSettingHasNoOtherName(t *testing.T) {
	s := state.New()
	s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Pretrained})
	rows := chips(words(t, "en"), s, 0, false)
	var names []string
	for _, chip := range append(rows[0], rows[1]...) {
		names = append(names, chip.Name)
	}
	if got := strings.Join(names, ", "); got != "window: 3×3, 32 filters, stride 1, padding: valid" {
		t.Errorf("the chips of conv 1 are named %s", got)
	}
}
