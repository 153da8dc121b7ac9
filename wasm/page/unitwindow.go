//go:build js && wasm

package main

import (
	"strconv"
	"strings"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// unitWindow shows how a number of a Dense layer is computed. Over the picture: picture times weights is products, and the unit when the
// digit moves. After maps or units: the largest products.
type unitWindow struct {
	box, equation *dom.Element
	maps          [3]*smallMap
	names, notes  [3]*dom.Element
	sum           *sumTable
	terms         *termTable
	shifts        *shiftTable
}

func newUnitWindow() *unitWindow {
	t := &unitWindow{equation: dom.Make("div").Attr("class", "equation"), sum: newSumTable(), terms: newTermTable(), shifts: newShiftTable()}
	for i, kind := range []string{"sees", "learned", ""} {
		t.maps[i] = newSmallMap()
		t.maps[i].box.Attr("class", strings.TrimSpace("smallmap "+kind))
		var box *dom.Element
		box, t.names[i], t.notes[i] = named(kind, t.maps[i].box)
		if i > 0 {
			sign := dom.Make("span").Attr("class", "sign").Attr("aria-hidden", "true")
			sign.Text([]string{"×", "="}[i-1])
			t.equation.Append(sign)
		}
		t.equation.Append(box)
	}
	t.box = dom.Make("div", t.equation, t.terms.table, t.sum.table, t.shifts.box).Attr("class", "parts unit")
	return t
}

func (t *unitWindow) show(w wording.Words, s *state.State, palette *scene.Palette, place room) {
	e := &s.Route.Explanation
	u := e.Unit
	overPicture := wording.ReadsFrom(s.Model(), e.Layer) < 0
	t.equation.Flag("hidden", !overPicture)
	t.terms.table.Flag("hidden", overPicture)
	t.shifts.box.Flag("hidden", len(u.Shifted) == 0)
	t.sum.show(w, wording.SumRows(w, s), swatch(s, palette, e))
	if len(u.Shifted) > 0 {
		t.shifts.show(w, u.Shifted)
	}
	if !overPicture {
		t.terms.show(w, wording.UnitTerms(w, s))
		return
	}
	columns := s.Model().Input.W
	pixel, _ := place.cell(columns)
	pixel = min(max(pixel, 3), 6)
	t.box.Style("--tables", dom.Px(float64(columns)*float64(pixel)))
	_, unit := wording.WindowTitle(w, s)
	for i, text := range [3][2]string{
		{w.Format("window.picture"), w.Format("window.unit.sees")}, {w.Format("window.unit.weights"), unit},
		{w.Format("window.products"), w.Format("window.unit.count", "n", strconv.Itoa(len(u.Products)))},
	} {
		t.names[i].Text(text[0])
		t.notes[i].Text(text[1])
	}
	t.maps[0].show(palette, layout.OutputMap(s, -1, 0), pixel, nil)
	t.maps[1].show(palette, layout.SignedMap(u.Weights, columns), pixel, nil)
	t.maps[2].show(palette, layout.SignedMap(u.Products, columns), pixel, nil)
}

// termTable lists the largest products of a unit.
type termTable struct {
	table, caption *dom.Element
	heads          []*dom.Element
	body           *dom.Element
	rows           [][]*dom.Element // the row, then its cells
}

func newTermTable() *termTable {
	t := &termTable{caption: dom.Make("caption").Attr("class", "vh"), body: dom.Make("tbody")}
	head := dom.Make("tr")
	for range 4 {
		th := dom.Make("th").Attr("scope", "col")
		head.Append(th)
		t.heads = append(t.heads, th)
	}
	t.table = dom.Make("table", t.caption, dom.Make("thead", head), t.body).Attr("class", "terms")
	return t
}

func (t *termTable) show(w wording.Words, terms []wording.Term) {
	t.caption.Text(w.Format("window.terms"))
	for i, head := range []string{w.Format("window.terms.from"), w.Format("window.terms.value"), w.Format("window.terms.weight"), w.Format("window.terms.product")} {
		t.heads[i].Text(head)
	}
	for len(t.rows) < len(terms) {
		cells := []*dom.Element{dom.Make("tr"), dom.Make("th").Attr("scope", "row"), dom.Make("td"), dom.Make("td").Attr("class", "learned"), dom.Make("td")}
		cells[0].Append(cells[1:]...)
		t.body.Append(cells[0])
		t.rows = append(t.rows, cells)
	}
	for i, cells := range t.rows {
		cells[0].Flag("hidden", i >= len(terms))
		if i < len(terms) {
			for c, text := range []string{terms[i].From, terms[i].Value, terms[i].Weight, terms[i].Product} {
				cells[c+1].Text(text)
			}
		}
	}
}

// shiftTable is the unit when the digit moves to the right.
type shiftTable struct {
	box, caption, name, note *dom.Element
	body                     *dom.Element
	rows                     []struct{ bar, value *dom.Element }
}

func newShiftTable() *shiftTable {
	t := &shiftTable{caption: dom.Make("caption").Attr("class", "vh"), body: dom.Make("tbody")}
	t.box, t.name, t.note = named("", dom.Make("table", t.caption, t.body).Attr("class", "shifts"))
	return t
}

func (t *shiftTable) show(w wording.Words, values []float32) {
	t.name.Text(w.Format("window.shifted"))
	t.note.Text(w.Format("window.shifted.note"))
	t.caption.Text(w.Format("window.shifted") + ", " + w.Format("window.shifted.note"))
	for len(t.rows) < len(values) {
		pixels := dom.Make("th").Attr("scope", "row")
		pixels.Text(strconv.Itoa(len(t.rows)))
		row := struct{ bar, value *dom.Element }{dom.Make("i"), dom.Make("td")}
		t.body.Append(dom.Make("tr", pixels, dom.Make("td", row.bar).Attr("class", "bar").Attr("aria-hidden", "true"), row.value))
		t.rows = append(t.rows, row)
	}
	most := float32(0)
	for _, v := range values {
		most = max(most, v, -v)
	}
	for i, v := range values {
		length := float32(0)
		if most > 0 {
			length = max(v, -v) / most
		}
		t.rows[i].bar.Style("width", ofWhole(length))
		t.rows[i].bar.Class("negative", v < 0)
		t.rows[i].value.Text(wording.Exact(v))
	}
}
