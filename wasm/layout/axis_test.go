package layout

import (
	"fmt"
	"math"
	"testing"

	"convlab/engine/wire"
	"convlab/wasm/state"
)

func TestTicksAreReadable(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		n         int
		want      string
	}{
		{0, 5, 6, "[0 1 2 3 4 5]"},
		{0, 0.6, 4, "[0.0 0.2 0.4 0.6]"},
		{0, 100, 6, "[0 20 40 60 80 100]"},
		{0, 0.034, 4, "[0.00 0.01 0.02 0.03]"},
	} {
		a := ticked(c.low, c.high, niceStep(c.high-c.low, c.n))
		var texts []string
		for _, v := range a.ticks {
			texts = append(texts, a.text(v))
		}
		if got := fmt.Sprint(texts); got != c.want {
			t.Errorf("%v to %v: %s, want %s", c.low, c.high, got, c.want)
		}
	}
}

func TestAxesHoldTheScores(t *testing.T) {
	s := state.New()
	if a := yAxis(s, accuracyMetric(), 8); a.low != 90 || a.high != 100 {
		t.Errorf("before training accuracy runs from %v to %v, want 90 to 100", a.low, a.high)
	}
	s.Run.Scores = []wire.Score{{Set: wire.TrainSet, Epoch: 0.01, Loss: 2.3, Accuracy: 0.11}, {Set: wire.TrainSet, Epoch: 0.02, Loss: 2.1, Accuracy: 0.4}}
	if a := yAxis(s, accuracyMetric(), 8); a.low != 10 {
		t.Errorf("before the first test accuracy runs from %v, want 10, below all of the training", a.low)
	}
	s.Run.Scores = append(s.Run.Scores,
		wire.Score{Set: wire.TrainSet, Epoch: 1, Loss: 0.31, Accuracy: 0.912},
		wire.Score{Set: wire.TestSet, Epoch: 1, Loss: 0.15, Accuracy: 0.957},
		wire.Score{Set: wire.TestSet, Epoch: 2, Loss: 0.12, Accuracy: 0.964},
	)
	if a := yAxis(s, lossMetric(), 10); a.low != 0.1 || a.high != 5 {
		t.Errorf("loss runs from %v to %v, want 0.1 to 5", a.low, a.high)
	}
	if a := yAxis(s, accuracyMetric(), 8); a.low != 94 || a.high != 100 {
		t.Errorf("accuracy runs from %v to %v, want from 94, below the lowest test value, to 100", a.low, a.high)
	}
	s.Run.Scores[3].Accuracy, s.Run.Scores[4].Accuracy = 1, 1
	if a := yAxis(s, accuracyMetric(), 8); a.low != 98 || a.high != 100 {
		t.Errorf("accuracy of 100 %% runs from %v to %v, want 98 to 100", a.low, a.high)
	}
	s.Selection.Axis = state.Seconds
	s.Run.Scores[4].Seconds = 42
	if a := xAxis(s, maxTicks); a.high != 50 {
		t.Errorf("42 seconds end at %v, want 50", a.high)
	}
}

func TestAnAxisBeginsWhereItSays(t *testing.T) {
	a := axis{low: 90, high: 100}
	for value, want := range map[float64]float64{90: 0, 95: 0.5, 100: 1} {
		if got := a.fraction(value); got != want {
			t.Errorf("%v of 90 to 100 is at %v, want %v", value, got, want)
		}
	}
	a = axis{low: 0.01, high: 1, logarithmic: true}
	for value, want := range map[float64]float64{0.01: 0, 0.1: 0.5, 1: 1} {
		if got := a.fraction(value); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v of 0.01 to 1 stands at %v, want %v", value, got, want)
		}
	}
}

func TestAReadingFindsTheNearestScores(t *testing.T) {
	s := state.New()
	s.Run.Scores = []wire.Score{
		{Set: wire.TrainSet, Epoch: 1, Loss: 0.3}, {Set: wire.TrainSet, Epoch: 2, Loss: 0.2},
		{Set: wire.TestSet, Epoch: 2, Loss: 0.1},
	}
	s.Selection.Reading = state.Reading{On: true, X: 1.4}
	curves := seriesOf(nil, s, lossMetric())
	if p, ok := curves[0].nearest(s.Selection.Reading.X); !ok || p != (point{1, 0.3}) {
		t.Errorf("train at 1.4: %+v, want the score at 1", p)
	}
	if p, ok := curves[1].nearest(s.Selection.Reading.X); !ok || p != (point{2, 0.1}) {
		t.Errorf("test at 1.4: %+v, want the score at 2", p)
	}
}

func TestTheEpochAxisGrowsWithTheCurve(t *testing.T) {
	s := state.New() // five epochs
	if a := xAxis(s, maxTicks); a.high != 5 {
		t.Errorf("before training it ends at %v, want 5", a.high)
	}
	for _, c := range []struct{ last, want float64 }{{0.01, 0.1}, {0.1, 0.1}, {0.11, 0.2}, {0.4, 0.5}, {0.7, 1}, {1.5, 2}, {3.2, 5}, {5, 5}, {7, 7}} {
		s.Run.Scores = []wire.Score{{Set: wire.TrainSet, Epoch: c.last}}
		if a := xAxis(s, maxTicks); a.high < c.want-1e-9 || a.high > c.want+1e-9 {
			t.Errorf("at epoch %v it ends at %v, want %v", c.last, a.high, c.want)
		}
	}
}
