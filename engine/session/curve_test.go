package session_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"convlab/engine/checkpoint"
	"convlab/engine/wire"
)

// The loss falls fastest at first: the first points are of 1, 2, 4 ... steps.
func TestTheFirstPointsComeAtOnce(t *testing.T) {
	training := short()
	training.BatchSize = 10 // 100 steps an epoch
	h := opened(t, training)
	h.tick = time.Microsecond // so that no window ends early
	h.run(wire.Train{Until: wire.UntilEpoch})
	var steps []int
	var seen float64
	for _, s := range every[wire.Scores](h) {
		for _, p := range s.Points {
			steps = append(steps, int(math.Round((p.Epoch-seen)*100)))
			seen = p.Epoch
			if p.Set != wire.TrainSet || p.Count != 10*steps[len(steps)-1] || p.Loss <= 0 || p.Accuracy < 0 || p.Accuracy > 1 {
				t.Errorf("a point is %+v", p)
			}
		}
	}
	if want := []int{1, 2, 4, 8, 16, 25, 25, 19}; !slices.Equal(steps, want) {
		t.Errorf("points are of %v steps, want %v", steps, want)
	}
}

// The longest history of a file is sent in messages that the page can read.
func TestALongHistoryArrivesInPieces(t *testing.T) {
	h := opened(t, short())
	h.run(wire.Train{Until: wire.UntilStep})
	c, err := checkpoint.LoadCheckpoint(h.save(wire.FormatCheckpoint).Bytes)
	if err != nil {
		t.Fatal(err)
	}
	c.History = nil
	for i := range checkpoint.MaxScores {
		// Numbers with as many digits as possible.
		c.History = append(c.History, checkpoint.Score{Epoch: 1 / float64(i+3), Seconds: float64(i) / 3, Loss: 1e-30 / float64(i+3), Accuracy: 1 / float64(i+3), Count: i})
	}
	data, err := checkpoint.SaveCheckpoint(c)
	if err != nil {
		t.Fatal(err)
	}
	again := restored(t, data)
	pieces := every[wire.Scores](again)
	for i, s := range pieces {
		head, payload, err := wire.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := wire.Parse(head, payload); err != nil {
			t.Fatalf("piece %d: %v", i, err)
		}
		if s.First != (i == 0) {
			t.Errorf("piece %d of the curves says that it is the first: %v", i, s.First)
		}
	}
	points := curves(again)
	if len(points) != len(c.History) || len(pieces) < 2 {
		t.Fatalf("%d points in %d pieces, want %d", len(points), len(pieces), len(c.History))
	}
	for i, p := range points {
		if p.Count != i {
			t.Fatalf("point %d is at the place of point %d", p.Count, i)
		}
	}
}
