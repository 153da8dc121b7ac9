//go:build js && wasm

package main

import (
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout/river"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// pluses is the buttons on the river that add a layer. Each opens a popover with the kinds of layers that can be added there.
type pluses struct {
	a       *app
	box     *dom.Element
	list    []*dom.Element
	at      int // the button whose popover is open
	offer   *dom.Element
	conv    *dom.Element
	pool    *dom.Element
	refusal *dom.Element
	home    *dom.Element // of offer, while it is not shown
}

func newPluses(a *app) *pluses {
	button := func(key string) *dom.Element { return dom.Translated("button", key).Attr("type", "button") }
	t := &pluses{a: a, box: dom.ByID("pluses"), conv: button("settings.add"), pool: button("settings.add_pool")}
	t.refusal = dom.Make("p").Attr("class", "refusal").Attr("role", "alert")
	t.offer = dom.Make("div", t.conv, t.pool, t.refusal).Attr("class", "offer")
	t.home = dom.Make("div", t.offer)
	t.conv.On("click", func(dom.Event) {
		if place, ok := t.place(); ok {
			t.send(a.state.AddLayer(place.Before))
		}
	})
	t.pool.On("click", func(dom.Event) {
		if place, ok := t.place(); ok {
			t.send(a.state.AddPooling(place.Before))
		}
	})
	return t
}

// place is the place of the button whose popover is open.
func (t *pluses) place() (river.Plus, bool) {
	list := t.a.overlay.river.Pluses
	if t.at >= len(list) {
		return river.Plus{}, false
	}
	return list[t.at], true
}

// send adds a layer. The popover stays open to say why that is refused.
func (t *pluses) send(e state.Event) {
	if e == nil { // the network is changing
		return
	}
	t.a.send(e)
	if t.a.state.Draft.Refusal == nil {
		t.a.popover.close()
	}
}

func (t *pluses) show(w wording.Words, _ *state.State, r *river.River) {
	names := wording.ColumnNames(w, t.a.state.Model())
	for i, plus := range r.Pluses {
		if i == len(t.list) {
			t.list = append(t.list, t.newPlus(i))
		}
		button := t.list[i]
		button.Flag("hidden", false)
		place := plus.Rect
		if place.W == 0 {
			place = nearest(r).Chips[0]
		}
		button.Class("out", plus.Rect.W == 0)
		put(button, place)
		button.Style("height", dom.Px(float64(place.H)))
		name := w.Format("settings.add_before", "name", names[r.Columns[r.ColumnOf(plus.Before)].Layer])
		button.Attr("aria-label", name)
		button.Attr("title", name)
	}
	for _, rest := range t.list[len(r.Pluses):] {
		rest.Flag("hidden", true)
	}
}

// newPlus makes the i-th button.
func (t *pluses) newPlus(i int) *dom.Element {
	button := dom.Make("button").Attr("type", "button").Attr("class", "plus").Attr("data-chip", "plus").Attr("aria-haspopup", "dialog")
	button.Text("+")
	button.On("click", func(dom.Event) {
		t.at = i
		replaced := t.a.state.Draft.Replaced
		t.a.popover.toggle(button, popoverContent{
			key: "plus" + strconv.Itoa(i), more: t.offer, home: t.home, show: t.showOffer,
			gone: func() bool { return t.a.state.Draft.Replaced != replaced }, column: t.column, title: func(w wording.Words, _ *state.State) string { return w.Format("settings.add_title") },
		}, "")
		t.conv.Focus()
	})
	button.On("focusin", func(dom.Event) {
		r := &t.a.overlay.river
		column := r.ColumnOf(r.Pluses[i].Before)
		t.a.overlay.scroll.to(column-1, column)
	})
	t.box.Append(button)
	return button
}

// column is the column before which the open button adds a layer, or nil.
func (t *pluses) column() *river.Column {
	r := &t.a.overlay.river
	if place, ok := t.place(); ok {
		return &r.Columns[r.ColumnOf(place.Before)]
	}
	return nil
}

// showOffer shows what can be added at the open place, and why the last try was refused.
func (t *pluses) showOffer(w wording.Words, s *state.State) {
	place, ok := t.place()
	t.pool.Flag("hidden", !ok || !place.Pooling)
	refused := s.Draft.Refusal
	t.refusal.Flag("hidden", refused == nil)
	if refused != nil {
		t.refusal.Text(wording.Refusal(w, refused))
	}
}
