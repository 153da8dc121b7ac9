//go:build js && wasm

package main

import (
	"strconv"

	"convlab/engine/wire"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/input"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// topbar is the switch between the two networks, the buttons of the run, and
// the badge that tells which network answers.
type topbar struct {
	kinds                           []*dom.Element
	train, goOn, step, epoch, reset *dom.Element
	badge                           *dom.Element
}

func newTopbar(a *app) *topbar {
	t := &topbar{
		kinds: dom.ByID("kind").All("input"),
		train: dom.ByID("train"), goOn: dom.ByID("continue"), step: dom.ByID("step"), epoch: dom.ByID("epoch"), reset: dom.ByID("reset"),
		badge: dom.ByID("badge"),
	}
	dom.ByID("kind").On("change", func(e dom.Event) {
		for _, k := range t.kinds {
			k.Forget() // the user has moved the mark
		}
		a.send(state.SwitchKind{Dense: e.Value() == "dense"})
	})
	t.train.On("click", func(dom.Event) { a.send(input.MainEvent(a.state)) })
	for button, until := range map[*dom.Element]wire.Until{t.goOn: wire.UntilEnd, t.step: wire.UntilStep, t.epoch: wire.UntilEpoch} {
		button.On("click", func(dom.Event) { a.send(state.Continue{Until: until}) }) // one that is inert does nothing
	}
	t.reset.On("click", func(dom.Event) { a.send(state.Reset{}) })
	help := dom.ByID("help")
	dom.ByID("helpbutton").On("click", func(dom.Event) { help.Open() })
	return t
}

func (t *topbar) show(w wording.Words, s *state.State) {
	kind := s.Draft.Kind()
	for _, k := range t.kinds {
		k.Flag("checked", k.Has("value") == kind)
	}
	// A button that is disabled loses the focus: these say so and do nothing.
	t.train.Text(w.Format("top." + input.MainAction(s)))
	t.train.Attr("aria-disabled", strconv.FormatBool(input.MainInert(s)))
	t.reset.Attr("aria-disabled", strconv.FormatBool(!s.CanReset()))
	t.goOn.Attr("aria-disabled", strconv.FormatBool(!s.CanContinue()))
	t.step.Attr("aria-disabled", strconv.FormatBool(!s.CanStep()))
	t.epoch.Attr("aria-disabled", strconv.FormatBool(!s.CanStep()))
	text, class := wording.Badge(w, s)
	t.badge.Text(text)
	t.badge.Attr("title", text)
	t.badge.Attr("class", "badge "+class)
	t.badge.Flag("hidden", text == "")
}
