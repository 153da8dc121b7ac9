package view

import (
	"math"
	"slices"
	"strconv"

	"convlab/engine/wire"
)

// Reading is where the pointer, or the keyboard, reads a value off a curve.
type Reading struct {
	On bool
	X  float64 // on the current Axis
}

// nearest finds the score of a set that is closest to the pointer.
func (s *State) nearest(set wire.Set) (best wire.Score, ok bool) {
	for _, p := range s.Scores {
		if p.Set == set && (!ok || math.Abs(s.along(p)-s.Reading.X) < math.Abs(s.along(best)-s.Reading.X)) {
			best, ok = p, true
		}
	}
	return best, ok
}

// readingOf writes the measurements of a curve that are nearest to the reading,
// as in "1.50 epochs · train 0.081 · test 0.064"; "" without any.
func (s *State) readingOf(v curve) string {
	train, okTrain := s.nearest(wire.TrainSet)
	test, okTest := s.nearest(wire.TestSet)
	at := train // what stands nearest is read, and where it was measured
	if !okTrain {
		at = test
	}
	if !okTrain && !okTest {
		return ""
	}
	text := s.Words.Say("stage.axis."+string(s.Axis), "n", strconv.FormatFloat(s.along(at), 'f', s.xAxis(maxTicks).decimals+1, 64))
	if okTrain {
		text += " · " + s.Words.Say("stage.train") + " " + figure(v.value(train), v.decimals)
	}
	if okTest {
		text += " · " + s.Words.Say("stage.test") + " " + figure(v.value(test), v.decimals)
	}
	return text
}

// ReadingText says both curves at the reading, for who does not see them.
func (s *State) ReadingText() string {
	if !s.Reading.On {
		return ""
	}
	text := ""
	for _, v := range []curve{lossCurve(), accuracyCurve()} {
		text += s.Words.Say(v.title) + ": " + s.readingOf(v) + ". "
	}
	return text
}

// Readings is where on the axis something was measured, and which of these
// places the reading is nearest to.
func (s *State) Readings() (places []float64, at int) {
	for _, p := range s.Scores {
		places = append(places, s.along(p))
	}
	slices.Sort(places)
	places = slices.Compact(places)
	for i, x := range places {
		if math.Abs(x-s.Reading.X) < math.Abs(places[at]-s.Reading.X) {
			at = i
		}
	}
	return places, at
}

// stepReading begins at the newest measurement.
func (s *State) stepReading(by int) {
	places, at := s.Readings()
	if len(places) == 0 {
		return
	}
	if !s.Reading.On {
		at, by = len(places)-1, 0
	}
	s.Reading = Reading{On: true, X: places[min(max(at+by, 0), len(places)-1)]}
}
