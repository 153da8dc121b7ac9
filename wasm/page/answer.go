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

// answer is the digit that is read, and a row with a bar for each digit. A click on a row shows how its score came about.
type answer struct {
	title, numeral, table, tableCaption, caption *dom.Element
	rows                                         [spec.Classes]answerRow
	unitScores                                   *unitScores
}

type answerRow struct{ row, button, bar, text *dom.Element }

func newAnswer(a *app) *answer {
	t := &answer{
		title: dom.ByID("answertitle"), numeral: dom.ByID("numeral"), table: dom.ByID("prediction"),
		caption: dom.ByID("answercaption"), unitScores: newUnitScores(),
	}
	t.tableCaption = t.table.First("caption")
	body := t.table.First("tbody")
	for d := range t.rows {
		r := answerRow{row: dom.Make("tr"), button: dom.Make("button"), bar: dom.Make("i"), text: dom.Make("td")}
		r.button.Attr("type", "button").Attr("data-digit", strconv.Itoa(d)).Text(strconv.Itoa(d))
		digit := dom.Make("th", r.button).Attr("scope", "row")
		r.row.Append(digit, dom.Make("td", r.bar).Attr("class", "bar").Attr("aria-hidden", "true"), r.text)
		body.Append(r.row)
		r.row.On("click", func(dom.Event) {
			a.send(state.AskWhy{Digit: asked(a.state, d)})
		})
		t.rows[d] = r
	}
	return t
}

// asked is the digit that a click on the row of d asks for: another click, or one on the digit that is read, asks for none.
func asked(s *state.State, d int) int {
	if d == s.Best() || d == s.Route.Digit {
		return -1
	}
	return d
}

func (t *answer) show(w wording.Words, s *state.State, r *river.River) {
	place := r.Answer
	put(t.title, r.Columns[len(r.Columns)-1].Title)
	put(t.numeral, place.Numeral)
	t.numeral.Style("height", dom.Px(float64(place.Numeral.H)))
	t.numeral.Style("font-size", dom.Px(1.16*float64(place.Numeral.H)))
	put(t.table, place.Bars)
	t.table.Style("--row", dom.Px(float64(place.Row)))
	if place.Caption.W == 0 { // a phone has it at the end
		place.Caption = r.Final.Caption
	}
	put(t.caption, place.Caption)

	probabilities, ok := s.Probabilities()
	best := s.Best()
	numeral, unsure := wording.Numeral(s)
	t.numeral.Text(numeral)
	t.numeral.Class("unsure", unsure)
	why := s.Route.Digit
	truth := s.Truth()
	for d, row := range t.rows {
		row.bar.Style("--share", ofWhole(probabilities[d]))
		row.text.Text(orDash(ok, wording.Probability(probabilities[d])))
		row.row.Class("top", d == best)
		row.row.Class("why", d == why && d != best)
		row.row.Class("truth", d == truth && ok && d != best)
		row.button.Attr("aria-pressed", strconv.FormatBool(d == why))
	}
	t.tableCaption.Text(wording.AnswerTitle(w, s))
	t.caption.Text(wording.AnswerCaption(w, s))
	status := s.LayerStatus(len(s.Model().Layers) - 1)
	t.caption.Class("learn", status == state.LayerToLearn)
	t.caption.Class("waits", status == state.LayerWaits)
	t.caption.Class("lit", s.Route.Spread.Lights(len(r.Columns)-1))
	t.unitScores.show(s, r)
}
