package wording

import (
	"slices"
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/state"
)

// Term is one product in the sum of a unit.
type Term struct{ From, Value, Weight, Product string }

// mostTerms is the number of products of a unit that are written out.
const mostTerms = 10

// UnitTerms lists the largest products of a unit that reads maps or units, and in the last row the sum of the others. With the bias
// the products add up to the total of SumRows.
func UnitTerms(w Words, s *state.State) (list []Term) {
	m, e := s.Model(), &s.Route.Explanation
	u := e.Unit
	before := ReadsFrom(m, e.Layer)
	shape := shapeOf(m, before)
	x := s.Numbers(e.Layer - 1)
	order := make([]int, len(u.Products))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		size := func(i int) float32 { return max(u.Products[i], -u.Products[i]) }
		switch {
		case size(a) > size(b):
			return -1
		case size(a) < size(b):
			return 1
		}
		return 0
	})
	rest := thousandths(u.Sum) - thousandths(u.Bias)
	for _, i := range order[:min(mostTerms, len(order))] {
		product := thousandths(u.Products[i])
		rest -= product
		t := Term{From: sourceOf(w, m, before, shape, i), Weight: Exact(u.Weights[i]), Product: signed(product)}
		if i < len(x) {
			t.Value = Exact(x[i])
		}
		list = append(list, t)
	}
	if n := len(order) - len(list); n > 0 {
		list = append(list, Term{From: w.Format("window.others", "n", Count(n)), Product: signed(rest)})
	}
	return list
}

// sourceOf names a number that a unit reads, by its index.
func sourceOf(w Words, m spec.Model, before int, shape spec.Shape, index int) string {
	if shape.Flat() {
		if _, dense := m.Layers[max(before, 0)].(spec.Dense); dense {
			return w.Format("column.unit", "n", strconv.Itoa(index+1))
		}
		return w.Format("column.map", "n", strconv.Itoa(index+1))
	}
	return cellPlace(w, shape.Cell(index))
}
