package layout

import (
	"math"
	"strconv"
	"strings"

	"convlab/engine/wire"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// nearest finds the score of a set that is closest to the pointer.
func nearest(s *state.State, set wire.Set) (best wire.Score, ok bool) {
	for _, p := range s.Run.Scores {
		if p.Set == set && (!ok || math.Abs(s.Selection.Along(p)-s.Selection.Reading.X) < math.Abs(s.Selection.Along(best)-s.Selection.Reading.X)) {
			best, ok = p, true
		}
	}
	return best, ok
}

// readingOf writes the measurements of a curve that are nearest to the reading,
// each with the place at which it was measured: "epoch 1 · train 0.081 · test
// 0.064" where that is the same, else a text for each; none without any.
func readingOf(w wording.Words, s *state.State, v curve) (texts []string) {
	last := ""
	for _, c := range []struct {
		set wire.Set
		key string
	}{{wire.TrainSet, "stage.train"}, {wire.TestSet, "stage.test"}} {
		p, ok := nearest(s, c.set)
		if !ok {
			continue
		}
		place := placeText(w, s, p)
		text := " · " + w.Format(c.key) + " " + figure(v.value(p), v.decimals)
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
func placeText(w wording.Words, s *state.State, p wire.Score) string {
	n := strconv.FormatFloat(s.Selection.Along(p), 'f', xAxis(s, maxTicks).decimals+2, 64)
	return w.Format("stage.axis."+string(s.Selection.Axis), "n", trimZeros(n))
}

// ReadingText says both curves at the reading, for users who do not see them.
func ReadingText(w wording.Words, s *state.State) string {
	if !s.Selection.Reading.On {
		return ""
	}
	text := ""
	for _, v := range []curve{lossCurve(), accuracyCurve()} {
		text += w.Format(v.title) + ": " + strings.Join(readingOf(w, s, v), ", ") + ". "
	}
	return text
}
