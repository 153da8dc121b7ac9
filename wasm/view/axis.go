package view

import (
	"math"
	"strconv"

	"convlab/engine/wire"
)

// axis is a linear scale with readable ticks.
type axis struct {
	low, high float64
	ticks     []float64
	decimals  int
}

// part is where v stands between the ends: 0 to 1.
func (a axis) part(v float64) float64 { return (v - a.low) / (a.high - a.low) }

func (a axis) text(v float64) string { return strconv.FormatFloat(v, 'f', a.decimals, 64) }

// along is the place of a score on the chosen axis.
func (s *State) along(p wire.Score) float64 {
	if s.Axis == Seconds {
		return p.Seconds
	}
	return p.Epoch
}

// xAxis runs a little further than the curves do, so that they fill the chart
// from the first second on, and at most to the end of the training.
func (s *State) xAxis() axis {
	last := 0.0
	for _, p := range s.Scores {
		last = max(last, s.along(p))
	}
	if s.Axis == Seconds {
		return ticked(0, roomy(last, 10), niceStep(roomy(last, 10), 6))
	}
	all := float64(max(s.Progress.Epochs, s.Draft.Training.Epochs, 1))
	if last == 0 {
		return ticked(0, all, max(niceStep(all, 6), 1))
	}
	end := max(min(roomy(last, 0.1), all), last)
	return ticked(0, end, niceStep(end, 6))
}

// roomy is the next of 1, 2, 3, 5 and 10 times a power of ten from v on, and
// at least least.
func roomy(v, least float64) float64 {
	if v <= least {
		return least
	}
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, k := range []float64{1, 2, 3, 5} {
		if k*power >= v {
			return k * power
		}
	}
	return 10 * power
}

// yAxis holds the scores but for the first moments, in which everything
// falls from where chance put it.
func (s *State) yAxis(v curve) axis {
	last := 0.0
	for _, p := range s.Scores {
		last = max(last, p.Epoch)
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range s.Scores {
		if p.Epoch >= last*0.06 {
			low, high = min(low, v.value(p)), max(high, v.value(p))
		}
	}
	if v.top == 0 {
		if high <= 0 || math.IsInf(high, 0) {
			high = 0.6
		}
		step := niceStep(high, 4)
		return ticked(0, math.Ceil(high/step)*step, step)
	}
	if math.IsInf(low, 0) {
		low = v.top - 10
	}
	step := niceStep(max(v.top-low, 1), 4)
	return ticked(v.top-math.Ceil(max(v.top-low, 1)/step)*step, v.top, step)
}

// ticked is an axis from low to high with a tick at every multiple of step.
func ticked(low, high, step float64) axis {
	a := axis{low: low, high: high, decimals: max(0, -int(math.Floor(math.Log10(step)+1e-9)))}
	for k := math.Ceil(low/step-1e-9) + 0; k*step <= high*(1+1e-9); k++ {
		a.ticks = append(a.ticks, k*step)
	}
	return a
}

// niceStep is 1, 2 or 5 times a power of ten such that at most n steps fill
// the range.
func niceStep(size float64, n int) float64 {
	raw := size / float64(n)
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, k := range []float64{1, 2, 5} {
		if k*power >= raw*(1-1e-9) {
			return k * power
		}
	}
	return 10 * power
}
