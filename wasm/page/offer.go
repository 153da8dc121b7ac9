//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// offer asks whether the training of an earlier visit shall go on. It waits
// beside the page until it is answered.
type offer struct{ box, text, date, resume, fresh *dom.Element }

func newOffer(a *app) *offer {
	t := &offer{
		box: dom.ByID("offer"), text: dom.ByID("offertext"), date: dom.ByID("offerdate"),
		resume: dom.ByID("resume"), fresh: dom.ByID("startnew"),
	}
	t.resume.On("click", func(dom.Event) { a.send(state.Resume{}) })
	t.fresh.On("click", func(dom.Event) { a.send(state.StartNew{}) })
	return t
}

func (t *offer) show(w wording.Words, s *state.State) {
	there := len(s.Autosave.Resumable) > 0
	if !there && t.box.HoldsFocus() {
		dom.ByID("train").Focus() // the question goes away under the focus
	}
	t.box.Flag("hidden", !there)
	if !there {
		return
	}
	g := s.Autosave.Resumable[0]
	t.text.Text(wording.Resume(w, g))
	date := ""
	if g.Time > 0 {
		date = w.Format("offer.date", "date", dom.Date(g.Time, s.Language))
	}
	t.date.Text(date)
	busy := ""
	if s.Autosave.Resuming {
		busy = "true"
	}
	t.resume.Attr("aria-disabled", busy)
	t.fresh.Attr("aria-disabled", busy)
}
