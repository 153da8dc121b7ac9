//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/wording"
)

// sumTable is the sum that ends in a number, as a table.
type sumTable struct {
	table, caption, body *dom.Element
	rows                 []sumTableRow
}

type sumTableRow struct{ row, name, value, swatch *dom.Element }

func newSumTable() *sumTable {
	t := &sumTable{caption: dom.Make("caption").Attr("class", "vh"), body: dom.Make("tbody")}
	t.table = dom.Make("table", t.caption, t.body).Attr("class", "adding")
	return t
}

// show shows rows; color is that of the result in its map, "" for none.
func (t *sumTable) show(w wording.Words, rows []wording.SumRow, color string) {
	t.caption.Text(w.Format("window.computed"))
	for len(t.rows) < len(rows) {
		l := sumTableRow{name: dom.Make("th").Attr("scope", "row"), value: dom.Make("span"), swatch: dom.Make("i")}
		l.row = dom.Make("tr", l.name, dom.Make("td", l.value, l.swatch))
		t.body.Append(l.row)
		t.rows = append(t.rows, l)
	}
	for i, l := range t.rows {
		l.row.Flag("hidden", i >= len(rows))
		if i >= len(rows) {
			continue
		}
		l.row.Attr("class", string(rows[i].Mark))
		l.name.Text(rows[i].Name)
		l.value.Text(rows[i].Value)
		l.swatch.Flag("hidden", rows[i].Mark != wording.ResultRow || color == "")
		l.swatch.Style("background-color", color)
	}
}
