//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout/river"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// opened is the words over a dense network's pictures, and the choice of the order of the small ones.
type opened struct {
	caption, mosaic, order *dom.Element
	choices                []*dom.Element
}

func newOpened(a *app) *opened {
	t := &opened{caption: dom.ByID("openedcaption"), mosaic: dom.ByID("mosaiclabel"), order: dom.ByID("unitorder")}
	t.choices = t.order.All("[name=unitorder]")
	for _, choice := range t.choices {
		choice.On("change", func(e dom.Event) {
			choice.Forget()
			a.send(state.SortUnits{On: e.Value() == byContribution})
		})
	}
	return t
}

// byContribution is the value of the choice to sort the units.
const byContribution = "contribution"

func (t *opened) show(w wording.Words, s *state.State, r *river.River) {
	d := r.Opened
	t.caption.Flag("hidden", d == nil)
	t.mosaic.Flag("hidden", d == nil || d.MosaicLabel.W == 0)
	t.order.Flag("hidden", d == nil || d.Sort.W == 0)
	if d == nil {
		return
	}
	put(t.caption, d.Caption)
	t.caption.Text(wording.OpenedCaption(w, s.Model()))
	if d.MosaicLabel.W > 0 {
		put(t.mosaic, d.MosaicLabel)
		t.mosaic.Text(wording.MosaicLabel(w, s, d.Mosaic.Shown(), d.Brief))
		put(t.order, d.Sort)
		for _, choice := range t.choices {
			choice.Flag("checked", (choice.GetAttribute("value") == byContribution) == s.Route.Order.Sorted)
		}
	}
}

// openedColumn is the column of a dense network's units as its words need it: in one row of chips, without the label of a map, and with the
// caption over what the chosen unit adds.
func openedColumn(c river.Column, d *river.DenseNetwork, tall bool, words wording.Column) (river.Column, wording.Column) {
	c.Title, c.MapLabel, c.Caption = d.Title, d.UnitScoresCaption, d.UnitScoresCaption
	c.Channels, c.All = d.Mosaic, d.All
	if tall {
		c.Button = d.Chips
	} else {
		c.Chips[0] = d.Chips
		words.Chips = [2][]wording.Chip{append(words.Chips[0], words.Chips[1]...), nil}
	}
	words.MapLabel = ""
	if d.UnitScoresCaption.W == 0 {
		words.Value, words.Caption = "", ""
	}
	return c, words
}
