package view

import (
	"strings"
	"testing"

	"convlab/engine/wire"
)

func TestTheKeyboardReadsEveryMeasurementOfTheCurves(t *testing.T) {
	s := open(t, wire.Yours)
	s.Words = Words{"stage.loss": "Loss", "stage.accuracy": "Accuracy", "stage.axis.epochs": "{n} epochs", "stage.train": "train", "stage.test": "test"}
	if s.Update(StepReading{1}); s.Reading.On || s.ReadingText() != "" {
		t.Error("there is nothing to read, and something is read")
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
		s.Update(StepReading{c.by})
		if !s.Reading.On || s.Reading.X != c.x || !strings.Contains(s.ReadingText(), c.says) {
			t.Errorf("by %d: at %v, saying %q; want %v and %q", c.by, s.Reading.X, s.ReadingText(), c.x, c.says)
		}
	}
	if s.Update(PointAway{}); s.Reading.On {
		t.Error("the reading stays when the focus has left")
	}
}
