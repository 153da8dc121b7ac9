package wording

import (
	"slices"
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

func TestWhatUnitsAddHasASignEach(t *testing.T) {
	if got := ContributionTexts([]float32{0.62, -0.31, 0, 9, 0.04}, []int{0, 1, 2, 4}); !slices.Equal(got, []string{"+0.6", "−0.3", "0.0", "0.0"}) {
		t.Errorf("written is %q", got)
	}
	if got := ContributionTexts([]float32{0.062, -0.031}, []int{1, 0}); !slices.Equal(got, []string{"−0.03", "+0.06"}) {
		t.Errorf("of small numbers written is %q", got)
	}
}

func TestTheCaptionOfADenseNetworkNamesUnitsIfItHasSome(t *testing.T) {
	m := spec.NoteDense()
	last := m.Layers[len(m.Layers)-1]
	if got := OpenedCaption(nil, m); got != "opened.units" {
		t.Errorf("with units it is %q", got)
	}
	m.Layers = []spec.Layer{m.Layers[0], last}
	if got := OpenedCaption(nil, m); got != "opened.digits" {
		t.Errorf("without it is %q", got)
	}
}

func TestAMosaicThatIsCutSaysSo(t *testing.T) {
	w := Words{"opened.all": "all {n}", "opened.some": "{shown} of {n}", "opened.numbered": "{units} by number", "opened.dots": "{order}, dots"}
	s := state.New()
	s.Update(state.ChoosePreset{Name: "dense"})
	if got := MosaicLabel(w, s, 512, false); got != "all 512 by number, dots" {
		t.Errorf("over all units is %q", got)
	}
	if got := MosaicLabel(w, s, 511, true); got != "511 of 512 by number" {
		t.Errorf("over the others is %q", got)
	}
}

func TestAMosaicSaysByWhichDigitItIsSorted(t *testing.T) {
	w := Words{"opened.all": "all {n}", "opened.sorted": "{units} for {digit}"}
	s := state.New()
	m := spec.NoteDense()
	shapes, _ := m.Shapes()
	for _, e := range []state.Event{
		state.WorkerStarted{}, wire.Hello{}, wire.Network{Model: m, Training: spec.Note(128), Origin: wire.Pretrained},
		state.SortUnits{On: true}, wire.Activations{Shapes: append([]spec.Shape{m.Input}, shapes...), Ink: true}, wire.Explanation{
			ID: 1000, Digit: 4, Layer: 1, Route: make([]spec.Cell, len(m.Layers)+1), Logits: make([]float32, 10), UnitScores: make([]float32, 10),
			Contributions: make([]float32, 512), Unit: &wire.Unit{Weights: make([]float32, 784), Products: make([]float32, 784)},
		},
	} {
		s.Update(e)
	}
	if got := MosaicLabel(w, s, 512, true); got != "all 512 for 4" {
		t.Errorf("over all units is %q", got)
	}
}
