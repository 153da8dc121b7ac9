//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout/river"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// mapSteps is the buttons of a phone's column that choose the map before and the next one, and the one that shows all maps. Wider
// pages have only the last one, where not all maps have room.
type mapSteps struct {
	previous, next, all *dom.Element
	grid                *mapGrid
}

// newMapSteps makes the buttons of a column, whose layer is that of layerOf.
func newMapSteps(a *app, layerOf func() int) *mapSteps {
	button := func() *dom.Element { return dom.Make("button").Attr("type", "button") }
	t := &mapSteps{previous: button(), next: button(), all: button().Attr("data-chip", "maps"), grid: newMapGrid(a, layerOf)}
	t.previous.Text("‹")
	t.next.Text("›")
	t.previous.On("click", func(dom.Event) { stepMap(a, layerOf(), -1) })
	t.next.On("click", func(dom.Event) { stepMap(a, layerOf(), 1) })
	t.all.On("click", func(dom.Event) { t.grid.toggle(t.all) })
	return t
}

// stepMap chooses the map that is so many after the one of a layer on the route, at the same place.
func stepMap(a *app, layer, by int) {
	cell, ok := a.state.Route.Cell(layer)
	if !ok || layer < 0 {
		return
	}
	cell.Channel += by
	a.send(state.ChooseNumber{Layer: layer, Cell: cell})
}

func (t *mapSteps) show(w wording.Words, s *state.State, place *river.Column, words wording.Column) {
	tall, rest := place.All.W > 0, place.Channels.More
	t.previous.Flag("hidden", place.Previous.W == 0)
	t.next.Flag("hidden", place.Next.W == 0)
	t.all.Flag("hidden", !tall && rest.W == 0)
	t.all.Class("more", !tall)
	if !tall {
		put(t.all, rest)
		t.all.Text(w.Format("scroll.more", "n", strconv.Itoa(place.Channels.Count-place.Channels.Shown())))
		return
	}
	put(t.previous, place.Previous)
	put(t.next, place.Next)
	put(t.all, place.All)
	t.all.Text(w.Format("maps.all", "n", strconv.Itoa(place.Shape.C)))
	cell, ok := s.Route.Cell(place.Layer)
	t.previous.Aria("disabled", !ok || cell.Channel == 0)
	t.next.Aria("disabled", !ok || cell.Channel == place.Shape.C-1)
	t.previous.Attr("aria-label", w.Format("maps.previous", "name", words.Name))
	t.next.Attr("aria-label", w.Format("maps.next", "name", words.Name))
}
