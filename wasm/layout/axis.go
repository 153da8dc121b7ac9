package layout

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"convlab/engine/wire"
	"convlab/wasm/state"
)

// axis is a linear or logarithmic scale with labelled ticks.
type axis struct {
	low, high   float64
	ticks       []float64
	decimals    int
	powers      bool // numbers are too long to be written in full: 5e5
	logarithmic bool
}

// maxTicks is the largest number of labels of a horizontal axis.
const maxTicks = 5

// fraction is the place of v between the ends: 0 to 1.
func (a axis) fraction(v float64) float64 {
	if a.logarithmic {
		return math.Log(v/a.low) / math.Log(a.high/a.low)
	}
	return (v - a.low) / (a.high - a.low)
}

func (a axis) text(v float64) string {
	switch {
	case a.powers && v == 0:
		return "0"
	case a.powers || a.logarithmic && (v >= scientificFrom || exponent(v) < -mostDecimals):
		return scientific(v, 1)
	case a.logarithmic: // as many decimals as each number needs
		return strconv.FormatFloat(v, 'f', max(0, -exponent(v)), 64)
	}
	return strconv.FormatFloat(v, 'f', a.decimals, 64)
}

// exponent is the power of ten of v's first digit.
func exponent(v float64) int { return int(math.Floor(math.Log10(v) + 1e-9)) }

// mostDecimals is the largest number of decimals of an axis; smaller numbers have a power of ten.
const mostDecimals = 4

// Numbers from scientificFrom on are written with a power of ten.
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

// yAxis has at most n labels. A loss has a logarithmic axis for all its values. The axis of a metric with a highest value runs from
// the lowest test value, before the first test from the lowest one, rounded down to a multiple of 2, to that value.
func yAxis(s *state.State, v metric, n int) axis {
	low, high := math.Inf(1), math.Inf(-1)
	within := func(p wire.Score) {
		y := v.value(p)
		if isFinite := !math.IsNaN(y - y); isFinite && (v.top > 0 || y > smallestLoss) {
			low, high = min(low, y), max(high, y)
		}
	}
	tested := slices.ContainsFunc(s.Run.Scores, func(p wire.Score) bool { return p.Set == wire.TestSet })
	for _, p := range s.Run.Scores {
		if p.Set == wire.TestSet || !tested || v.top == 0 {
			within(p)
		}
	}
	for _, p := range s.Run.PreviousScores() {
		if p.Set == wire.TestSet {
			within(p)
		}
	}
	if v.top == 0 {
		return lossAxis(low, high, n)
	}
	if math.IsInf(low, 0) {
		low = v.top - 10
	}
	low = max(min(2*math.Floor(low/2), v.top-2), 0)
	return ticked(low, v.top, niceStep(v.top-low, max(n-1, 1)))
}

// smallestLoss replaces a loss of 0, which has no logarithm.
const smallestLoss = 1e-30

// lossAxis is a logarithmic axis from a tick at or below low to one at or above high. Ticks are at 1, 2 and 5 times powers of ten,
// or at some of the powers where these are more than n.
func lossAxis(low, high float64, n int) axis {
	if low > high { // there are none
		low, high = 0.01, 2
	}
	first, last := 3*exponent(low), 3*exponent(high)
	for math.Nextafter(tick125(first+1), 0) <= low {
		first++
	}
	for tick125(last) < high*(1-1e-9) {
		last++
	}
	if first == last {
		first--
	}
	a := axis{low: tick125(first), high: tick125(last), logarithmic: true}
	every := 1
	if last-first+1 > n {
		every = 3 * max((last-first)/3/max(n-1, 1)+min((last-first)/3%max(n-1, 1), 1), 1)
	}
	for i := first; i <= last; i++ {
		if i%every == 0 {
			a.ticks = append(a.ticks, tick125(i))
		}
	}
	return a
}

// tick125 is the i-th of the numbers 1, 2 and 5 times a power of ten; the 0th is 1.
func tick125(i int) float64 {
	power := int(math.Floor(float64(i) / 3))
	return []float64{1, 2, 5}[i-3*power] * math.Pow(10, float64(power))
}

// ticked is an axis from low to high with a tick at every multiple of step.
func ticked(low, high, step float64) axis {
	a := axis{low: low, high: high, decimals: max(0, -int(math.Floor(math.Log10(step)+1e-9)))}
	a.powers = high >= scientificFrom || a.decimals > mostDecimals
	for k := math.Ceil(low/step-1e-9) + 0; k*step <= high*(1+1e-9); k++ { // + 0: no tick is -0
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
