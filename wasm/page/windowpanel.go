//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/layout"
	"convlab/wasm/layout/river"
	"convlab/wasm/scene"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// windowPanel shows how the chosen number came about, with the numbers of the engine.
type windowPanel struct {
	a                            *app
	in, work                     *dom.Element
	title, place                 *dom.Element
	text, before, learned, after *dom.Element
	try                          *dom.Element
	conv                         *convWindow
	pool                         *poolWindow
	unit                         *unitWindow
	mean                         *meanWindow
	palette                      scene.Palette
	w, h                         float32 // of the panel; 0: it is hidden
	shown                        windowKey
}

// windowKey has everything that the panel depends on: while it is the same, so is the panel.
type windowKey struct {
	answer, layer, network int
	language               string
	theme                  scene.Theme
	w, h                   float32
	natural                bool
	channel                int
	scale                  state.Scale
	magma                  bool
}

// room is the place that a panel has for its tables.
type room struct {
	w, h    float32 // without the padding of the panel, and with its tabs
	natural bool    // it is as high as its content
}

// cell is the side of the cells of k×k tables, and whether their numbers have room.
func (r room) cell(k int) (side float32, printed bool) {
	if !r.natural {
		return river.WindowCell(r.w, r.h, k)
	}
	const most, signs, smallest = 36, 48, 28
	side = float32(int(min(most, (r.w-signs)/float32(3*k))))
	return side, side >= smallest
}

func newWindowPanel(a *app, in *dom.Element) component {
	t := &windowPanel{
		a: a, in: in, title: dom.Make("h2"), place: dom.Make("p").Attr("class", "note"), text: dom.Make("p"), try: dom.Make("p"),
		before: dom.Make("span"), learned: dom.Make("b").Attr("class", "learned"), after: dom.Make("span"),
		conv: newConvWindow(a), pool: newPoolWindow(a), unit: newUnitWindow(), mean: newMeanWindow(),
	}
	t.conv.choose = func(channel int) {
		t.conv.channel, t.conv.chosen = channel, true
		a.frames.Request()
	}
	t.text.Append(t.before, t.learned, t.after)
	head := dom.Make("div", t.title, t.place, t.text, t.try).Attr("class", "head")
	t.work = dom.Make("div", head, t.conv.box, t.pool.box, t.unit.box, t.mean.box).Attr("class", "work")
	in.Append(t.work)
	t.only(nil)
	dom.OnResize(t.measure, in)
	return t
}

// measure notes how large the panel is: its tables fit into it.
func (t *windowPanel) measure() {
	box := t.in.InWindow()
	if w, h := float32(box.W), float32(box.H); w != t.w || h != t.h {
		t.w, t.h = w, h
		t.a.frames.Request()
	}
}

// room is the panel without its padding.
func (t *windowPanel) room(natural bool) room {
	margin := float32(river.Margin)
	if t.w < river.WrapWidth {
		margin = river.PhoneMargin
	}
	return room{w: t.w - 2*margin, h: t.h + river.BarHeight, natural: natural}
}

func (t *windowPanel) show(w wording.Words, s *state.State) {
	if t.w == 0 {
		return
	}
	r := &t.a.overlay.river
	t.in.Style("--lead", dom.Px(float64(r.Pad.Rect.W)))
	t.in.Class("natural", r.Bench.Natural)
	missing, why := wording.WindowMissing(w, s)
	t.place.Flag("hidden", missing != "")
	t.work.Class("missing", missing != "")
	if missing != "" {
		t.title.Text(missing)
		t.say(wording.Emphasis{Before: why})
		t.try.Flag("hidden", true)
		t.only(nil)
		t.shown = windowKey{}
		return
	}
	if s.Route.Explanation.ID != s.Prediction.Activations.ID {
		return // the explanation of the newest numbers has not come yet
	}
	t.conv.follow(s)
	place := t.room(r.Bench.Natural)
	if key := t.key(s, place); key != t.shown {
		t.shown = key
		t.explain(w, s, place)
	}
}

// key has what the panel depends on at the moment.
func (t *windowPanel) key(s *state.State, place room) windowKey {
	e := &s.Route.Explanation
	key := windowKey{
		answer: e.ID, layer: e.Layer, network: s.Network.Serial, language: s.Language, theme: t.a.theme, w: t.w, natural: place.natural,
		channel: t.conv.channel, scale: s.Selection.Scale, magma: s.Selection.Magma,
	}
	if !place.natural { // its height follows from its content
		key.h = t.h
	}
	return key
}

// explain shows how the chosen number is computed.
func (t *windowPanel) explain(w wording.Words, s *state.State, place room) {
	e := &s.Route.Explanation
	t.palette.Use(t.a.theme)
	title, at := wording.WindowTitle(w, s)
	t.title.Text(title)
	t.place.Text(at)
	t.say(wording.WindowSentence(w, s))
	t.try.Flag("hidden", e.Pool == nil || s.Reduce(e.Layer, state.ReduceMax) == nil)
	t.try.Text(w.Format("window.pool.try"))
	switch {
	case e.Window != nil:
		t.only(t.conv.box)
		t.conv.show(w, s, &t.palette, place)
	case e.Pool != nil:
		t.only(t.pool.box)
		t.pool.show(w, s, &t.palette, place)
	case e.Unit != nil:
		t.only(t.unit.box)
		t.unit.show(w, s, &t.palette, place)
	default:
		t.only(t.mean.box)
		t.mean.show(w, s, &t.palette, place)
	}
}

// say writes the sentence.
func (t *windowPanel) say(text wording.Emphasis) {
	t.before.Text(text.Before)
	t.learned.Text(text.Learned)
	t.after.Text(text.After)
}

// only shows one of the contents. A focus inside another one goes to the panel.
func (t *windowPanel) only(shown *dom.Element) {
	lost := false
	for _, box := range []*dom.Element{t.conv.box, t.pool.box, t.unit.box, t.mean.box} {
		lost = lost || box != shown && box.HoldsFocus()
		box.Flag("hidden", box != shown)
	}
	if lost {
		t.in.Focus()
	}
}

// read is the number that the explained one reads at a place in its window; Layer -1: none, or a pixel.
func (a *app) read(at, channel int) (number state.ChooseNumber) {
	number.Layer = -1
	if at < 0 || !a.state.Route.Chosen().On {
		return number
	}
	m, e := a.state.Model(), &a.state.Route.Explanation
	if cell, ok := layout.InWindow(m, e.Layer, e.Route[e.Layer+1], at, channel); ok {
		number = state.ChooseNumber{Layer: wording.ReadsFrom(m, e.Layer), Cell: cell}
	}
	return number
}

// hoverRead previews that number in its map.
func (a *app) hoverRead(at, channel int) {
	if number := a.read(at, channel); number.Layer >= 0 || a.state.Route.Hover.On {
		a.send(state.HoverNumber(number))
	}
}

// chooseRead makes it the chosen number.
func (a *app) chooseRead(at, channel int) {
	if number := a.read(at, channel); number.Layer >= 0 {
		a.send(number)
		a.overlay.scroll.toChosen()
	}
}
