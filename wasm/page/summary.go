//go:build js && wasm

package main

import (
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// summary is the ledger of the network in the controls.
type summary struct {
	titled                        map[string]*dom.Element // column heads, by the key of their title
	body                          *dom.Element
	rows                          []ledgerRow
	weights, macs, time           *dom.Element
	compare, dropped, explanation *dom.Element
}

type ledgerRow struct {
	row, name, output, weights, macs, field, time *dom.Element
}

func newSummary(_ *app, in *dom.Element) component {
	note := func() *dom.Element { return dom.Make("p").Attr("class", "note") }
	t := &summary{
		titled: map[string]*dom.Element{}, body: dom.Make("tbody"),
		weights: dom.Make("td").Attr("id", "totalweights"), macs: dom.Make("td"), time: dom.Make("td").Attr("id", "totaltime"),
		compare: note(), dropped: note(), explanation: note(),
	}
	heads := dom.Make("tr")
	for _, column := range []struct{ key, title string }{
		{"summary.layer", ""}, {"summary.output", ""}, {"summary.weights", ""},
		{"summary.macs", "summary.macs_long"}, {"summary.field", "summary.field_long"}, {"summary.time", "summary.time_long"},
	} {
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
				dom.Translated("th", "summary.total").Attr("scope", "row"), dom.Make("td"), t.weights, t.macs, dom.Make("td"), t.time)),
		).Attr("id", "ledger")).Attr("class", "scroll"),
		dom.Translated("p", "summary.terms").Attr("class", "note"),
		t.compare, t.dropped, t.explanation,
	)
	return t
}

func (t *summary) show(w wording.Words, s *state.State) {
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
	for i, r := range t.rows {
		r.row.Flag("hidden", i >= len(rows))
		if i >= len(rows) {
			continue
		}
		r.name.Text(names[i])
		r.output.Text(rows[i].Output.String())
		r.weights.Text(orDash(rows[i].Weights > 0, wording.Count(rows[i].Weights)))
		r.macs.Text(orDash(rows[i].MACs > 0, wording.Millions(rows[i].MACs)))
		r.field.Text(orDash(rows[i].ReceptiveField > 0, strconv.Itoa(rows[i].ReceptiveField)))
		text, title := "–", ""
		if total > 0 {
			text, title = wording.LayerCost(costs[i])
		}
		r.time.Text(text)
		r.time.Attr("title", title)
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

func (t *summary) newRow() ledgerRow {
	cell := func() *dom.Element { return dom.Make("td") }
	r := ledgerRow{dom.Make("tr"), dom.Make("th"), cell(), cell(), cell(), cell(), cell()}
	r.name.Attr("scope", "row")
	r.row.Append(r.name, r.output, r.weights, r.macs, r.field, r.time)
	t.body.Append(r.row)
	return r
}

func orDash(there bool, text string) string {
	if there {
		return text
	}
	return "–"
}
