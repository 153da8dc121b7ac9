//go:build js && wasm

package main

import (
	"fmt"
	"strconv"

	"convlab/engine/wire"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// convWindow shows how a number of a convolution is computed: window times kernel is products for one input channel, a bar for the sum
// of each, and the sum of all. With one input channel the map that the kernel makes is in place of the bars.
type convWindow struct {
	a                   *app
	box                 *dom.Element
	tables              [3]*heatTable // window, kernel, products
	bars                *sumBars
	sum                 *sumTable
	whole               *smallMap
	wholeBox, wholeName *dom.Element
	wholeNote           *dom.Element
	channel             int  // of the input, whose tables are shown
	chosen              bool // by the visitor
	layer, filter       int  // of the number for which it was
	choose              func(channel int)
}

func newConvWindow(a *app) *convWindow {
	t := &convWindow{a: a, bars: newSumBars(), sum: newSumTable(), whole: newSmallMap()}
	t.wholeBox, t.wholeName, t.wholeNote = named("", t.whole.box)
	equation := dom.Make("div").Attr("class", "equation")
	for i, kind := range []string{"sees", "learned", ""} {
		t.tables[i] = newHeatTable(kind)
		t.tables[i].light, t.tables[i].choose = t.light, func(cell int) { a.chooseRead(cell, t.channel) }
		if i > 0 {
			equation.Append(dom.Make("span").Attr("class", "sign").Attr("aria-hidden", "true"))
		}
		equation.Append(t.tables[i].box)
	}
	signs := equation.All(".sign")
	signs[0].Text("×")
	signs[1].Text("=")
	t.bars.choose = func(channel int) { t.choose(channel) }
	t.box = dom.Make("div", equation, t.bars.box, t.sum.table, t.wholeBox).Attr("class", "parts conv")
	return t
}

// light marks one product with its two factors, and the number in the map that the window is on.
func (t *convWindow) light(cell int) {
	for _, table := range t.tables {
		table.mark(cell)
	}
	t.a.hoverRead(cell, t.channel)
}

// follow shows the channel of the route until the visitor chooses another, and again for another number.
func (t *convWindow) follow(s *state.State) {
	e := &s.Route.Explanation
	if e.Window == nil {
		t.chosen = false
		return
	}
	filter := e.Route[e.Layer+1].Channel
	if !t.chosen || t.layer != e.Layer || t.filter != filter || t.channel >= len(e.Window.Sums) {
		t.layer, t.filter, t.chosen = e.Layer, filter, false
		t.channel = min(e.Route[wording.ReadsFrom(s.Model(), e.Layer)+1].Channel, len(e.Window.Sums)-1)
	}
}

func (t *convWindow) show(w wording.Words, s *state.State, palette *scene.Palette, place room) {
	e := &s.Route.Explanation
	single := len(e.Window.Sums) == 1
	t.showTables(w, s, palette, place)
	t.sum.show(w, wording.SumRows(w, s), swatch(s, palette, e))
	t.bars.box.Flag("hidden", single)
	t.wholeBox.Flag("hidden", !single)
	if single {
		t.showWhole(w, s, palette, place)
	} else {
		t.bars.show(w, e.Window.Sums, t.channel)
	}
}

// showTables shows window, kernel and products of the channel.
func (t *convWindow) showTables(w wording.Words, s *state.State, palette *scene.Palette, place room) {
	e := &s.Route.Explanation
	win, channels := e.Window, len(e.Window.Sums)
	k := side(len(win.Padded))
	cell, printed := place.cell(k)
	t.box.Style("--tables", dom.Px(float64(k)*float64(cell)))
	names := [3]string{w.Format("window.window"), w.Format("window.kernel"), w.Format("window.products")}
	var notes [3]string
	notes[0], notes[1], notes[2] = wording.WindowParts(w, s, t.channel)
	before := wording.ReadsFrom(s.Model(), e.Layer)
	patch := layout.Channel(win.Patch, channels, t.channel)
	weights := layout.Channel(win.Weights, channels, t.channel)
	products := layout.Channel(win.Products, channels, t.channel)
	for i, m := range []scene.Maps{layout.InColours(s, before, t.channel, k, patch), layout.SignedMap(weights, k), layout.SignedMap(products, k)} {
		table := t.tables[i]
		table.name.Text(names[i])
		table.note.Text(notes[i])
		table.caption.Text(names[i] + ": " + notes[i])
		cells := make([]heatCell, k*k)
		for c, v := range m.Table.Numbers {
			cells[c] = newHeatCell(w, v, c, k, printed, i == 0 && win.Padded[c], false)
		}
		table.table.Class("reads", before >= 0)
		table.show(palette, m, cells, cell)
	}
}

// showWhole shows the map that the kernel makes, as wide as a table, with the number in a frame.
func (t *convWindow) showWhole(w wording.Words, s *state.State, palette *scene.Palette, place room) {
	e := &s.Route.Explanation
	out := e.Route[e.Layer+1]
	made := layout.OutputMap(s, e.Layer, out.Channel)
	k := side(len(e.Window.Padded))
	cell, _ := place.cell(k)
	t.wholeName.Text(w.Format("window.whole", "n", strconv.Itoa(made.Table.H*made.Table.W)))
	t.wholeNote.Text(w.Format("window.whole.note", "map", strconv.Itoa(out.Channel+1)))
	pixel := max(float32(int(float32(k)*cell/float32(made.Table.H))), 1)
	frame := cellRegion(out)
	t.whole.show(palette, made, pixel, &frame)
}

// side is the side of a square of n cells.
func side(n int) (k int) {
	for k*k < n {
		k++
	}
	return k
}

// newHeatCell is the cell of a number at a place of a table with so many columns.
func newHeatCell(w wording.Words, v float32, at, columns int, printed, padded, winner bool) heatCell {
	key := "window.cell"
	switch {
	case padded:
		key = "window.cell.padded"
	case winner:
		key = "window.cell.winner"
	}
	named := func(value string) string {
		return w.Format(key, "row", strconv.Itoa(at/columns+1), "column", strconv.Itoa(at%columns+1), "value", value)
	}
	c := heatCell{padded: padded, strong: winner, exact: named(wording.Exact(v))}
	c.name = c.exact
	if printed {
		c.text = wording.Cell(v)
		c.name = named(c.text)
	}
	if printed && padded {
		c.text = "0"
	}
	return c
}

// swatch is the colour of the chosen number in its map.
func swatch(s *state.State, palette *scene.Palette, e *wire.Explanation) string {
	var output float32
	switch {
	case e.Window != nil:
		output = e.Window.Output
	case e.Unit != nil && e.Layer < len(s.Model().Layers)-1:
		output = e.Unit.Output
	default:
		return ""
	}
	rgba := make([]byte, 4)
	layout.InColours(s, e.Layer, e.Route[e.Layer+1].Channel, 1, []float32{output}).Paint(palette, rgba)
	return fmt.Sprintf("rgb(%d %d %d)", rgba[0], rgba[1], rgba[2])
}
