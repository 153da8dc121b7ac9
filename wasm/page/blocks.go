//go:build js && wasm

package main

import (
	"strconv"

	"convlab/engine/spec"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// blocks is the list of convolutions, one card each.
type blocks struct {
	list  *dom.Element
	add   *dom.Element
	cards []*card
}

// card is one block. Its controls are named by its place, so that the first card is always the first block.
type card struct {
	box, name, shape, remove, more *dom.Element
	controls                       []*control
}

func newBlocks(a *app, add *dom.Element) *blocks {
	b := &blocks{list: dom.ByID("blocks"), add: add}
	b.list.On("click", func(e dom.Event) {
		button, ok := e.Closest(".remove")
		if !ok {
			return
		}
		if i, err := strconv.Atoi(button.GetAttribute("data-index")); err == nil {
			a.send(state.RemoveBlock{Index: i})
		}
	})
	return b
}

func (b *blocks) controls() []*control {
	var list []*control
	for _, c := range b.cards {
		list = append(list, c.controls...)
	}
	return list
}

// show makes the cards of the blocks. Their controls are shown by the form.
func (b *blocks) show(w wording.Words, s *state.State, shapes [][]spec.Shape) {
	for len(b.cards) < len(s.Draft.Blocks) {
		c := newCard(len(b.cards))
		b.cards = append(b.cards, c)
		b.list.Append(c.box)
	}
	for len(b.cards) > len(s.Draft.Blocks) {
		last := b.cards[len(b.cards)-1]
		if last.box.HoldsFocus() {
			b.add.Focus()
		}
		last.box.Remove()
		b.cards = b.cards[:len(b.cards)-1]
	}
	for i, c := range b.cards {
		name := w.Format("settings.conv", "n", strconv.Itoa(i+1))
		c.name.Text(name)
		c.remove.Attr("aria-label", w.Format("settings.remove", "name", name))
		c.more.Text(w.Format("block.more"))
		if i < len(shapes) {
			c.shape.Text(wording.Shapes(shapes[i]))
		}
	}
}

// newCard makes the card of block i. The controls that are used least are folded.
func newCard(i int) *card {
	c := &card{name: dom.Make("span"), shape: dom.Make("small"), remove: dom.Make("button"), more: dom.Make("summary")}
	sign := dom.Make("span").Attr("aria-hidden", "true")
	sign.Text("×")
	c.remove.Attr("type", "button").Attr("class", "icon remove").Attr("data-index", strconv.Itoa(i)).Append(sign)
	folded := dom.Make("details", c.more)
	c.box = dom.Make("div", dom.Make("h3", c.name, c.shape, c.remove)).Attr("class", "block")
	for _, f := range append(state.ConvFields(i), state.PoolFields(i)...) {
		k := newControl(f)
		c.controls = append(c.controls, k)
		switch state.FieldName(f.Path) {
		case "activation", "pool_size", "pool_stride", "pool_padding":
			folded.Append(k.row, k.refusal)
		default:
			c.box.Append(k.row, k.refusal)
		}
	}
	c.box.Append(folded)
	return c
}
