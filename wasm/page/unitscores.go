//go:build js && wasm

package main

import (
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout/river"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// unitScores shows the contributions of the chosen unit to the ten scores, beside the rows of the answer; on a phone, in the row of its layer.
type unitScores struct {
	box  *dom.Element
	rows [spec.Classes]barRow
}

// barRow is the row of a digit: the digit, a bar and a number.
type barRow struct{ row, bar, text *dom.Element }

func newBarRow(digit int) barRow {
	r := barRow{bar: dom.Make("i"), text: dom.Make("span")}
	name := dom.Make("span")
	name.Text(strconv.Itoa(digit))
	r.row = dom.Make("div", name, dom.Make("span", r.bar).Attr("class", "bar"), r.text)
	return r
}

func newUnitScores() *unitScores {
	t := &unitScores{box: dom.ByID("unitscores")}
	for d := range t.rows {
		t.rows[d] = newBarRow(d)
		t.box.Append(t.rows[d].row)
	}
	return t
}

func (t *unitScores) show(s *state.State, r *river.River) {
	place := r.Columns[len(r.Columns)-2].UnitScores
	if r.Opened != nil {
		place = r.Opened.UnitScores
	}
	scores := s.UnitScores()
	t.box.Flag("hidden", place.W == 0 || scores == nil)
	if place.W == 0 || scores == nil {
		return
	}
	put(t.box, place)
	t.box.Style("--row", dom.Px(float64(place.H)/spec.Classes))
	most := float32(0.01)
	for _, v := range scores {
		most = max(most, v, -v)
	}
	decimals := 1
	if most < 0.5 {
		decimals = 2
	}
	for d, v := range scores {
		row := &t.rows[d]
		row.bar.Class("negative", v < 0)
		row.bar.Style("--share", ofWhole(max(v, -v)/most/2))
		row.text.Text(wording.Signed(v, decimals))
		row.row.Class("top", d == s.Route.Explanation.Digit)
	}
}
