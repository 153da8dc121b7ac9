//go:build js && wasm

package main

import (
	"fmt"
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/scene"
)

// heatTable is a table of the numbers of a map, in its colours. One of its cells is a stop of the Tab key, and the arrow keys go from
// cell to cell.
type heatTable struct {
	box, name, note, table, caption *dom.Element

	body          *dom.Element
	cells         []*dom.Element
	rows, columns int
	light         func(cell int) // is called with the cell under the pointer or with the focus, -1 for none; may be nil
	choose        func(cell int) // is called with a cell that is clicked, or on which Enter is pressed; may be nil
}

// heatCell is the content of a cell.
type heatCell struct {
	text           string // "" in a small cell
	name           string // for screen readers: its place and what it shows
	exact          string // its place and its number with three decimals
	padded, strong bool
}

// newHeatTable makes a table in a figure; kind is a class: "sees", "learned" or "".
func newHeatTable(kind string) *heatTable {
	t := &heatTable{name: dom.Make("b"), note: dom.Make("span"), table: dom.Make("table"), caption: dom.Make("caption").Attr("class", "vh")}
	t.table.Append(t.caption)
	t.table.Attr("role", "grid").Attr("class", "heat "+kind)
	t.name.Attr("class", kind)
	t.box = dom.Make("figure", dom.Make("figcaption", t.name, t.note).Attr("aria-hidden", "true"), t.table)
	t.listen()
	return t
}

func (t *heatTable) listen() {
	cellOf := func(e dom.Event) int {
		cell, ok := e.Closest("td")
		if !ok {
			return -1
		}
		i, err := strconv.Atoi(cell.GetAttribute("data-cell"))
		if err != nil {
			return -1
		}
		return i
	}
	lit := func(cell int) {
		if t.light != nil {
			t.light(cell)
		}
	}
	for _, event := range []string{"pointerover", "focusin"} {
		t.table.On(event, func(e dom.Event) { lit(cellOf(e)) })
	}
	for _, event := range []string{"pointerleave", "focusout"} {
		t.table.On(event, func(dom.Event) { lit(-1) })
	}
	chosen := func(cell int) {
		if t.choose != nil && cell >= 0 {
			t.choose(cell)
		}
	}
	t.table.On("click", func(e dom.Event) { chosen(cellOf(e)) })
	t.table.On("keydown", func(e dom.Event) {
		from := cellOf(e)
		key, modified := e.Key()
		if key == "Enter" && !modified {
			chosen(from)
		}
		if to, ok := gridStep(key, from, t.rows, t.columns); ok && !modified && from >= 0 {
			e.Prevent()
			t.cells[from].Attr("tabindex", "-1")
			t.cells[to].Attr("tabindex", "0")
			t.cells[to].Focus()
		}
	})
}

// gridStep is the cell that a key goes to in a table.
func gridStep(key string, from, rows, columns int) (to int, ok bool) {
	row, column := from/columns, from%columns
	switch key {
	case "ArrowLeft":
		column = max(column-1, 0)
	case "ArrowRight":
		column = min(column+1, columns-1)
	case "ArrowUp":
		row = max(row-1, 0)
	case "ArrowDown":
		row = min(row+1, rows-1)
	case "Home":
		column = 0
	case "End":
		column = columns - 1
	default:
		return from, false
	}
	return row*columns + column, true
}

// show shows the picture of m, a cell for each of its numbers, with sides so long.
func (t *heatTable) show(palette *scene.Palette, m scene.Maps, cells []heatCell, side float32) {
	if t.rows != m.Table.H || t.columns != m.Table.W {
		t.build(m.Table.H, m.Table.W)
	}
	t.table.Style("--cell", dom.Px(float64(side)))
	rgba := make([]byte, 4*len(cells))
	m.Paint(palette, rgba)
	for i, c := range cells {
		e := t.cells[i]
		e.Text(c.text)
		e.Attr("aria-label", c.name).Attr("data-label", c.exact)
		e.Class("padded", c.padded)
		e.Class("strong", c.strong)
		r, g, b := rgba[4*i], rgba[4*i+1], rgba[4*i+2]
		color := fmt.Sprintf("rgb(%d %d %d)", r, g, b)
		if c.padded {
			color = ""
		}
		e.Style("background-color", color)
		e.Class("dark", !c.padded && scene.Dark(r, g, b))
	}
}

// build makes the cells anew.
func (t *heatTable) build(rows, columns int) {
	if t.body != nil {
		t.body.Remove()
	}
	t.rows, t.columns, t.body, t.cells = rows, columns, dom.Make("tbody"), nil
	for range rows {
		row := dom.Make("tr")
		for range columns {
			cell := dom.Make("td").Attr("tabindex", "-1").Attr("data-cell", strconv.Itoa(len(t.cells)))
			t.cells = append(t.cells, cell)
			row.Append(cell)
		}
		t.body.Append(row)
	}
	t.cells[0].Attr("tabindex", "0")
	t.table.Append(t.body)
}

// mark marks one cell, -1 for none.
func (t *heatTable) mark(cell int) {
	for i, e := range t.cells {
		e.Class("lit", i == cell)
	}
}
