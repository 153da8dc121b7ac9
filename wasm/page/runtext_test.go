package main

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"convlab/engine/spec"
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
	r.Training.Optimizer, r.Training.Momentum, r.Training.Nesterov = spec.SGD, 0.9, true
	for cell, want := range map[string]string{
		"accuracy": "≈ 98.71 %", "epochs": "2 of 5", "rate": "0.001 *", "batch": "64", "weights": "93,322", "checksum": "0123456", "shift": "off",
		"network": w.Say("preset.convnet"), "optimizer": "sgd, momentum 0.9, Nesterov",
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

func TestAContinuedRunSaysSoAndFromWhich(t *testing.T) {
	d, _ := view.FromModel(spec.NoteConvnet(), spec.Note(64))
	r := view.Record{Model: spec.NoteConvnet(), Training: spec.Note(64), Continued: true, ContinuedFrom: "fedcba9876543210"}
	for language, want := range map[string]string{"en": "convnet · continued from fedcba9", "ko": "합성곱 신경망 · fedcba9에서 이어서 학습"} {
		w := words(t, language)
		want = strings.Replace(want, strings.Split(want, " · ")[0], w.Say("preset.convnet"), 1)
		if text, title := runCell(w, r, d, "network"); text != want || title != r.ContinuedFrom {
			t.Errorf("%s: %q, pointed at %q, want %q and the checksum in full", language, text, title, want)
		}
	}
	r.ContinuedFrom = "" // a row of an earlier release
	if text, _ := runCell(words(t, "en"), r, d, "network"); !strings.HasSuffix(text, " · continued") {
		t.Errorf("%q does not say that it was continued", text)
	}
}

// A mark is whatever a cell has that is neither word nor number. Each begins a sentence under the table, and no sentence is
// about a mark that is not there.
func TestEveryMarkIsExplainedUnderTheTable(t *testing.T) {
	cells := []string{"network", "accuracy", "optimizer", "rate", "batch", "epochs", "images", "shift", "seed", "weights", "loss", "seconds", "speed", "checksum"}
	plain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" .,%·×→/'", r)
	}
	for _, language := range []string{"en", "ko"} {
		w := words(t, language)
		for kind := range 16 {
			r := view.Record{
				ID: 1, Model: spec.NoteConvnet(), Training: spec.Note(64), Epochs: 2, Accuracy: 0.98, Loss: 0.1, Seconds: 3, Checksum: "0123456789abcdef",
				Tested: spec.TestExamples, Steered: kind&1 > 0, Continued: kind&2 > 0,
			}
			best := 0
			if kind&4 > 0 {
				r.Tested = 1000
			}
			r.Training.Optimizer, r.Training.Momentum, r.Training.Nesterov = spec.SGD, 0.9, true
			d, _ := view.FromModel(r.Model, r.Training)
			var marks []string
			if kind&8 > 0 {
				best, marks = r.ID, append(marks, w.Say("runs.best"))
			}
			if r.Continued {
				marks = append(marks, w.Say("runs.continued"))
			}
			for _, cell := range cells {
				text, _ := runCell(w, r, d, cell)
				for _, c := range text {
					if !plain(c) {
						marks = append(marks, string(c))
					}
				}
			}
			sentences := runMarks(w, []view.Record{r}, best)
			for _, sentence := range sentences {
				complete(t, language, sentence)
			}
			for _, mark := range marks {
				if !slices.ContainsFunc(sentences, func(s string) bool { return strings.HasPrefix(s, mark) }) {
					t.Errorf("%s: %q is not explained by %q", language, mark, sentences)
				}
			}
			if len(sentences) != len(marks) {
				t.Errorf("%s: %d sentences %q for the marks %q", language, len(sentences), sentences, marks)
			}
		}
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
