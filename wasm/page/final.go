//go:build js && wasm

package main

import (
	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout/river"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// final repeats the answer at the end of a phone's river, with the numbers that have no room beside the pad. Screen readers read the
// answer beside the pad, and skip this one.
type final struct {
	box, numeral, table *dom.Element
	rows                [spec.Classes]barRow
}

func newFinal(a *app) *final {
	t := &final{box: dom.ByID("final"), numeral: dom.Make("p"), table: dom.Make("div")}
	for d := range t.rows {
		t.rows[d] = newBarRow(d)
		t.rows[d].row.On("click", func(dom.Event) { a.send(state.AskWhy{Digit: asked(a.state, d)}) })
		t.table.Append(t.rows[d].row)
	}
	t.box.Append(t.numeral, t.table)
	return t
}

func (t *final) show(_ wording.Words, s *state.State, r *river.River) {
	place := r.Final
	t.box.Flag("hidden", place.Numeral.W == 0)
	if place.Numeral.W == 0 {
		return
	}
	put(t.numeral, place.Numeral)
	t.numeral.Style("height", dom.Px(float64(place.Numeral.H)))
	put(t.table, place.Bars)
	t.table.Style("--row", dom.Px(float64(place.Row)))
	numeral, unsure := wording.Numeral(s)
	t.numeral.Text(numeral)
	t.numeral.Class("unsure", unsure)
	probabilities, ok := s.Probabilities()
	for d, row := range t.rows {
		row.bar.Style("--share", ofWhole(probabilities[d]))
		row.text.Text(orDash(ok, wording.Probability(probabilities[d])))
		row.row.Class("top", d == s.Best())
		row.row.Class("why", d == s.Route.Digit && d != s.Best())
	}
}
