//go:build js && wasm

package main

import (
	"slices"
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// columns is the words and chips of the layers, over the scene.
type columns struct {
	a    *app
	box  *dom.Element
	list []*column
}

// column is one of them. It belongs to the layer at its place, whichever network is shown.
type column struct {
	box, name, shape, title *dom.Element
	rows                    [2]*dom.Element
	chips                   [2][]*columnChip
	shown                   []*columnChip // those of both rows that can be used
	tabStop                 int           // the one of these that the Tab key reaches
	button, summary         *dom.Element  // on a phone, all chips in one
	steps                   *mapSteps
	mapLabel                *dom.Element
	caption, value, text    *dom.Element
}

func newColumns(a *app) *columns { return &columns{a: a, box: dom.ByID("columns")} }

func (c *columns) show(w wording.Words, s *state.State, r *river.River) {
	short := wording.Brevity{Chips: r.Short.Chips, MapLabels: r.Short.MapLabels, Captions: r.Short.Captions}
	n := 0
	for i := range r.Columns {
		place := &r.Columns[i]
		if place.Layer < 0 || place.Kind == river.AnswerColumn {
			continue
		}
		if n == len(c.list) {
			c.list = append(c.list, c.newColumn())
		}
		column, words := *place, wording.LayerColumn(w, s, place.Layer, short)
		if place.Hidden {
			column = scrolledOut(column, nearest(r))
		} else if r.Opened != nil {
			column, words = openedColumn(column, r.Opened, r.Mode == river.Tall, words)
		} else if place.Kind == river.DenseColumn && place.UnitScores.W == 0 && !words.Learn && !words.Waits {
			words.Caption = "" // it heads what is not shown
		}
		c.list[n].show(w, s, &column, words)
		c.list[n].caption.Class("lit", s.Route.Spread.Lights(i))
		n++
	}
	for _, rest := range c.list[n:] {
		rest.box.Flag("hidden", true)
	}
}

// newColumn makes a column, hidden.
func (c *columns) newColumn() *column {
	k := &column{
		name: dom.Make("h2"), shape: dom.Make("span").Attr("class", "shape"), mapLabel: dom.Make("p").Attr("class", "maplabel"),
		value: dom.Make("b"), text: dom.Make("span"), summary: dom.Make("span"),
	}
	k.title = dom.Make("div", k.name, k.shape).Attr("class", "title")
	k.caption = dom.Make("p", k.value, k.text).Attr("class", "caption")
	k.button = dom.Make("button", k.summary).Attr("type", "button").Attr("class", "settings").Attr("data-chip", "column")
	k.box = dom.Make("section", k.title).Attr("class", "column")
	for i := range k.rows {
		k.rows[i] = dom.Make("div").Attr("class", "chips")
		k.box.Append(k.rows[i])
	}
	k.steps = newMapSteps(c.a, func() int { return c.layerOf(k) })
	k.box.Append(k.button, k.mapLabel, k.caption)
	k.box.Append(k.steps.previous, k.steps.next, k.steps.all)
	k.box.Flag("hidden", true)
	c.box.Append(k.box)
	c.listen(k)
	return k
}

// listen listens to the controls of a column.
func (c *columns) listen(k *column) {
	k.listenKeys()
	k.box.On("focusin", func(dom.Event) {
		if layer := c.layerOf(k); layer >= 0 {
			column := c.a.overlay.river.ColumnOf(layer)
			c.a.overlay.scroll.to(column, column)
		}
	})
	k.button.On("click", func(dom.Event) { c.open(k, k.button, "") })
	for i := range k.rows {
		row := i
		k.rows[i].On("click", func(e dom.Event) {
			if button, on := e.Closest("[data-chip]"); on {
				for _, chip := range k.chips[row] {
					if chip.path == button.GetAttribute("data-chip") {
						c.open(k, chip.button, chip.path)
					}
				}
			}
		})
	}
}

// open opens the popover of a column's controls at that of a path.
func (c *columns) open(k *column, chip *dom.Element, path string) {
	layer := c.layerOf(k)
	block, group := c.a.state.ControlOf(layer)
	if group == state.NoControls {
		return
	}
	fields := map[state.Controls][]state.Field{
		state.ConvControls: state.ConvFields(block), state.PoolControls: state.PoolFields(block), state.DenseControls: state.DenseFields(),
	}[group]
	still := func() int { // -1 when the layer was taken out, and the column shows another one
		now := c.layerOf(k)
		if b, g := c.a.state.ControlOf(now); b != block || g != group {
			return -1
		}
		return now
	}
	replaced := c.a.state.Draft.Replaced
	title := "" // of a layer that was taken out: the one before
	c.a.popover.toggle(chip, popoverContent{
		key: "column" + strconv.Itoa(slices.Index(c.list, k)), fields: fields, layer: still,
		gone: func() bool {
			d := &c.a.state.Draft
			return d.Replaced != replaced || group != state.DenseControls && block >= len(d.Blocks)
		},
		column: func() *river.Column { return c.placeOf(c.layerOf(k)) },
		title: func(w wording.Words, s *state.State) string {
			if layer := still(); layer >= 0 {
				title = wording.ColumnTitle(w, s, layer)
			}
			return title
		},
	}, path)
}

// layerOf is the layer that a column shows, -1 if it shows none.
func (c *columns) layerOf(k *column) int { return c.layer(slices.Index(c.list, k)) }

// placeOf is the column of a layer in the river, or nil.
func (c *columns) placeOf(layer int) *river.Column {
	list := c.a.overlay.river.Columns
	for i := range list {
		if list[i].Layer == layer && layer >= 0 && !list[i].Hidden {
			return &list[i]
		}
	}
	return nil
}

// layer is the layer of the i-th column, -1 if it has none.
func (c *columns) layer(i int) int {
	for _, place := range c.a.overlay.river.Columns {
		if place.Layer < 0 || place.Kind == river.AnswerColumn {
			continue
		}
		if i == 0 {
			return place.Layer
		}
		i--
	}
	return -1
}

func (k *column) show(w wording.Words, s *state.State, place *river.Column, words wording.Column) {
	k.box.Flag("hidden", false)
	k.box.Class("out", place.Hidden)
	put(k.title, place.Title)
	k.name.Text(words.Name)
	k.shape.Text(words.Shape)
	k.box.Attr("aria-label", words.Name)
	tall := place.Button.W > 0
	k.button.Flag("hidden", !tall || len(words.Chips[0]) == 0)
	if tall {
		put(k.button, place.Button)
		k.summary.Text(wording.ChipSummary(words.Chips))
		k.button.Flag("disabled", s.Unshown())
	}
	k.shown = k.shown[:0]
	for i := range k.rows {
		k.rows[i].Flag("hidden", tall || len(words.Chips[i]) == 0)
		put(k.rows[i], place.Chips[i])
		k.showChips(i, words.Chips[i])
	}
	k.showTabStop()
	put(k.mapLabel, place.MapLabel)
	k.mapLabel.Text(words.MapLabel)
	caption := place.Caption
	if words.Learn || words.Waits { // it has no map, so nothing is said about one
		caption.Y, caption.H = place.MapLabel.Y, caption.Y+caption.H-place.MapLabel.Y
	}
	put(k.caption, caption)
	k.value.Text(words.Value)
	k.text.Text(words.Caption)
	k.caption.Class("learn", words.Learn)
	k.caption.Class("waits", words.Waits)
	k.steps.show(w, s, place, words)
}

// scrolledOut is a column that has no room as its controls need it, at the place of another one.
func scrolledOut(c river.Column, at *river.Column) river.Column {
	c.Chips = at.Chips
	if c.Rest > 0 {
		c.Channels.Count, c.Channels.More = c.Rest, at.Chips[1]
	}
	return c
}

// put moves an element to a place of the scene; it is as high as its content.
func put(e *dom.Element, r scene.Rect) {
	e.MoveTo(dom.Rect{X: float64(r.X), Y: float64(r.Y), W: float64(r.W), H: float64(r.H)})
}
