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
	powers    bool // numbers are too long to be written in full: 5e5
}

// maxTicks is how many labels an axis has at most.
const maxTicks = 5

// part is where v stands between the ends: 0 to 1.
func (a axis) part(v float64) float64 { return (v - a.low) / (a.high - a.low) }

func (a axis) text(v float64) string {
	switch {
	case a.powers && v == 0:
		return "0"
	case a.powers:
		return withPower(v, 1)
	}
	return strconv.FormatFloat(v, 'f', a.decimals, 64)
}

// fullBelow is from where on numbers are written with a power of ten.
const fullBelow = 100_000

// figure writes a value with so many decimals, or as "1.23e6" where it is long.
func figure(v float64, decimals int) string {
	if math.Abs(v) >= fullBelow {
		return withPower(v, 2)
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}

// withPower writes 1500000 as "1.5e6". What is not finite has no power.
func withPower(v float64, decimals int) string {
	mantissa, power, found := strings.Cut(strconv.FormatFloat(v, 'e', decimals, 64), "e")
	n, err := strconv.Atoi(power)
	if !found || err != nil {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return trimZeros(mantissa) + "e" + strconv.Itoa(n)
}

// trimZeros takes away the zeros at the end of a decimal fraction.
func trimZeros(text string) string {
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// xAxis runs a little further than the curves do, so that they fill the chart
// from the first second on, and at most to the end of the training. Of its at
// most n labels none is for 0, where every run begins.
func xAxis(s *state.State, n int) axis {
	last := 0.0
	for _, p := range s.Run.Scores {
		last = max(last, s.Selection.Along(p))
	}
	all := float64(max(s.Run.Progress.Epochs, s.Draft.Training.Epochs, 1))
	end, least := all, 0.0
	switch {
	case s.Selection.Axis == state.Seconds:
		end = roomy(last, 10)
	case last == 0:
		least = 1
	default:
		end = max(min(roomy(last, 0.1), all), last)
	}
	a := ticked(0, end, max(niceStep(end, n), least))
	a.ticks = a.ticks[1:]
	return a
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
		const smallest = 1e-30 // anything that is drawn as 0 at any size
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
	a.powers = high >= fullBelow || a.decimals > mostDecimals
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
