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
		for layer := range len(s.Model().Layers) - 1 { // the answer has no chips
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

func TestChipsOfOneFilterAndOfTheMeanOfEachMapAreInWords(t *testing.T) {
	s := state.New()
	m := spec.Model{Input: spec.Shape{H: 28, W: 28, C: 1}, Layers: []spec.Layer{
		spec.Conv2D{Filters: 1, KernelSize: 3, Activation: spec.ReLU}, spec.GlobalAveragePooling2D{},
		spec.Dense{Units: 1, Activation: spec.ReLU}, spec.Dense{Units: 10, Activation: spec.Softmax},
	}}
	s.Update(wire.Network{Model: m, Training: spec.Note(64), Origin: wire.Yours})
	w := words(t, "en")
	if got := ChipSummary(chips(w, s, 0, false)); got != "3×3, 1 filter\nstride 1, valid" {
		t.Errorf("the chips of conv 1 show %q", got)
	}
	if got := ChipSummary(chips(w, s, 2, false)); got != "average, 1 unit\nrelu, dropout 0" {
		t.Errorf("the chips of dense show %q", got)
	}
	if got := layerCaption(w, s, m, 0); got != "1 filter, 3×3" {
		t.Errorf("the caption of conv 1 is %q", got)
	}
}

// The controls are those of the next network before the worker has it, and the columns those of the one before.
func TestChipsAreOfTheNetworkThatIsShown(t *testing.T) {
	w, s := words(t, "en"), learned(spec.NoteConvnet())
	s.Update(state.ChoosePreset{Name: "dense"})
	got := LayerColumn(w, s, 0, Brevity{}).Chips
	if text := ChipSummary(got); text != "3×3, 32 filters\nstride 1, valid" {
		t.Errorf("of the first convolution they say %q", text)
	}
	for _, row := range got {
		for _, chip := range row {
			if chip.Path != "" {
				t.Errorf("%q opens %s, which another network has", chip.Text, chip.Path)
			}
		}
	}
}

func TestThePointerOverTheChosenNumberOffersNothing(t *testing.T) {
	w, s := words(t, "en"), explained(t, spec.NoteConvnet(), 4, nil)
	n := s.Route.Chosen()
	label := func() string { return LayerColumn(w, s, n.Layer, Brevity{}).MapLabel }
	chosen := label()
	s.Update(state.HoverNumber{Layer: n.Layer, Cell: n.Cell})
	if got := label(); got != chosen {
		t.Errorf("over the chosen number it says %q, want %q", got, chosen)
	}
	n.Cell.Column = 1
	if s.Update(state.HoverNumber{Layer: n.Layer, Cell: n.Cell}); label() != w.Format("column.keep") {
		t.Errorf("over the next one it says %q", label())
	}
}
