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

// card is one block. Its controls are named by where it stands, so that the
// first card is always the first block.
type card struct {
	box, name, shape, remove *dom.Element
	controls                 []*control
}

func newBlocks(a *app, add *dom.Element) *blocks {
	b := &blocks{list: dom.ByID("blocks"), add: add}
	for _, placeholder := range b.list.All(".block") {
		placeholder.Remove()
	}
	b.list.On("click", func(e dom.Event) {
		button, ok := e.Closest(".remove")
		if !ok {
			return
		}
		if i, err := strconv.Atoi(button.Has("data-index")); err == nil {
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

// refused reports whether one of the cards shows the refusal.
func (b *blocks) refused(r *state.Refusal) bool {
	for _, c := range b.controls() {
		if r != nil && c.path == r.Path {
			return true
		}
	}
	return false
}

func (b *blocks) show(w wording.Words, s *state.State, shapes [][]spec.Shape, reason string) {
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
		if i < len(shapes) {
			c.shape.Text(wording.Shapes(shapes[i]))
		}
		pooled := s.Draft.Blocks[i].Pooling != state.NoPooling
		for _, k := range c.controls {
			k.show(state.FieldText(s.Draft.Settings, k.path), s.Draft.Refusal, reason)
			switch state.FieldName(k.path) {
			case "window":
				k.row.Attr("aria-description", wording.WindowHint(w, s.Draft.Settings, i))
			case "pool_size", "pool_stride", "pool_padding":
				k.row.Flag("hidden", !pooled)
			}
		}
	}
}

// newCard clones the template and names what is in it.
func newCard(i int) *card {
	c := &card{box: dom.Clone("blocktemplate")}
	c.name, c.shape, c.remove = c.box.First(".blockname"), c.box.First(".blockshape"), c.box.First(".remove")
	c.remove.Attr("data-index", strconv.Itoa(i))
	refusals := c.box.All("[data-refusal]")
	for _, p := range refusals {
		p.Attr("data-refusal", state.FieldPath(i, p.Has("data-refusal")))
	}
	for _, row := range c.box.All(".row") {
		box := row.First("[data-field]")
		name := state.FieldPath(i, box.Has("data-field"))
		box.Attr("data-path", name)
		label := row.First("label, .name")
		if box.Has("role") == "radiogroup" {
			label.Attr("id", "label-"+name)
			box.Attr("aria-labelledby", "label-"+name)
			for _, radio := range box.All("input") {
				radio.Attr("name", name)
			}
		} else {
			box.Attr("id", name)
			label.Attr("for", name)
		}
		k := newControl(box, name, refusals)
		k.row = row
		c.controls = append(c.controls, k)
	}
	return c
}
