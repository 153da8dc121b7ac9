package view

import (
	"math"
	"slices"
	"strconv"
	"strings"

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
// each with the place at which it was measured: "epoch 1 · train 0.081 · test
// 0.064" where that is the same, else a text for each; none without any.
func (s *State) readingOf(v curve) (texts []string) {
	last := ""
	for _, c := range []struct {
		set wire.Set
		key string
	}{{wire.TrainSet, "stage.train"}, {wire.TestSet, "stage.test"}} {
		p, ok := s.nearest(c.set)
		if !ok {
			continue
		}
		place := s.placeText(p)
		text := " · " + s.Words.Say(c.key) + " " + figure(v.value(p), v.decimals)
		if place == last {
			texts[len(texts)-1] += text
		} else {
			texts = append(texts, place+text)
		}
		last = place
	}
	return texts
}

// placeText names where on the axis a score was measured: "epoch 1.43". It is as
// exact as neighbouring scores need, so that none is rounded to a whole epoch that is not its own.
func (s *State) placeText(p wire.Score) string {
	n := strconv.FormatFloat(s.along(p), 'f', s.xAxis(maxTicks).decimals+2, 64)
	return s.Words.Say("stage.axis."+string(s.Axis), "n", trimZeros(n))
}

// ReadingText says both curves at the reading, for users who do not see them.
func (s *State) ReadingText() string {
	if !s.Reading.On {
		return ""
	}
	text := ""
	for _, v := range []curve{lossCurve(), accuracyCurve()} {
		text += s.Words.Say(v.title) + ": " + strings.Join(s.readingOf(v), ", ") + ". "
	}
	return text
}

// setAxis changes what the curves run along. The reading is a place on the axis before, so it ends.
func (s *State) setAxis(axis Axis) {
	s.Axis, s.Reading = axis, Reading{}
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
