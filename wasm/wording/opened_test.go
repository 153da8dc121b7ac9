package wording

import (
	"slices"
	"testing"

	"convlab/engine/spec"
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
	w := Words{"opened.all": "all {n}", "opened.some": "{shown} of {n}"}
	if got := MosaicLabel(w, spec.NoteDense(), 512); got != "all 512" {
		t.Errorf("over all units is %q", got)
	}
	if got := MosaicLabel(w, spec.NoteDense(), 511); got != "511 of 512" {
		t.Errorf("over the others is %q", got)
	}
}
