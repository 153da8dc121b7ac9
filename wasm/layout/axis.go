package layout

import (
	"convlab/wasm/state"
	"math"
	"strconv"
	"strings"
)

// axis is a linear scale with at most maxTicks labelled ticks.
type axis struct {
	low, high float64
	ticks     []float64
	decimals  int
	powers    bool // of ten in the labels, because the numbers are long: 5e5
}

// maxTicks is the largest number of labels of an axis.
const maxTicks = 5

// fraction is the place of v between the ends: 0 to 1.
func (a axis) fraction(v float64) float64 { return (v - a.low) / (a.high - a.low) }

func (a axis) text(v float64) string {
	switch {
	case a.powers && v == 0:
		return "0"
	case a.powers:
		return scientific(v, 1)
	}
	return strconv.FormatFloat(v, 'f', a.decimals, 64)
}

// scientificFrom is the smallest number that is written with a power of ten.
const scientificFrom = 100_000

// formatValue writes a value with a number of decimals, or as "1.23e6" if it is long.
func formatValue(v float64, decimals int) string {
	if math.Abs(v) >= scientificFrom {
		return scientific(v, 2)
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}

// scientific writes 1500000 as "1.5e6". A value that is not finite has no power.
func scientific(v float64, decimals int) string {
	mantissa, power, found := strings.Cut(strconv.FormatFloat(v, 'e', decimals, 64), "e")
	n, err := strconv.Atoi(power)
	if !found || err != nil {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return trimZeros(mantissa) + "e" + strconv.Itoa(n)
}

// trimZeros removes the zeros at the end of a decimal fraction.
func trimZeros(text string) string {
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// xAxis ends a little after the curves, so that they fill the chart from the first second on, and at the latest at the end of the
// training. It has at most n labels, and none for 0, where every run begins.
func xAxis(s *state.State, n int) axis {
	last := 0.0
	for _, p := range s.Run.Scores {
		last = max(last, s.Selection.Along(p))
	}
	all := float64(max(s.Run.Progress.Epochs, s.Draft.Training.Epochs, 1))
	end, least := all, 0.0
	switch {
	case s.Selection.Axis == state.Seconds:
		end = niceEnd(last, 10)
	case last == 0:
		least = 1
	default:
		end = max(min(niceEnd(last, 0.1), all), last)
	}
	a := ticked(0, end, max(niceStep(end, n), least))
	a.ticks = a.ticks[1:]
	return a
}

// niceEnd is the smallest of 1, 2, 3, 5 and 10 times a power of ten that is at least v, and at least least.
func niceEnd(v, least float64) float64 {
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

// yAxis contains the scores except those of the first moments, when the loss falls from its value by chance.
func yAxis(s *state.State, v metric) axis {
	last := 0.0
	for _, p := range s.Run.Scores {
		last = max(last, p.Epoch)
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range s.Run.Scores {
		y := v.value(p)
		if isFinite := !math.IsNaN(y - y); isFinite && p.Epoch >= last*0.06 {
			low, high = min(low, y), max(high, y)
		}
	}
	steps := maxTicks - 1 // and a tick at the other end
	if v.top == 0 {
		const smallest = 1e-30 // a loss that every axis would draw as 0
		if high < smallest {
			high = 0.6
		}
		step := niceStep(high, steps)
		return ticked(0, math.Ceil(high/step-1e-9)*step, step)
	}
	if math.IsInf(low, 0) {
		low = v.top - 10
	}
	step := niceStep(max(v.top-low, 1), steps)
	return ticked(v.top-math.Ceil(max(v.top-low, 1)/step-1e-9)*step, v.top, step)
}

// ticked is an axis from low to high with a tick at every multiple of step.
func ticked(low, high, step float64) axis {
	a := axis{low: low, high: high, decimals: max(0, -int(math.Floor(math.Log10(step)+1e-9)))}
	const mostDecimals = 4
	a.powers = high >= scientificFrom || a.decimals > mostDecimals
	for k := math.Ceil(low/step-1e-9) + 0; k*step <= high*(1+1e-9); k++ {
		a.ticks = append(a.ticks, k*step)
	}
	return a
}

// niceStep is 1, 2 or 5 times a power of ten, so that at most n steps fill the range.
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
