package wording

import (
	"strings"
	"testing"

	"convlab/engine/spec"
)

func TestTheNotesNetworksAreSetBesideEachOther(t *testing.T) {
	rows, err := spec.NoteConvnet().Ledger()
	if err != nil {
		t.Fatal(err)
	}
	text := Comparison(words(t, "en"), rows, false)
	complete(t, "comparison", text)
	complete(t, "comparison", Comparison(words(t, "ko"), rows, false))
	// The note: the dense network has 4.4 times the weights of the convnet and 6.9 times fewer multiply-adds.
	for _, want := range []string{"407,050", "4.4 times as many", "0.41 M", "about 7 times fewer"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q does not say %q", text, want)
		}
	}
	dense, err := spec.NoteDense().Ledger()
	if err != nil {
		t.Fatal(err)
	}
	if text := Comparison(words(t, "en"), dense, true); !strings.Contains(text, "93,322") {
		t.Errorf("beside the dense network stands %q, want the convnet", text)
	}
}

func TestDroppedPositionsAreSaid(t *testing.T) {
	m := spec.NoteConvnet()
	rows, err := m.Ledger()
	if err != nil {
		t.Fatal(err)
	}
	w := words(t, "en")
	// The second pool of the note reads 10 of 11 rows and columns: 121 - 100.
	if got, want := Dropped(w, rows, LayerNames(w, m)), "max pool 11×11 → 5×5 drops 21 of 121 positions: no window reads them."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEveryLayerHasAName(t *testing.T) {
	for _, language := range []string{"en", "ko"} {
		w := words(t, language)
		m := spec.Model{Input: spec.MNIST(), Layers: append(append([]spec.Layer{spec.Conv2D{}, spec.Conv2D{}, spec.Dense{}}, spec.Kinds()...), spec.Dense{})}
		names := LayerNames(w, m)
		for i, name := range names {
			if name == "" || strings.HasPrefix(name, "layer.") {
				t.Errorf("%s: %s is called %q: name it in web/strings/%s.json", language, m.Layers[i].Kind(), name, language)
			}
		}
		if names[0] == names[1] || names[2] == names[len(names)-1] {
			t.Errorf("%s: two convolutions, or dense and output, have one name: %q", language, names)
		}
	}
}

func TestALayerSaysHowOftenItsWeightsAreUsed(t *testing.T) {
	rows, err := spec.NoteConvnet().Ledger()
	if err != nil {
		t.Fatal(err)
	}
	w := Words{"summary.used": "{n} times", "summary.once": "once"}
	want := []string{"676 times", "", "121 times", "", "9 times", "", "once", "once"} // 26×26, 11×11 and 3×3 places
	for i, row := range rows {
		if got := WeightUse(w, row); got != want[i] {
			t.Errorf("%s: %q, want %q", row.Name, got, want[i])
		}
	}
}
