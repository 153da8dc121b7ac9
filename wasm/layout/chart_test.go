package layout

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"convlab/engine/wire"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// A loss that starts far above the axis enters at the top edge, on the line between two measurements. No line follows the edge.
func TestACurveEntersAtTheEdge(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []float64       // of measurements one apart, on an axis from 0 to 1
		want   [][]scene.Point // of lines, in parts
	}{
		{"falls into the chart", []float64{4, 2, 0.5, 0.25}, [][]scene.Point{{{X: 5. / 3, Y: 1}, {X: 2, Y: 0.5}, {X: 3, Y: 0.25}}}},
		{"leaves and comes back", []float64{0.5, 1.5, 0.5}, [][]scene.Point{{{X: 0, Y: 0.5}, {X: 0.5, Y: 1}}, {{X: 1.5, Y: 1}, {X: 2, Y: 0.5}}}},
		{"crosses", []float64{-1, 3}, [][]scene.Point{{{X: 0.25, Y: 0}, {X: 0.5, Y: 1}}}},
		{"stays outside", []float64{2, 2, 3}, nil},
		{"stays inside", []float64{1, 0, 0.5}, [][]scene.Point{{{X: 0, Y: 1}, {X: 1, Y: 0}, {X: 2, Y: 0.5}}}},
		{"was infinite", []float64{math.Inf(1), 0.5, 0.25}, [][]scene.Point{{{X: 1, Y: 0.5}, {X: 2, Y: 0.25}}}},
		{"was not a number", []float64{math.NaN(), 0.5, 0.25}, [][]scene.Point{{{X: 1, Y: 0.5}, {X: 2, Y: 0.25}}}},
		{"is one measurement", []float64{0.5}, nil},
	} {
		s := state.New()
		marks := 0 // of measurements within the chart
		for i, v := range c.values {
			if v >= 0 && v <= 1 {
				marks++
			}
			s.Run.Scores = append(s.Run.Scores, wire.Score{Set: wire.TestSet, Epoch: float64(i), Loss: v})
		}
		page := &charts{Scene: &scene.Scene{}, state: s}
		plot := scene.Rect{X: 10, Y: 20, W: 300, H: 100}
		curve := seriesOf(nil, s, lossMetric())[0]
		page.trace(plot, axis{low: 0, high: 3}, axis{low: 0, high: 1}, curve)
		if len(page.Frames) != marks {
			t.Errorf("a curve that %s: %d marks, want %d", c.name, len(page.Frames), marks)
		}
		var want [][]scene.Point
		for _, line := range c.want {
			var points []scene.Point
			for _, p := range line {
				points = append(points, plotted(plot, float64(p.X)/3, float64(p.Y)))
			}
			want = append(want, points)
		}
		if len(page.Lines) != len(want) {
			t.Errorf("a curve that %s: %d lines, want %d", c.name, len(page.Lines), len(want))
			continue
		}
		for i, line := range page.Lines {
			if !near(line.Points, want[i]) {
				t.Errorf("a curve that %s: line %v, want %v", c.name, line.Points, want[i])
			}
		}
	}
}

func near(a, b []scene.Point) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if d := max(a[i].X-b[i].X, b[i].X-a[i].X, a[i].Y-b[i].Y, b[i].Y-a[i].Y); !(d <= 0.01) { // false for NaN
			return false
		}
	}
	return true
}

// A noisy curve is a smooth line within the band of its values, with the same ends.
func TestANoisyCurveIsSmoothedWithinItsBand(t *testing.T) {
	var points []point
	for i := range 1001 {
		noise := 0.2
		if i%2 == 0 {
			noise = -0.2
		}
		points = append(points, point{float64(i), 1 + noise})
	}
	points[500].y = math.NaN()
	points[501].y = math.Inf(1)
	s := smooth(points, 100)
	if len(s.mean) != 101 || s.mean[0] != points[0] || s.mean[100] != points[1000] {
		t.Fatalf("%d places from %v to %v, want 101 from %v to %v", len(s.mean), s.mean[0], s.mean[len(s.mean)-1], points[0], points[1000])
	}
	for i, p := range s.mean {
		if i > 0 && i < 100 && (math.Abs(p.y-1) > 0.05 || s.low[i].y != 0.8 || s.high[i].y != 1.2) {
			t.Errorf("at %v the mean is %v of values from %v to %v, want about 1 of 0.8 to 1.2", p.x, p.y, s.low[i].y, s.high[i].y)
		}
	}
	if s := smooth([]point{{0, 1}, {1, math.NaN()}, {2, 3}}, 10); !slices.Equal(s.mean, []point{{0, 1}, {2, 3}}) || s.low != nil {
		t.Errorf("a few points became %v", s.mean)
	}
}

// The names of the curves are at their ends: within the plot's height and apart, also where the curves end at one place.
func TestTheCurvesHaveTheirNamesAtTheirEnds(t *testing.T) {
	s := open(t, wire.Yours)
	run := func(loss float64) {
		s.Update(wire.Scores{First: true, Points: []wire.Score{
			{Set: wire.TrainSet, Epoch: 0.5, Seconds: loss, Loss: loss, Accuracy: 0.95}, {Set: wire.TrainSet, Epoch: 1, Seconds: loss + 1, Loss: loss, Accuracy: 0.95},
			{Set: wire.TestSet, Epoch: 1, Seconds: loss + 1, Loss: loss, Accuracy: 0.95},
		}})
	}
	run(0.1)
	run(0.1001)
	for _, v := range []metric{lossMetric(), accuracyMetric()} {
		page := &charts{Scene: &scene.Scene{}, state: s, words: words(t, "en")}
		page.chart(scene.Rect{W: 400, H: 200}, v)
		plot := page.Hits[0].Cell
		for _, text := range []string{"training", "test " + v.text(v.value(s.Run.Scores[2])), "previous run"} {
			i := slices.IndexFunc(page.Labels, func(l scene.Label) bool { return l.Text == text })
			if i < 0 {
				t.Errorf("%s: no curve is called %q", v.title, text)
			} else if at := letters(page.Labels[i]); at.X < plot.X || at.Y < plot.Y || at.Y+at.H > plot.Y+plot.H || at.X+at.W > 400 {
				t.Errorf("%s: %q is at %v, outside %v", v.title, text, at, plot)
			}
		}
		wantReadable(t, v.title, page.Labels)
	}
}

// The previous run is pale, without marks, and ends at the end of the axis.
func TestThePreviousRunIsPale(t *testing.T) {
	s := open(t, wire.Yours)
	run := func(epochs int, loss float64) {
		for e := range epochs {
			at := float64(e + 1)
			s.Update(wire.Scores{First: e == 0, Points: []wire.Score{{Set: wire.TestSet, Epoch: at, Seconds: at * 10 * loss, Loss: loss / at}}})
		}
	}
	run(5, 0.4)
	run(3, 0.2)
	page := &charts{Scene: &scene.Scene{}, state: s, words: words(t, "en")}
	page.chart(scene.Rect{W: 300, H: 200}, lossMetric())
	plot, pale := page.Hits[0].Cell, 0
	for _, l := range page.Lines {
		if l.Color == scene.TestPale && len(l.Points) > 2 {
			pale++
			if len(l.Points) != 3 { // two of its epochs are beyond the axis
				t.Errorf("it is drawn at %v in the plot %v, want three of its five epochs", l.Points, plot)
			}
		}
	}
	for _, f := range page.Frames {
		if f.Color == scene.TestPale {
			t.Errorf("it is marked at %v", f.Rect)
		}
	}
	if pale != 1 || len(page.Frames) != 3 {
		t.Errorf("%d pale curves and %d marks, want 1 and 3", pale, len(page.Frames))
	}
}

// words are the page's texts, whose lengths matter.
func words(t *testing.T, language string) (w wording.Words) {
	t.Helper()
	text, err := os.ReadFile("../../web/strings/" + language + ".json")
	if err == nil {
		err = json.Unmarshal(text, &w)
	}
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// letters is the place of a label's text in one line. The browser cuts the text at the label's sides.
func letters(l scene.Label) scene.Rect {
	w := textWidth(l.Text, l.Size)
	x := l.Rect.X
	switch l.Align {
	case scene.Right:
		x += l.Rect.W - w
	case scene.Center:
		x += (l.Rect.W - w) / 2
	}
	return scene.Rect{X: x, Y: l.Rect.Y + (l.Rect.H-l.Size)/2, W: w, H: l.Size}
}

// Losses fall to a thousandth, and a rate that is too high takes them to hundreds and beyond. Charts are 288 px wide on a
// phone of 320.
func TestAxesAreReadableAtAnyLoss(t *testing.T) {
	for _, language := range []string{"en", "ko"} {
		for _, along := range []state.Axis{state.Epochs, state.Seconds} {
			for _, loss := range []float64{0, 1e-9, 0.0004, 0.001, 0.034, 3, 700, 8000, 99_999, 1e6, 3e38} {
				for _, size := range []float32{288, 326, 358, 600} {
					for _, length := range []float64{0.04, 1, 5, 7, 100} {
						s := state.New()
						s.Selection.Axis = along
						for i := range 11 {
							at := length * float64(i) / 10
							s.Run.Scores = append(s.Run.Scores, wire.Score{Set: wire.TrainSet, Epoch: at, Seconds: 117 * at, Loss: loss * (1 - 0.05*float64(i))})
						}
						s.Run.Scores = append(s.Run.Scores, wire.Score{Set: wire.TestSet, Epoch: length, Seconds: 117 * length, Loss: loss})
						page := &charts{Scene: &scene.Scene{}, state: s, words: words(t, language)}
						page.chart(scene.Rect{X: 16, W: size, H: 200}, lossMetric())
						wantReadable(t, fmt.Sprintf("%s, %v %s, loss %v, %v px", language, length, along, loss, size), page.Labels)
					}
				}
			}
		}
	}
}

func wantReadable(t *testing.T, what string, labels []scene.Label) {
	t.Helper()
	ticks := map[scene.Align][]float64{}
	for i, l := range labels {
		if l.Align == scene.Right || l.Align == scene.Center {
			n, err := strconv.ParseFloat(l.Text, 64)
			if err != nil {
				t.Errorf("%s: an axis has %q, want a number", what, l.Text)
			}
			ticks[l.Align] = append(ticks[l.Align], n)
		}
		if at := letters(l); at.W > l.Rect.W+0.01 || at.X < 0 {
			t.Errorf("%s: %q is %v px long at %v, its label has %v", what, l.Text, at.W, at.X, l.Rect.W)
		}
		for _, other := range labels[i+1:] {
			if overlap(letters(l), letters(other)) {
				t.Errorf("%s: %q at %v overlaps %q at %v", what, l.Text, letters(l), other.Text, letters(other))
			}
		}
	}
	for name, numbers := range map[string][]float64{"upright": ticks[scene.Right], "level": ticks[scene.Center]} {
		if least := map[string]int{"upright": 2, "level": 1}[name]; len(numbers) < least || len(numbers) > 10 {
			t.Errorf("%s: the %s axis has %v, want %d to 10 labels", what, name, numbers, least)
		}
		for i := range numbers[1:] {
			if numbers[i+1] <= numbers[i] {
				t.Errorf("%s: the %s axis has %v, which does not rise", what, name, numbers)
			}
		}
	}
}

func TestLabelsOfALossAxis(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      string
	}{
		{0.028, 2.3, "[0.02 0.05 0.1 0.2 0.5 1 2 5]"},
		{0.5, 0.5, "[0.2 0.5]"},
		{0.3, 0.3, "[0.2 0.5]"},
		{0.0004, 2.3, "[0.001 0.01 0.1 1]"},
		{0.01, 8000, "[0.01 0.1 1 10 100 1000 10000]"},
		{3, 1e6, "[10 100 1000 10000 1e5 1e6]"},
		{0, 0, "[0.01 0.02 0.05 0.1 0.2 0.5 1 2]"}, // a loss of 0 has no place
		{math.NaN(), math.Inf(1), "[0.01 0.02 0.05 0.1 0.2 0.5 1 2]"},
	} {
		s := state.New()
		s.Run.Scores = []wire.Score{{Set: wire.TestSet, Epoch: 1, Loss: c.low}, {Set: wire.TrainSet, Epoch: 1, Loss: c.high}}
		a := yAxis(s, lossMetric(), 8)
		texts := []string{}
		for _, v := range a.ticks {
			texts = append(texts, a.text(v))
		}
		if got := fmt.Sprint(texts); got != c.want {
			t.Errorf("losses from %v to %v: %s, want %s", c.low, c.high, got, c.want)
		}
	}
}

func overlap(a, b scene.Rect) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}
