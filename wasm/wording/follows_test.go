package wording

import (
	"strings"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

// learned is a page whose worker has a learned network of a model.
func learned(m spec.Model) *state.State {
	s := state.New()
	s.Update(state.Found{})
	s.Update(state.Claimed{Mine: true})
	s.Update(state.WorkerStarted{})
	s.Update(wire.Hello{Build: "test"})
	s.Update(wire.Network{Model: m, Training: spec.Note(64), Origin: wire.Pretrained})
	return s
}

// weightsOf counts the weights of a model.
func weightsOf(t *testing.T, m spec.Model) int {
	t.Helper()
	cost, err := m.Cost()
	if err != nil {
		t.Fatal(err)
	}
	return cost.Weights
}

func TestTheSentenceUnderTheControlsSaysWhichLayersMustBeLearned(t *testing.T) {
	for _, language := range []string{"en", "ko"} {
		w := words(t, language)
		s := learned(spec.NoteConvnet())
		if text := Follows(w, s); text != "" {
			t.Errorf("without a change it says %q", text)
		}
		s.Update(state.SetField{Path: "blocks[0].pooling", Value: "average"})
		kept := Follows(w, s)
		complete(t, "after a change that fits it", kept)
		if !strings.Contains(kept, w.Format("fix.learn_none")) || !strings.Contains(kept, w.Format("cost.same")) {
			t.Errorf("after a change that fits it says %q", kept)
		}
		s.Update(state.SetField{Path: "units", Value: "32"})
		must := Follows(w, s)
		complete(t, "after a change of the units it", must)
		if !strings.Contains(must, w.Format("layer.dense")) || !strings.Contains(must, w.Format("layer.output")) || strings.Contains(must, w.Format("fix.learn_none")) || !strings.Contains(must, Count(weightsOf(t, s.Draft.Model()))) {
			t.Errorf("after a change of the units it says %q", must)
		}
	}
}

func TestTheSentenceUnderTheControlsSaysThatTheRunIsPaused(t *testing.T) {
	w, s := words(t, "en"), learned(spec.NoteConvnet())
	s.Update(wire.Progress{Phase: wire.Running, Epochs: 5, Steps: 938, Step: 3})
	s.Update(state.SetField{Path: "blocks[0].stride", Value: "2"})
	s.Update(state.TakeFix{})
	if text := Follows(w, s); !strings.HasPrefix(text, w.Format("learn.paused")) {
		t.Errorf("it says %q", text)
	}
}

func TestTheTitleOfControlsNamesTheSizeThatWas(t *testing.T) {
	w := words(t, "en")
	s := learned(spec.NoteConvnet())
	if got := ColumnSizes(w, s, 0); got != "28×28 → 26×26" {
		t.Errorf("without a change the sizes are %q", got)
	}
	s.Update(state.SetField{Path: "blocks[0].padding", Value: "same"})
	changed := s.Draft.Model()
	s.Update(wire.Network{Model: changed, Training: spec.Note(64), Origin: wire.Pretrained, Learned: spec.NoteConvnet(), Learn: s.Draft.Learn})
	if got := ColumnSizes(w, s, 0); got != "28×28 → 28×28, was 26×26" {
		t.Errorf("with the same padding the sizes are %q", got)
	}
	if got := ColumnSizes(w, s, 6); got != "1,024 → 64" {
		t.Errorf("the sizes of the Dense layer are %q", got)
	}
}

func TestAButtonThatRemovesAConvolutionNamesItsPooling(t *testing.T) {
	w := words(t, "en")
	s := learned(spec.NoteConvnet())
	for layer, want := range map[int]string{0: "Remove conv 1 and pool 1", 1: "Remove pool 1", 4: "Remove conv 3"} {
		if got := RemoveLayer(w, s, layer); got != want {
			t.Errorf("the button of layer %d says %q, want %q", layer, got, want)
		}
	}
}

func TestANetworkThatTheControlsCannotShowHasItsSettingsAsText(t *testing.T) {
	w := words(t, "en")
	for layer, want := range map[spec.Layer]string{
		spec.Conv2D{Filters: 8, KernelSize: 5, Strides: 2}:         "5×5, 8 filters\nstride 2, valid",
		spec.MaxPooling2D{PoolSize: 3}:                             "max, 3×3\nstride 3, valid",
		spec.AveragePooling2D{PoolSize: 2, Padding: spec.Same}:     "avg, 2×2\nstride 2, same",
		spec.Dense{Units: 20, Activation: spec.Activation("tanh")}: "20 units, tanh",
	} {
		rows := facts(w, layer, false)
		if got := ChipSummary(rows); got != want {
			t.Errorf("%+v is %q, want %q", layer, got, want)
		}
		for _, row := range rows {
			for _, chip := range row {
				if chip.Path != "" {
					t.Errorf("%q has the control %s", chip.Text, chip.Path)
				}
			}
		}
	}
}
