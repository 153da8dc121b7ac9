//go:build js && wasm

package main

import (
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// layers is the ledger of the network in the controls, before any training.
type layers struct {
	titled                        map[string]*dom.Element // column heads, by the key of their title
	body                          *dom.Element
	rows                          []ledgerRow
	weights, macs, time           *dom.Element
	compare, dropped, explanation *dom.Element
}

// ledgerRow is a layer. Its bars show its part of the largest number of the column.
type ledgerRow struct {
	row, name, output, weights, macs, field, time, note *dom.Element
	weightsBar, macsBar                                 *dom.Element
}

func newLayers(_ *app, in *dom.Element) component {
	note := func() *dom.Element { return dom.Make("p").Attr("class", "note") }
	t := &layers{
		titled: map[string]*dom.Element{}, body: dom.Make("tbody"),
		weights: dom.Make("td").Attr("id", "totalweights"), macs: dom.Make("td"), time: dom.Make("td").Attr("id", "totaltime"),
		compare: note(), dropped: note(), explanation: note(),
	}
	heads := dom.Make("tr")
	for _, column := range []struct{ key, title string }{
		{"summary.layer", ""}, {"summary.output", ""}, {"summary.weights", ""}, {},
		{"summary.macs", "summary.macs_long"}, {}, {"summary.field", "summary.field_long"}, {"summary.time", "summary.time_long"}, {"summary.note", ""},
	} {
		if column.key == "" {
			heads.Append(barCell(nil))
			continue
		}
		head := dom.Translated("th", column.key).Attr("scope", "col")
		if column.title != "" {
			t.titled[column.title] = head
		}
		heads.Append(head)
	}
	in.Append(
		dom.Make("div", dom.Make("table",
			dom.Translated("caption", "summary.caption").Attr("class", "vh"),
			dom.Make("thead", heads),
			t.body,
			dom.Make("tfoot", dom.Make("tr",
				dom.Translated("th", "summary.total").Attr("scope", "row"), dom.Make("td"), t.weights, barCell(nil), t.macs, barCell(nil), dom.Make("td"), t.time, dom.Make("td"))),
		).Attr("id", "ledger")).Attr("class", "scroll"),
		dom.Translated("p", "summary.terms").Attr("class", "note"),
		t.compare, t.dropped, t.explanation,
	)
	return t
}

func (t *layers) show(w wording.Words, s *state.State) {
	for key, head := range t.titled {
		head.Attr("title", w.Format(key))
	}
	model := s.Draft.Model()
	rows, err := model.Ledger()
	if err != nil {
		return // the controls refuse what has no ledger
	}
	names := wording.LayerNames(w, model)
	for len(t.rows) < len(rows) {
		t.rows = append(t.rows, t.newRow())
	}
	costs, total := s.LayerTimes(model)
	most := spec.Row{Weights: 1, MACs: 1}
	for _, row := range rows {
		most.Weights, most.MACs = max(most.Weights, row.Weights), max(most.MACs, row.MACs)
	}
	for i, r := range t.rows {
		r.row.Flag("hidden", i >= len(rows))
		if i < len(rows) {
			text, title := "–", ""
			if total > 0 {
				text, title = wording.LayerCost(costs[i])
			}
			r.time.Text(text)
			r.time.Attr("title", title)
			r.name.Text(names[i])
			r.show(w, rows[i], most)
		}
	}
	weights, macs := spec.Total(rows)
	t.weights.Text(wording.Count(weights))
	t.macs.Text(wording.Millions(macs))
	t.time.Text(orDash(total > 0, wording.Micros(total)))
	t.compare.Text(wording.Comparison(w, rows, s.Draft.Dense()))
	t.dropped.Text(wording.Dropped(w, rows, names))
	if total > 0 {
		t.explanation.Text(w.Format("summary.measured"))
	} else {
		t.explanation.Text(w.Format("summary.unmeasured"))
	}
}

// show shows the numbers of a layer that do not depend on a training, with bars whose full length is that of most.
func (r *ledgerRow) show(w wording.Words, row, most spec.Row) {
	r.output.Text(row.Output.String())
	r.weights.Text(orDash(row.Weights > 0, wording.Count(row.Weights)))
	r.macs.Text(orDash(row.MACs > 0, wording.Millions(row.MACs)))
	r.field.Text(wording.Sees(w, row))
	r.note.Text(wording.WeightUse(w, row))
	r.weightsBar.Style("--share", percentOf(int64(row.Weights), int64(most.Weights)))
	r.macsBar.Style("--share", percentOf(row.MACs, most.MACs))
}

func (t *layers) newRow() ledgerRow {
	cell := func() *dom.Element { return dom.Make("td") }
	r := ledgerRow{
		row: dom.Make("tr"), name: dom.Make("th").Attr("scope", "row"), output: cell(), weights: cell().Attr("class", "learned"), macs: cell(), field: cell(),
		time: cell(), note: cell().Attr("class", "note"), weightsBar: dom.Make("i").Attr("class", "learned"), macsBar: dom.Make("i"),
	}
	r.row.Append(r.name, r.output, r.weights, barCell(r.weightsBar), r.macs, barCell(r.macsBar), r.field, r.time, r.note)
	t.body.Append(r.row)
	return r
}

// barCell is a cell for a bar. It says nothing that the number before it does not.
func barCell(bar *dom.Element) *dom.Element {
	cell := dom.Make("td").Attr("class", "bar").Attr("aria-hidden", "true")
	if bar != nil {
		cell.Append(bar)
	}
	return cell
}

// percentOf is a part of the largest number as a length in CSS.
func percentOf(n, most int64) string {
	return strconv.FormatFloat(100*float64(n)/float64(most), 'f', 2, 64) + "%"
}

func orDash(there bool, text string) string {
	if there {
		return text
	}
	return "–"
}
