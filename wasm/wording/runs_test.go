package wording

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"convlab/engine/spec"
	"convlab/engine/wire"
	"convlab/wasm/state"
)

func TestANetworkIsNamedByItsPresetOrWhatItIsBuiltOf(t *testing.T) {
	w := words(t, "en")
	own, _ := state.FromModel(spec.NoteConvnet(), spec.Note(64))
	if got, want := NetworkName(w, own), w.Format("preset.convnet"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	own.Blocks = own.Blocks[:2]
	own.Blocks[0].Filters, own.Blocks[1].Stride = 16, 2
	own.Blocks[1].Pooling = state.NoPooling
	if got, want := NetworkName(w, own), "16 3×3 max pool → 64 3×3 stride 2 → dense 64"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCellsOfATrainingSayWhatTheirStarMeans(t *testing.T) {
	w := words(t, "en")
	d, _ := state.FromModel(spec.NoteConvnet(), spec.Note(64))
	r := state.Record{Model: spec.NoteConvnet(), Training: spec.Note(64), Epochs: 2, Accuracy: 0.9871, Tested: 1000, RateChanged: true, Checksum: "0123456789abcdef"}
	r.Training.Optimizer, r.Training.Momentum, r.Training.Nesterov = spec.SGD, 0.9, true
	for cell, want := range map[string]string{
		"accuracy": "≈ 98.71 %", "epochs": "2 of 5", "rate": "0.001 *", "batch": "64", "weights": "93,322", "checksum": "0123456", "shift": "off",
		"network": w.Format("preset.convnet"), "optimizer": "sgd, momentum 0.9, Nesterov",
	} {
		text, title := RunCell(w, r, d, cell)
		if text != want {
			t.Errorf("%s: %q, want %q", cell, text, want)
		}
		if (cell == "accuracy" || cell == "rate") && title == "" {
			t.Errorf("%s does not say why it is marked", cell)
		}
	}
}

// Settings with a column of their own, and those that are as usual, are not repeated there.
func TestOnlyUnusualSettingsAreNamedWithTheOptimiser(t *testing.T) {
	shifted, sgd := spec.Note(64), spec.Note(64)
	shifted.Shift = 2
	sgd.Optimizer, sgd.Momentum = spec.SGD, 0.5
	for want, training := range map[string]spec.Training{"rmsprop": shifted, "sgd, momentum 0.5": sgd} {
		r := state.Record{Model: spec.NoteConvnet(), Training: training}
		d, _ := state.FromModel(r.Model, r.Training)
		if text, _ := RunCell(words(t, "en"), r, d, "optimizer"); text != want {
			t.Errorf("%q, want %q", text, want)
		}
	}
}

func TestAContinuedRunSaysSoAndFromWhich(t *testing.T) {
	d, _ := state.FromModel(spec.NoteConvnet(), spec.Note(64))
	r := state.Record{Model: spec.NoteConvnet(), Training: spec.Note(64), Continued: true, ContinuedFrom: "fedcba9876543210"}
	for language, want := range map[string]string{"en": "convnet · continued from fedcba9", "ko": "합성곱 신경망 · fedcba9에서 이어서 학습"} {
		w := words(t, language)
		want = strings.Replace(want, strings.Split(want, " · ")[0], w.Format("preset.convnet"), 1)
		if text, title := RunCell(w, r, d, "network"); text != want || title != r.ContinuedFrom {
			t.Errorf("%s: %q, pointed at %q, want %q and the checksum in full", language, text, title, want)
		}
	}
	r.ContinuedFrom = "" // a row of an earlier release
	if text, _ := RunCell(words(t, "en"), r, d, "network"); !strings.HasSuffix(text, " · continued") {
		t.Errorf("%q does not say that it was continued", text)
	}
}

// A mark is whatever a cell has that is neither word nor number. Each begins a sentence under the table, and no sentence is
// about a mark that is not there.
func TestEveryMarkIsExplainedUnderTheTable(t *testing.T) {
	cells := []string{"network", "accuracy", "optimizer", "rate", "batch", "epochs", "images", "shift", "seed", "weights", "loss", "seconds", "speed", "checksum"}
	plain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" .,%·×→/’", r)
	}
	for _, language := range []string{"en", "ko"} {
		w := words(t, language)
		for kind := range 16 {
			r := state.Record{
				ID: 1, Model: spec.NoteConvnet(), Training: spec.Note(64), Epochs: 2, Accuracy: 0.98, Loss: 0.1, Seconds: 3, Checksum: "0123456789abcdef",
				Tested: spec.TestExamples, RateChanged: kind&1 > 0, Continued: kind&2 > 0,
			}
			best := 0
			if kind&4 > 0 {
				r.Tested = 1000
			}
			r.Training.Optimizer, r.Training.Momentum, r.Training.Nesterov = spec.SGD, 0.9, true
			d, _ := state.FromModel(r.Model, r.Training)
			var marks []string
			if kind&8 > 0 {
				best, marks = r.ID, append(marks, w.Format("runs.best"))
			}
			if r.Continued {
				marks = append(marks, w.Format("runs.continued"))
			}
			for _, cell := range cells {
				text, _ := RunCell(w, r, d, cell)
				for _, c := range text {
					if !plain(c) {
						marks = append(marks, string(c))
					}
				}
			}
			sentences := RunMarks(w, []state.Record{r}, best)
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

// oneRun is a page with one row in its table.
func oneRun(t *testing.T) *state.State {
	t.Helper()
	s := trained(t, wire.Network{Origin: wire.Untrained}, wire.Progress{})
	s.Update(wire.Scores{First: true})
	s.Update(wire.Network{Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Yours, Step: 1})
	s.Update(wire.Progress{Phase: wire.Finished, LearningRate: spec.Note(64).LearningRate, Seconds: 1})
	s.Update(wire.Results{Accuracy: 0.9, Loss: 0.1, Count: spec.TestExamples})
	s.Update(wire.Network{
		Model: spec.NoteConvnet(), Training: spec.Note(64), Origin: wire.Yours, Epoch: 1, Accuracy: 0.9, Tested: spec.TestExamples, Measured: true, Checksum: "sum",
	})
	if len(s.Records.List) != 1 {
		t.Fatalf("%d rows", len(s.Records.List))
	}
	return s
}

func TestWhatIsDoneWithRunsTakesAwayWhatWasSaidBefore(t *testing.T) {
	w := words(t, "en")
	s := oneRun(t)
	id := s.Records.List[0].ID
	if got := (RunAction{Copied: "runs.copied"}).Text(w, s); got != "Copied" {
		t.Fatalf("copied, and it says %q", got)
	}
	for _, c := range []struct {
		event state.Event
		want  string
	}{
		{state.UseRecord{ID: id}, "The controls show the settings of this run."},
		{state.SortRecords{By: state.ByLoss}, ""},
		{state.ClearRecords{}, "Runs removed: 1"},
		{state.RestoreRecords{}, ""},
		{state.RemoveRecord{ID: id}, "Runs removed: 1"},
	} {
		s.Update(c.event)
		if got := RunActionOf(c.event).Text(w, s); got != c.want {
			t.Errorf("after %T it says %q, want %q", c.event, got, c.want)
		}
	}
}
