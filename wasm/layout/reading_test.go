package layout

import (
	"slices"
	"strings"
	"testing"

	"convlab/engine/wire"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

func TestTheKeyboardReadsEveryMeasurementOfTheCurves(t *testing.T) {
	s := open(t, wire.Yours)
	w := wording.Words{"stage.loss": "Loss", "stage.accuracy": "Accuracy", "stage.axis.epochs": "{n} epochs", "stage.train": "train", "stage.test": "test"}
	if s.Update(state.StepReading{By: 1}); s.Selection.Reading.On || ReadingText(w, s) != "" {
		t.Error("there is no curve, and a reading")
	}
	s.Update(wire.Scores{Points: []wire.Score{
		{Set: wire.TrainSet, Epoch: 0.5, Loss: 0.7}, {Set: wire.TrainSet, Epoch: 1, Loss: 0.5}, {Set: wire.TestSet, Epoch: 1, Loss: 0.4, Accuracy: 0.9}, {Set: wire.TrainSet, Epoch: 1.5, Loss: 0.3},
	}})
	for _, c := range []struct {
		by   int
		x    float64
		says string
	}{
		{0, 1.5, "train 0.300"}, {-1, 1, "train 0.500 · test 0.400"}, {-5, 0.5, "train 0.700"}, {1, 1, "test 90.00"}, {100, 1.5, "1.5"},
	} {
		s.Update(state.StepReading{By: c.by})
		if !s.Selection.Reading.On || s.Selection.Reading.X != c.x || !strings.Contains(ReadingText(w, s), c.says) {
			t.Errorf("by %d: at %v, saying %q; want %v and %q", c.by, s.Selection.Reading.X, ReadingText(w, s), c.x, c.says)
		}
	}
	if s.Update(state.SetReading{}); s.Selection.Reading.On {
		t.Error("the reading stays when the focus has left")
	}
}

// Training scores arrive every few steps, test scores at the ends of epochs: the nearest ones rarely have the same place.
func TestAReadingNamesTheEpochOfEachValue(t *testing.T) {
	w := wording.Words{
		"stage.loss": "Loss", "stage.accuracy": "Accuracy", "stage.train": "train", "stage.test": "test",
		"stage.axis.epochs": "epoch {n}", "stage.axis.seconds": "{n} s",
	}
	scores := []wire.Score{
		{Set: wire.TrainSet, Epoch: 0.96, Seconds: 9.6, Loss: 0.3}, {Set: wire.TrainSet, Epoch: 1, Seconds: 10, Loss: 0.2}, {Set: wire.TestSet, Epoch: 1, Seconds: 10.5, Loss: 0.1},
		{Set: wire.TrainSet, Epoch: 1.4, Seconds: 15, Loss: 0.15}, {Set: wire.TestSet, Epoch: 2, Seconds: 21, Loss: 0.05},
		{Set: wire.TrainSet, Epoch: 5, Seconds: 50, Loss: 0.01},
	}
	for _, c := range []struct {
		axis state.Axis
		x    float64
		want string
	}{
		{state.Epochs, 1.45, "epoch 1.4 · train 0.150|epoch 1 · test 0.100"},
		{state.Epochs, 1.6, "epoch 1.4 · train 0.150|epoch 2 · test 0.050"},
		{state.Epochs, 0.5, "epoch 0.96 · train 0.300|epoch 1 · test 0.100"}, // and not 1.0, to which it could be rounded
		{state.Epochs, 1.1, "epoch 1 · train 0.200 · test 0.100"},
		{state.Seconds, 16, "15 s · train 0.150|21 s · test 0.050"},
	} {
		s := open(t, wire.Yours)
		s.Selection.Axis, s.Run.Scores = c.axis, scores
		s.Selection.Reading = state.Reading{On: true, X: c.x}
		if got := strings.Join(readingOf(w, s, lossMetric()), "|"); got != c.want {
			t.Errorf("at %v %s the loss reads %q, want %q", c.x, c.axis, got, c.want)
		}
		if got := ReadingText(w, s); !strings.HasPrefix(got, "Loss: "+strings.ReplaceAll(c.want, "|", ", ")+". Accuracy: ") {
			t.Errorf("at %v %s %q is said", c.x, c.axis, got)
		}
	}
}

// The browser cuts a label at its sides, so a text that is too long for a narrow chart is wrapped, and all its lines are in the plot.
func TestAReadingStaysInItsChart(t *testing.T) {
	for _, language := range []string{"en", "ko"} {
		for _, size := range []float32{288, 326, 358, 600} {
			for _, v := range []metric{lossMetric(), accuracyMetric()} {
				s := state.New()
				w := words(t, language)
				s.Run.Scores = []wire.Score{{Set: wire.TrainSet, Epoch: 14.27, Loss: 123_456, Accuracy: 0.1}, {Set: wire.TestSet, Epoch: 15, Loss: 99_999.999, Accuracy: 1}}
				s.Selection.Reading = state.Reading{On: true, X: 14.5}
				page := &charts{Scene: &scene.Scene{}, state: s, words: w}
				page.chart(scene.Rect{X: 16, W: size, H: 200}, v)
				plot, texts := page.Hits[0].Cell, readingOf(w, s, v)
				if len(texts) != 2 {
					t.Fatalf("read is %q, want a text for each curve", texts)
				}
				for i, l := range page.Labels[len(page.Labels)-len(texts):] {
					inside := l.Rect.X >= plot.X && l.Rect.X+l.Rect.W <= plot.X+plot.W && l.Rect.Y >= plot.Y && l.Rect.Y+l.Rect.H <= plot.Y+plot.H+0.01
					if l.Text != texts[i] || !l.Wrap || !inside {
						t.Errorf("%s, %v px, %s: label %q at %v of plot %v, want %q inside", language, size, v.title, l.Text, l.Rect, plot, texts[i])
					}
				}
			}
		}
	}
}

func TestTheTableHasARowForEachWholeEpochAndTheNewestTest(t *testing.T) {
	s := state.New()
	s.Run.Scores = []wire.Score{
		{Set: wire.TestSet, Epoch: 0.5, Loss: 9}, {Set: wire.TrainSet, Epoch: 0.9, Loss: 0.5, Accuracy: 0.8}, {Set: wire.TestSet, Epoch: 1, Loss: 0.25, Accuracy: 0.9125},
		{Set: wire.TrainSet, Epoch: 1.4, Loss: 0.2, Accuracy: 0.95}, {Set: wire.TestSet, Epoch: 1.5, Loss: 0.125, Accuracy: 1},
	}
	want := [][5]string{{"1", "0.500", "80.00", "0.250", "91.25"}, {"1.5", "0.200", "95.00", "0.125", "100.00"}}
	if got := ScoreTable(s); !slices.Equal(got, want) {
		t.Errorf("the table is %q, want %q", got, want)
	}
	s.Run.Scores = s.Run.Scores[:1]
	if got := ScoreTable(s); len(got) != 1 || got[0][1] != "–" {
		t.Errorf("without training scores it is %q", got)
	}
}
