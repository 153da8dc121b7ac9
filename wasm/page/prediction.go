//go:build js && wasm

package main

import (
	"strconv"

	"convlab/engine/drawing"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// prediction is the table of probabilities for a screen reader.
type prediction struct {
	rows    [10]struct{ row, text *dom.Element }
	caption *dom.Element
}

func newPrediction() *prediction {
	table := dom.ByID("prediction")
	t := &prediction{caption: table.First("caption")}
	t.caption.Attr("data-t", "") // written here from now on
	body := table.First("tbody")
	for d := range t.rows {
		row, digit, text := dom.Make("tr"), dom.Make("th"), dom.Make("td")
		digit.Attr("scope", "row")
		digit.Text(strconv.Itoa(d))
		row.Append(digit, text)
		body.Append(row)
		t.rows[d].row, t.rows[d].text = row, text
	}
	return t
}

func (t *prediction) show(w wording.Words, s *state.State) {
	probabilities, ok := s.Probabilities()
	best := s.Best()
	if s.Pad.Verdict != drawing.Digit {
		t.caption.Text(wording.Answer(w, s))
	} else {
		t.caption.Text(w.Format("prediction.caption"))
	}
	for d, r := range t.rows {
		r.text.Text(orDash(ok, wording.Percent(float64(probabilities[d]), 1)))
		r.row.Class("top", d == best)
	}
}
