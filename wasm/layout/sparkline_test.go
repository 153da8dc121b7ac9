package layout

import (
	"testing"

	"convlab/engine/wire"
)

func TestTheSparklineGoesFromTheLowestAccuracyToAllRight(t *testing.T) {
	train := func(epoch, accuracy float64) wire.Score {
		return wire.Score{Set: wire.TrainSet, Epoch: epoch, Accuracy: accuracy}
	}
	test := wire.Score{Set: wire.TestSet, Epoch: 1, Accuracy: 0.1}
	for name, c := range map[string]struct {
		scores []wire.Score
		want   string
	}{
		"nothing measured":        {nil, ""},
		"one point":               {[]wire.Score{train(1, 0.5)}, ""},
		"the test is not in it":   {[]wire.Score{train(1, 0.5), test}, ""},
		"half an epoch of five":   {[]wire.Score{train(0, 0.2), train(0.5, 1)}, "M0.0 18.0L10.0 2.0"},
		"the end, and the middle": {[]wire.Score{train(2.5, 0.6), test, train(5, 0.8)}, "M50.0 18.0L100.0 10.0"},
		"always right":            {[]wire.Score{train(0, 1), train(5, 1)}, "M0.0 2.0L100.0 2.0"},
	} {
		if got := Sparkline(c.scores, 5, 100, 20); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
