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

// mapGrid is all maps of a layer as buttons, in a popover. The one that is pressed is chosen.
type mapGrid struct {
	a         *app
	layerOf   func() int
	box, home *dom.Element
	tiles     []*mapTile
	palette   scene.Palette
	theme     scene.Theme // of the tiles that are shown
}

type mapTile struct {
	button  *dom.Element
	picture *smallMap
	shown   scene.Maps
}

// leastTile is the side of a target for a finger, in CSS pixels.
const leastTile = 44

func newMapGrid(a *app, layerOf func() int) *mapGrid {
	t := &mapGrid{a: a, layerOf: layerOf, box: dom.Make("div").Attr("class", "maps")}
	t.home = dom.Make("div", t.box)
	t.box.On("click", func(e dom.Event) {
		button, on := e.Closest("[data-map]")
		if !on {
			return
		}
		if channel, err := strconv.Atoi(button.GetAttribute("data-map")); err == nil {
			a.popover.close()
			a.send(state.ChooseMap{Layer: layerOf(), Channel: channel})
		}
	})
	return t
}

// toggle opens the maps over their button, or closes them.
func (t *mapGrid) toggle(button *dom.Element) {
	layer := t.layerOf()
	if layer < 0 {
		return
	}
	t.a.popover.toggle(button, popoverContent{
		key:   "maps" + strconv.Itoa(layer),
		title: func(w wording.Words, s *state.State) string { return wording.MapsTitle(w, s, layer) },
		more:  t.box, home: t.home, show: t.show,
	}, "")
}

// show shows the maps of the layer that the column shows now; of a dense network's units, their weights.
func (t *mapGrid) show(w wording.Words, s *state.State) {
	layer := t.layerOf()
	chosen, on := s.Route.Cell(layer)
	t.palette.Use(t.a.theme)
	if t.theme != t.a.theme {
		t.theme = t.a.theme
		for _, tile := range t.tiles {
			tile.shown = scene.Maps{}
		}
	}
	maps := layout.OutputMaps(s, layer)
	for i, m := range maps {
		if i == len(t.tiles) {
			t.tiles = append(t.tiles, newMapTile(i))
			t.box.Append(t.tiles[i].button)
		}
		tile := t.tiles[i]
		tile.button.Flag("hidden", false)
		tile.button.Attr("aria-pressed", strconv.FormatBool(on && chosen.Channel == i))
		name := "column.map"
		m.Table.Version = s.Prediction.Answers
		if weights, ok := layout.UnitPicture(s, layer, i); ok {
			name, m = "column.unit", weights
		}
		tile.button.Attr("aria-label", w.Format(name, "n", strconv.Itoa(i+1)))
		if !m.SamePixels(tile.shown) {
			tile.shown = m
			tile.picture.show(&t.palette, m, float32((leastTile+m.Table.W-1)/m.Table.W), nil)
		}
	}
	for _, rest := range t.tiles[min(len(maps), len(t.tiles)):] {
		rest.button.Flag("hidden", true)
	}
}

func newMapTile(i int) *mapTile {
	t := &mapTile{picture: newSmallMap()}
	t.button = dom.Make("button", t.picture.box).Attr("type", "button").Attr("data-map", strconv.Itoa(i))
	return t
}
