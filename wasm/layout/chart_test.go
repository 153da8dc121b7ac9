package layout

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"testing"

	"convlab/engine/wire"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// A loss that starts far above the axis comes in from the top edge, on the line between its measurements; nothing runs along the edge.
func TestACurveComesInAtTheEdge(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []float64       // of measurements one apart, on an axis from 0 to 1
		want   [][]scene.Point // of lines, in parts
	}{
		{"falls into the chart", []float64{4, 2, 0.5, 0.25}, [][]scene.Point{{{X: 5. / 3, Y: 1}, {X: 2, Y: 0.5}, {X: 3, Y: 0.25}}}},
		{"leaves and comes back", []float64{0.5, 1.5, 0.5}, [][]scene.Point{{{X: 0, Y: 0.5}, {X: 0.5, Y: 1}}, {{X: 1.5, Y: 1}, {X: 2, Y: 0.5}}}},
		{"runs through", []float64{-1, 3}, [][]scene.Point{{{X: 0.25, Y: 0}, {X: 0.5, Y: 1}}}},
		{"stays outside", []float64{2, 2, 3}, nil},
		{"stays inside", []float64{1, 0, 0.5}, [][]scene.Point{{{X: 0, Y: 1}, {X: 1, Y: 0}, {X: 2, Y: 0.5}}}},
		{"was infinite", []float64{math.Inf(1), 0.5, 0.25}, [][]scene.Point{{{X: 1, Y: 0.5}, {X: 2, Y: 0.25}}}},
		{"was no number", []float64{math.NaN(), 0.5, 0.25}, [][]scene.Point{{{X: 1, Y: 0.5}, {X: 2, Y: 0.25}}}},
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
		page := &canvas{state: s}
		plot := scene.Rect{X: 10, Y: 20, W: 300, H: 100}
		last := page.trace(plot, axis{low: 0, high: 3}, axis{low: 0, high: 1}, lossCurve(), wire.TestSet, scene.TestColor, 1)
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
		end := float64(len(c.values) - 1)
		if at := plotted(plot, end/3, c.values[len(c.values)-1]); last == nil || !near([]scene.Point{*last}, []scene.Point{at}) {
			t.Errorf("a curve that %s ends at %v, want %v", c.name, last, at)
		}
	}
}

func near(a, b []scene.Point) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if d := max(a[i].X-b[i].X, b[i].X-a[i].X, a[i].Y-b[i].Y, b[i].Y-a[i].Y); !(d <= 0.01) { // a NaN is near nothing
			return false
		}
	}
	return true
}

// Names stand behind the ends of their curves, apart, and not over the figures below.
func TestNamesOfCurvesStandApart(t *testing.T) {
	plot := scene.Rect{X: 0, Y: 0, W: 100, H: 100}
	for _, c := range []struct{ train, test float32 }{{100, 100}, {99, 92}, {92, 99}, {50, 52}, {0, 0}, {20, 80}} {
		page := &canvas{state: state.New()}
		page.ends(plot, &scene.Point{X: 50, Y: c.train}, &scene.Point{X: 50, Y: c.test})
		a, b := page.Labels[0].Rect, page.Labels[1].Rect
		if d := max(a.Y-b.Y, b.Y-a.Y); d < 14 {
			t.Errorf("curves that end at %v and %v: names %v apart, want 14", c.train, c.test, d)
		}
		if (a.Y > b.Y) != (c.train > c.test) && c.train != c.test {
			t.Errorf("curves that end at %v and %v: names the other way round, %v and %v", c.train, c.test, a.Y, b.Y)
		}
		const figures = 100 // of the plot's lowest line and what is below; of a name's 18 px the letters take the middle 10
		if end := max(a.Y, b.Y) + 14; end > figures {
			t.Errorf("curves that end at %v and %v: a name reaches down to %v, figures begin at %v", c.train, c.test, end, figures)
		}
	}
	page := &canvas{state: state.New()}
	page.ends(plot, &scene.Point{X: 80, Y: 50}, &scene.Point{X: 20, Y: 52})
	if a, b := page.Labels[0].Rect.Y+9, page.Labels[1].Rect.Y+9; a != 50 || b != 52 {
		t.Errorf("curves that end far apart at 50 and 52 have their names at %v and %v", a, b)
	}
}

// words are the page's own texts: their length decides what they touch.
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

// letters is where the text of a label in one line is: the browser cuts it at the label's sides.
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

// Losses fall to a thousandth, and a rate that is too high takes them to hundreds and beyond. Charts are 208 px wide where
// two stand side by side on a small tablet.
func TestAxesAreReadableAtAnyLoss(t *testing.T) {
	for _, language := range []string{"en", "ko"} {
		for _, along := range []state.Axis{state.Epochs, state.Seconds} {
			for _, loss := range []float64{0, 1e-9, 0.0004, 0.001, 0.034, 3, 700, 8000, 99_999, 1e6, 3e38} {
				for _, size := range []float32{208, 226, 296, 318, 600} {
					for _, length := range []float64{0.04, 1, 5, 7, 100} {
						s := state.New()
						s.Selection.Axis = along
						for i := range 11 {
							at := length * float64(i) / 10
							s.Run.Scores = append(s.Run.Scores, wire.Score{Set: wire.TrainSet, Epoch: at, Seconds: 117 * at, Loss: loss * (1 - 0.05*float64(i))})
						}
						s.Run.Scores = append(s.Run.Scores, wire.Score{Set: wire.TestSet, Epoch: length, Seconds: 117 * length, Loss: loss})
						page := &canvas{state: s, words: words(t, language)}
						page.chart(scene.Rect{X: 16, W: size}, lossCurve())
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
		if least := map[string]int{"upright": 2, "level": 1}[name]; len(numbers) < least || len(numbers) > 5 {
			t.Errorf("%s: the %s axis has %v, want %d to 5 labels", what, name, numbers, least)
		}
		for i := range numbers[1:] {
			if numbers[i+1] <= numbers[i] {
				t.Errorf("%s: the %s axis has %v, which does not rise", what, name, numbers)
			}
		}
	}
}

func TestLabelsOfALossAxis(t *testing.T) {
	for highest, want := range map[float64]string{
		0.001: "[0.0000 0.0005 0.0010]", 3: "[0 1 2 3]", 700: "[0 200 400 600 800]", 1e6: "[0 5e5 1e6]", 0.00008: "[0 2e-5 4e-5 6e-5 8e-5]",
		math.Inf(1): "[0.0 0.2 0.4 0.6]", math.NaN(): "[0.0 0.2 0.4 0.6]", 0.8 + 1e-13: "[0.0 0.2 0.4 0.6 0.8]",
	} {
		s := state.New()
		s.Run.Scores = []wire.Score{{Set: wire.TestSet, Epoch: 1, Loss: highest}}
		a := yAxis(s, lossCurve())
		texts := []string{}
		for _, v := range a.ticks {
			texts = append(texts, a.text(v))
		}
		if got := fmt.Sprint(texts); got != want {
			t.Errorf("losses up to %v: %s, want %s", highest, got, want)
		}
	}
}
