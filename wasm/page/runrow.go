//go:build js && wasm

package main

import (
	"strconv"
	"strings"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// runColumns are the keys of the columns' heads, after network and accuracy.
// Without their prefix they are the names that wording.RunCell knows.
func runColumns() []string {
	return []string{
		"runs.date", "runs.optimizer", "runs.rate", "runs.batch", "runs.epochs", "runs.images", "runs.shift", "runs.seed",
		"runs.weights", "runs.loss", "runs.seconds", "runs.speed", "runs.checksum",
	}
}

// newRunHeads makes the head of the table. Table elements that CSS shows as grids lose their roles, so head and rows have explicit
// ones.
func newRunHeads() *dom.Element {
	row := dom.Make("tr").Attr("role", "row")
	for _, key := range append([]string{"runs.network", "runs.accuracy"}, runColumns()...) {
		row.Append(dom.Translated("th", key).Attr("role", "columnheader").Attr("scope", "col"))
	}
	row.Append(dom.Make("td").Attr("role", "cell")) // above the buttons
	return dom.Make("thead", row).Attr("role", "rowgroup")
}

// runRow is one training.
type runRow struct {
	row, best, use, remove *dom.Element
	texts                  map[string]*dom.Element // by the names of wording.RunCell
}

func newRunRow() *runRow {
	r := &runRow{
		best:   dom.Translated("span", "runs.best").Attr("class", "tag"),
		use:    dom.Translated("button", "runs.use").Attr("type", "button").Attr("data-action", "use"),
		remove: dom.Make("button").Attr("type", "button").Attr("class", "icon").Attr("data-action", "remove"),
		texts:  map[string]*dom.Element{"network": dom.Make("th").Attr("role", "rowheader").Attr("scope", "row"), "accuracy": dom.Make("b")},
	}
	cell := func(content ...*dom.Element) *dom.Element { return dom.Make("td", content...).Attr("role", "cell") }
	r.row = dom.Make("tr", r.texts["network"], cell(r.texts["accuracy"], dom.Text(" "), r.best).Attr("class", "score")).Attr("role", "row")
	for _, key := range runColumns() {
		name, tag, column := strings.TrimPrefix(key, "runs."), "span", cell()
		if name == "checksum" {
			tag = "code"
		}
		if name != "date" { // a date needs no name
			column.Append(dom.Translated("small", key))
		}
		r.texts[name] = dom.Make(tag)
		column.Append(r.texts[name])
		r.row.Append(column)
	}
	cross := dom.Make("span").Attr("aria-hidden", "true")
	cross.Text("×")
	r.remove.Append(cross)
	r.row.Append(cell(r.use, r.remove).Attr("class", "actions"))
	return r
}

func (r *runRow) show(w wording.Words, language string, record state.Record, best bool) {
	settings, _ := state.FromModel(record.Model, record.Training)
	date := dom.Date(record.Date, language)
	for name, cell := range r.texts {
		text, title := wording.RunCell(w, record, settings, name)
		if name == "date" {
			text = date
		}
		cell.Text(text)
		cell.Attr("title", title)
	}
	r.row.Class("best", best)
	r.best.Flag("hidden", !best)
	id := strconv.Itoa(record.ID)
	r.use.Attr("data-id", id)
	r.remove.Attr("data-id", id)
	name := w.Format("runs.remove", "date", date)
	r.remove.Attr("aria-label", name)
	r.remove.Attr("title", name)
}
