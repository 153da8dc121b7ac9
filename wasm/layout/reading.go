package layout

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"convlab/engine/wire"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// readingOf writes the values of the curves nearest to the reading, with the place of each measurement: "epoch 1 · train 0.081 ·
// test 0.064" if the places are equal, otherwise a text for each.
func readingOf(w wording.Words, s *state.State, v metric) (texts []string) {
	type text struct{ place, values string }
	var all []text
	for _, curve := range seriesOf(w, s, v) {
		p, ok := curve.nearest(s.Selection.Reading.X)
		if !ok || curve.label == "" {
			continue
		}
		place, value := placeText(w, s, p.x), " · "+curve.label+" "+v.text(p.y)
		if i := slices.IndexFunc(all, func(t text) bool { return t.place == place }); i >= 0 {
			all[i].values += value
		} else {
			all = append(all, text{place, value})
		}
	}
	for _, t := range all {
		texts = append(texts, t.place+t.values)
	}
	return texts
}

// placeText names a place on the axis: "epoch 1.43". It has enough decimals to tell neighbouring scores apart, so that none is
// rounded to a whole epoch.
func placeText(w wording.Words, s *state.State, at float64) string {
	n := strconv.FormatFloat(at, 'f', xAxis(s, maxTicks).decimals+2, 64)
	return w.Format("stage.axis."+string(s.Selection.Axis), "n", trimZeros(n))
}

// ReadingText writes the values of both charts at the reading, for screen readers.
func ReadingText(w wording.Words, s *state.State) string {
	if !s.Selection.Reading.On {
		return ""
	}
	text := ""
	for _, v := range []metric{lossMetric(), accuracyMetric()} {
		text += w.Format(v.title) + ": " + strings.Join(readingOf(w, s, v), ", ") + ". "
	}
	return text
}

// ScoreTable returns the curves as numbers. Each tested whole epoch, and the newest test, has a row: the epoch, loss and accuracy
// of the nearest training score, loss and accuracy of the test.
func ScoreTable(s *state.State) (rows [][5]string) {
	loss, accuracy := lossMetric(), accuracyMetric()
	var train, tests []wire.Score
	for _, p := range s.Run.Scores {
		if p.Set == wire.TrainSet {
			train = append(train, p)
		} else {
			tests = append(tests, p)
		}
	}
	for i, test := range tests {
		if test.Epoch != math.Trunc(test.Epoch) && i < len(tests)-1 {
			continue
		}
		row := [5]string{trimZeros(strconv.FormatFloat(test.Epoch, 'f', 2, 64)), "–", "–", formatValue(loss.value(test), loss.decimals), formatValue(accuracy.value(test), accuracy.decimals)}
		if len(train) > 0 {
			nearest := slices.MinFunc(train, func(a, b wire.Score) int {
				return cmp.Compare(math.Abs(a.Epoch-test.Epoch), math.Abs(b.Epoch-test.Epoch))
			})
			row[1], row[2] = formatValue(loss.value(nearest), loss.decimals), formatValue(accuracy.value(nearest), accuracy.decimals)
		}
		rows = append(rows, row)
	}
	return rows
}
