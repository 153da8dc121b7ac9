package layout

import (
	"math"
	"slices"

	"convlab/engine/wire"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// metric is the number of a score that a chart shows.
type metric struct {
	title    string // key
	note     string // key of what the title needs to be understood
	value    func(wire.Score) float64
	decimals int
	unit     string
	top      float64 // the highest value that can be, or 0 when there is none
}

func lossMetric() metric {
	return metric{title: "stage.loss", note: "stage.loss.note", value: func(p wire.Score) float64 { return p.Loss }, decimals: 3}
}

func accuracyMetric() metric {
	return metric{title: "stage.accuracy", note: "stage.accuracy.note", value: func(p wire.Score) float64 { return 100 * p.Accuracy }, decimals: 2, unit: " %", top: 100}
}

// text writes a value.
func (v metric) text(y float64) string { return formatValue(y, v.decimals) + v.unit }

// series is one curve of a chart.
type series struct {
	label  string // in the user's language; "": neither at its end nor among the values that are read
	color  scene.Color
	band   scene.Color // of the band of values around a noisy curve
	width  float32
	points []point
	noisy  bool // is drawn as a smoothed line over the band of its values
	marked bool // has a mark at every point
}

// point is a place on a curve in the units of the axes.
type point struct{ x, y float64 }

// nearest returns the point whose x is nearest.
func (s series) nearest(x float64) (best point, ok bool) {
	for _, p := range s.points {
		if !ok || math.Abs(p.x-x) < math.Abs(best.x-x) {
			best, ok = p, true
		}
	}
	return best, ok
}

// last is the last point up to x.
func (s series) last(x float64) (last point, ok bool) {
	for _, p := range s.points {
		if p.x <= x*(1+1e-9) {
			last, ok = p, true
		}
	}
	return last, ok
}

// seriesOf is the curves of a chart, from front to back: this run, then the run before, pale.
func seriesOf(w wording.Words, s *state.State, v metric) []series {
	of := func(scores []wire.Score, set wire.Set) (list []point) {
		for _, p := range scores {
			if p.Set == set {
				list = append(list, point{s.Selection.Along(p), v.value(p)})
			}
		}
		return list
	}
	before := s.Run.PreviousScores()
	all := []series{
		{label: w.Format("stage.train"), color: scene.TrainColor, band: scene.TrainPale, width: 1.5, points: of(s.Run.Scores, wire.TrainSet), noisy: true},
		{label: w.Format("stage.test"), color: scene.TestColor, width: 2, points: of(s.Run.Scores, wire.TestSet), marked: true},
		{label: w.Format("stage.previous"), color: scene.TestPale, width: 1.5, points: of(before, wire.TestSet)},
		{color: scene.TrainPale, width: 1, points: smooth(of(before, wire.TrainSet), 200).mean},
	}
	return slices.DeleteFunc(all, func(s series) bool { return len(s.points) == 0 })
}

// smoothed is a noisy curve at evenly spaced places: the mean, the lowest and the highest of the values around each place.
type smoothed struct{ mean, low, high []point }

// smoothSpan is the fraction of a curve's length that is averaged on either side of a place.
const smoothSpan = 1.0 / 50

// smoothFrom is the least number of points for smoothing. With fewer points, single points would make steps.
const smoothFrom = 3 / smoothSpan

// smooth averages a curve around n+1 places from its first to its last point. Windows are symmetric and shrink at both ends, so
// the ends stay where they are. Values that are not finite are left out. With fewer than smoothFrom points, the mean is the curve
// itself.
func smooth(points []point, n int) (s smoothed) {
	points = slices.DeleteFunc(slices.Clone(points), func(p point) bool { return math.IsNaN(p.y - p.y) })
	if len(points) < smoothFrom {
		return smoothed{mean: points}
	}
	first, last := points[0].x, points[len(points)-1].x
	begin, end := 0, 0
	for i := range n + 1 {
		x := first + (last-first)*float64(i)/float64(n)
		half := min((last-first)*smoothSpan, x-first, last-x)
		for begin < len(points)-1 && points[begin].x < x-half {
			begin++
		}
		for end < len(points) && points[end].x <= x+half {
			end++
		}
		sum, low, high := 0.0, math.Inf(1), math.Inf(-1)
		window := points[begin:max(end, begin+1)]
		for _, p := range window {
			sum, low, high = sum+p.y, min(low, p.y), max(high, p.y)
		}
		s.mean = append(s.mean, point{x, sum / float64(len(window))})
		s.low, s.high = append(s.low, point{x, low}), append(s.high, point{x, high})
	}
	return s
}
