//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// poolWindow shows how a number of a pooling layer is computed, and what other ways to make its map smaller give. A click on a way tries
// it.
type poolWindow struct {
	box    *dom.Element
	window *heatTable
	ways   map[state.Reduction]*poolingWay
}

// poolingWay is the card of one way.
type poolingWay struct {
	box, button, value, what, way *dom.Element
	made                          *smallMap
	gradientName                  *dom.Element
	gradient                      *heatTable
}

func newPoolWindow(a *app) *poolWindow {
	t := &poolWindow{window: newHeatTable("sees"), ways: map[state.Reduction]*poolingWay{}}
	channel := func() int {
		cell, _ := a.state.Route.Cell(a.state.Route.Explanation.Layer)
		return cell.Channel
	}
	t.window.light = func(cell int) { a.hoverRead(cell, channel()) }
	t.window.choose = func(cell int) { a.chooseRead(cell, channel()) }
	cards := dom.Make("div").Attr("class", "ways")
	for _, kind := range state.Reductions() {
		c := &poolingWay{
			button: dom.Make("button").Attr("type", "button"), value: dom.Make("b"), what: dom.Make("p"), way: dom.Make("p"), made: newSmallMap(),
			gradientName: dom.Make("p"), gradient: newHeatTable(""),
		}
		head := dom.Make("p", c.button, c.value).Attr("class", "top")
		gradient := dom.Make("div", c.gradientName, c.gradient.table)
		c.box = dom.Make("div", head, c.what, dom.Make("div", c.made.box, gradient).Attr("class", "middle"), c.way).Attr("class", "way")
		c.box.On("click", func(e dom.Event) {
			for _, change := range a.state.Reduce(a.state.Route.Explanation.Layer, kind) {
				a.send(change)
			}
		})
		cards.Append(c.box)
		t.ways[kind] = c
	}
	t.box = dom.Make("div", dom.Make("div", t.window.box).Attr("class", "equation"), cards).Attr("class", "parts pooling")
	return t
}

func (t *poolWindow) show(w wording.Words, s *state.State, palette *scene.Palette, place room) {
	e := &s.Route.Explanation
	p, out := e.Pool, e.Route[e.Layer+1]
	k := side(len(p.Patch))
	cell, printed := place.cell(k)
	cell = min(cell, 48)
	before := e.Layer - 1
	t.window.name.Text(w.Format("window.window"))
	from := wording.MapOf(w, s.Model(), before, out.Channel)
	t.window.note.Text(from)
	t.window.caption.Text(w.Format("window.window") + ": " + from)
	cells := make([]heatCell, k*k)
	for i, v := range p.Patch {
		cells[i] = newHeatCell(w, v, i, k, printed, p.Padded[i], i == p.Winner)
	}
	t.window.table.Class("reads", before >= 0)
	t.window.show(palette, layout.InColours(s, before, out.Channel, k, p.Patch), cells, cell)
	most := mapSide
	if !place.natural { // a low panel shows whole cards, with smaller maps
		most = min(most, max(int(place.h)-aroundMaps, mapSide/2))
	}
	for _, way := range wording.PoolingWays(w, s) {
		t.ways[way.Kind].show(w, s, palette, way, k, float32(most))
	}
}

const (
	mapSide    = 78  // of the largest maps that the ways make
	aroundMaps = 158 // tabs, and what of a card is above and under its map
)

func (c *poolingWay) show(w wording.Words, s *state.State, palette *scene.Palette, way wording.PoolingWay, k int, most float32) {
	e := &s.Route.Explanation
	out := e.Route[e.Layer+1]
	c.button.Text(way.Name)
	c.button.Attr("aria-pressed", strconv.FormatBool(way.On))
	c.value.Text(way.Value)
	c.what.Text(way.What)
	c.way.Text(way.Way)
	possible := s.Reduce(e.Layer, way.Kind) != nil
	c.button.Aria("disabled", !possible)
	c.box.Class("possible", possible)
	c.box.Class("on", way.On)
	c.gradientName.Text(w.Format("window.gradient"))
	c.gradient.caption.Text(way.Name + ": " + w.Format("window.gradient"))
	cells := make([]heatCell, k*k)
	for i, v := range way.Gradient {
		cells[i] = newHeatCell(w, v, i, k, true, e.Pool.Padded[i], false)
		cells[i].text, cells[i].strong = wording.GradientCell(v), v != 0
	}
	grey := layout.SignedMap(make([]float32, k*k), k) // numbers tell it, not colours
	c.gradient.show(palette, grey, cells, min(30, (most-14)/float32(k)))

	made, frame := layout.OutputMap(s, e.Layer-1, out.Channel), layout.WindowOf(s.Model(), e.Layer, out) // where all numbers stay
	for _, r := range e.Pool.Ways {
		if string(r.By) == string(way.Kind) {
			made, frame = layout.InColours(s, e.Layer, out.Channel, side(len(r.Map)), r.Map), cellRegion(out)
		}
	}
	c.made.show(palette, made, max(float32(int(most)/made.Table.H), 1), &frame)
}

// meanWindow shows how the mean of a whole map is computed.
type meanWindow struct {
	box, name, note *dom.Element
	whole           *smallMap
	sum             *sumTable
}

func newMeanWindow() *meanWindow {
	t := &meanWindow{whole: newSmallMap(), sum: newSumTable()}
	figure, name, note := named("sees", t.whole.box)
	t.name, t.note = name, note
	t.whole.box.Class("sees", true)
	t.box = dom.Make("div", figure, t.sum.table).Attr("class", "parts")
	return t
}

func (t *meanWindow) show(w wording.Words, s *state.State, palette *scene.Palette, place room) {
	e := &s.Route.Explanation
	before, channel := wording.ReadsFrom(s.Model(), e.Layer), e.Route[e.Layer+1].Channel
	m := layout.OutputMap(s, before, channel)
	t.name.Text(w.Format("window.window"))
	t.note.Text(wording.MapOf(w, s.Model(), before, channel))
	pixel, _ := place.cell(m.Table.H)
	t.whole.show(palette, m, max(pixel, 2), nil)
	t.sum.show(w, wording.SumRows(w, s), "")
}
