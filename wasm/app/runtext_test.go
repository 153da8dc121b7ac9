package main

import (
	"testing"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/view"
)

func TestANetworkIsNamedByItsPresetOrWhatItIsBuiltOf(t *testing.T) {
	w := words(t, "en")
	own, _ := view.FromModel(spec.NoteConvnet(), spec.Note(64))
	if got, want := networkName(w, own), w.Say("preset.convnet"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	own.Blocks = own.Blocks[:2]
	own.Blocks[0].Filters, own.Blocks[1].Stride = 16, 2
	own.Blocks[1].Pooling = view.NoPooling
	if got, want := networkName(w, own), "16 3×3 max pool → 64 3×3 stride 2 → dense 64"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCellsOfATrainingSayWhatTheirStarMeans(t *testing.T) {
	w := words(t, "en")
	d, _ := view.FromModel(spec.NoteConvnet(), spec.Note(64))
	r := view.Record{Model: spec.NoteConvnet(), Training: spec.Note(64), Epochs: 2, Accuracy: 0.9871, Tested: 1000, Steered: true, Checksum: "0123456789abcdef"}
	for cell, want := range map[string]string{
		"accuracy": "≈ 98.71 %", "epochs": "2 of 5", "rate": "0.001 *", "batch": "64", "weights": "93,322", "checksum": "0123456", "shift": "off",
	} {
		text, title := runCell(w, r, d, cell)
		if text != want {
			t.Errorf("%s: %q, want %q", cell, text, want)
		}
		if (cell == "accuracy" || cell == "rate") && title == "" {
			t.Errorf("%s does not say why it is marked", cell)
		}
	}
}

func TestAResetAsksAboutWholeEpochsOfOnesOwn(t *testing.T) {
	if got := lost(trained(t, wire.Network{Origin: wire.Yours, Epoch: 3}, wire.Progress{})); got != 3 {
		t.Errorf("a reset would throw away %d epochs, want 3", got)
	}
	if got := lost(view.New()); got != 0 {
		t.Errorf("a new page would lose %d epochs", got)
	}
}

func TestKeysMoveAlongTheCurves(t *testing.T) {
	for key, want := range map[string]int{"ArrowLeft": -1, "ArrowRight": 1, "PageUp": 10, "PageDown": -10, "a": 0} {
		if got := curveKey(key); got != want {
			t.Errorf("%s moves by %d, want %d", key, got, want)
		}
	}
	if curveKey("Home") > -spec.MaxEpochs || curveKey("End") < spec.MaxEpochs {
		t.Error("Home and End do not reach the ends")
	}
}
