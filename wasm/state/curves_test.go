package state

import (
	"slices"
	"testing"

	"convlab/engine/wire"
)

// curveOf returns the points of a run of some epochs, which depend on the seed.
func curveOf(seed, epochs float64) (points []wire.Score) {
	for at := 0.5; at <= epochs; at += 0.5 {
		points = append(points, wire.Score{Set: wire.TrainSet, Epoch: at, Seconds: 10*at + seed, Loss: seed + 1/(3*at)})
	}
	return points
}

// fromFile returns points with the precision of a checkpoint.
func fromFile(points []wire.Score) []wire.Score {
	points = slices.Clone(points)
	for i := range points {
		p := &points[i]
		p.Seconds, p.Loss, p.Accuracy = float64(float32(p.Seconds)), float64(float32(p.Loss)), float64(float32(p.Accuracy))
	}
	return points
}

// run returns the worker's messages of a run from fresh weights.
func (s *State) run(points []wire.Score) {
	s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Untrained})
	s.Update(wire.Scores{First: true})
	s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Yours, Step: 1})
	for _, p := range points {
		s.Update(wire.Scores{Points: []wire.Score{p}})
	}
}

func TestTheCurvesOfThePreviousRunStay(t *testing.T) {
	a, b, c, short := curveOf(0.1, 3), curveOf(0.2, 2), curveOf(0.3, 5), curveOf(0.4, 0.5)
	lost := func(s *State) { // a new worker begins with fresh weights
		s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Untrained})
	}
	for what, test := range map[string]struct {
		happens         func(s *State)
		shown, previous []wire.Score
	}{
		"nothing was trained":  {func(s *State) {}, nil, nil},
		"the first run":        {func(s *State) { s.run(a) }, a, nil},
		"a second run":         {func(s *State) { s.run(a); s.run(b) }, b, a},
		"it has no points yet": {func(s *State) { s.run(a); s.run(b); s.run(nil) }, nil, b},
		"a third run":          {func(s *State) { s.run(a); s.run(b); s.run(c) }, c, b},
		"the pretrained weights": {func(s *State) {
			s.run(a)
			s.Update(wire.Network{Model: s.Network.Model, Training: s.Network.Training, Origin: wire.Pretrained})
		}, nil, a},
		"reset":                             {func(s *State) { s.run(a); s.Update(Reset{}); s.Update(wire.Scores{First: true}) }, nil, a},
		"a run after a few steps":           {func(s *State) { s.run(a); s.run(short); s.run(b) }, b, a},
		"a few steps":                       {func(s *State) { s.run(a); s.run(short); s.run(nil) }, nil, a},
		"a run after a few steps, no other": {func(s *State) { s.run(short); s.run(b) }, b, short},
		"a rollback": {func(s *State) {
			s.run(a)
			s.run(b)
			s.Update(wire.Scores{First: true, Rollback: true, Points: b[:2]})
		}, b[:2], a},
		"a rollback to the beginning": {func(s *State) { s.run(a); s.run(b); s.Update(wire.Scores{First: true, Rollback: true}) }, nil, a},
		"a worker that died": {func(s *State) {
			s.run(a)
			s.run(b)
			lost(s)
			s.Update(wire.Scores{First: true, Points: fromFile(b)})
		}, fromFile(b), a},
		"a worker that died twice": {func(s *State) {
			s.run(a)
			s.run(b)
			for range 2 {
				lost(s)
				s.Update(wire.Scores{First: true, Points: fromFile(b)})
			}
		}, fromFile(b), a},
		"the run before is brought back": {func(s *State) { s.run(a); s.run(b); s.Update(wire.Scores{First: true, Points: fromFile(a)}) }, fromFile(a), b},
		"it is brought back before the next has points": {func(s *State) {
			s.run(a)
			s.run(b)
			s.run(nil)
			s.Update(wire.Scores{First: true, Points: fromFile(b)})
		}, fromFile(b), a},
		"a run from a file": {func(s *State) { s.run(a); s.Update(wire.Scores{First: true, Points: c}) }, c, a},
	} {
		s := open(t, wire.Pretrained)
		test.happens(s)
		if !slices.Equal(s.Run.Scores, test.shown) || !slices.Equal(s.Run.PreviousScores(), test.previous) {
			t.Errorf("%s: shown are %v and before them %v, want %v and %v", what, s.Run.Scores, s.Run.PreviousScores(), test.shown, test.previous)
		}
	}
}

func TestTheCurvesOfThePreviousRunAreNotThoseOfThisOne(t *testing.T) {
	s := open(t, wire.Pretrained)
	a := curveOf(0.1, 30)
	s.run(a)
	var many []wire.Score
	for i := range 3 * maxScores { // enough to be thinned several times
		many = append(many, wire.Score{Set: wire.TrainSet, Epoch: float64(i) / maxScores, Seconds: float64(i)})
	}
	s.run(many)
	if len(s.Run.Scores) > maxScores || !slices.Equal(s.Run.PreviousScores(), a) {
		t.Errorf("%d points are shown; the %d before them are not those of the first run", len(s.Run.Scores), len(s.Run.PreviousScores()))
	}
}
