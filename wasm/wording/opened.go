package wording

import (
	"strconv"
	"strings"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// OpenedCaption says what the pictures of a dense network are. Without hidden units, they are the digits'.
func OpenedCaption(w Words, m spec.Model) string {
	if hiddenUnits(m) == 0 {
		return w.Format("opened.digits")
	}
	return w.Format("opened.units")
}

// MosaicLabel says what the small pictures of a dense network are, of which so many are shown, and their order; not brief, also what a dot is.
func MosaicLabel(w Words, s *state.State, shown int, brief bool) string {
	n := hiddenUnits(s.Model())
	units := w.Format("opened.all", "n", Count(n))
	if shown < n {
		units = w.Format("opened.some", "shown", Count(shown), "n", Count(n))
	}
	text := w.Format("opened.numbered", "units", units)
	if _, sorted := s.SortedUnits(); sorted != nil {
		text = w.Format("opened.sorted", "units", units, "digit", strconv.Itoa(s.Route.Order.Digit))
	}
	if brief {
		return text
	}
	return w.Format("opened.dots", "order", text)
}

// hiddenUnits counts the units of the first hidden Dense layer.
func hiddenUnits(m spec.Model) int {
	for _, l := range m.Layers[:len(m.Layers)-1] {
		if d, ok := l.(spec.Dense); ok {
			return d.Units
		}
	}
	return 0
}

// UnitName names a unit, or a digit, under its picture; short where the picture is narrow.
func UnitName(w Words, unit int, digit, short bool) string {
	switch {
	case digit:
		return strconv.Itoa(unit)
	case short:
		return strconv.Itoa(unit + 1)
	}
	return w.Format("column.unit", "n", strconv.Itoa(unit+1))
}

// ContributionTexts writes what units add to a score with a sign each: with two decimals where all are small.
func ContributionTexts(adds []float32, units []int) []string {
	list := make([]string, len(units))
	if adds == nil {
		return list
	}
	decimals, most := 1, float32(0)
	for _, u := range units {
		most = max(most, adds[u], -adds[u])
	}
	if most < 0.15 {
		decimals = 2
	}
	for i, u := range units {
		if list[i] = Signed(adds[u], decimals); adds[u] > 0 && strings.ContainsAny(list[i], "123456789") {
			list[i] = "+" + list[i]
		}
	}
	return list
}
