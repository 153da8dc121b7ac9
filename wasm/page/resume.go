//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// resumeQuestion asks whether to resume the training of an earlier visit. The page works before it is answered.
type resumeQuestion struct{ box, text, date, resume, fresh *dom.Element }

func newResumeQuestion(a *app) *resumeQuestion {
	t := &resumeQuestion{
		box: dom.ByID("resumequestion"), text: dom.ByID("resumetext"), date: dom.ByID("resumedate"),
		resume: dom.ByID("resume"), fresh: dom.ByID("startnew"),
	}
	t.resume.On("click", func(dom.Event) { a.send(state.Resume{}) })
	t.fresh.On("click", func(dom.Event) { a.send(state.StartNew{}) })
	return t
}

func (t *resumeQuestion) show(w wording.Words, s *state.State) {
	asks := len(s.Autosave.Resumable) > 0
	if !asks && t.box.HoldsFocus() {
		dom.ByID("train").Focus() // the focused button disappears
	}
	t.box.Flag("hidden", !asks)
	if !asks {
		return
	}
	g := s.Autosave.Resumable[0]
	t.text.Text(wording.Resume(w, g))
	date := ""
	if g.Time > 0 {
		date = w.Format("resume.date", "date", dom.Date(g.Time, s.Language))
	}
	t.date.Text(date)
	busy := ""
	if s.Autosave.Resuming {
		busy = "true"
	}
	t.resume.Attr("aria-disabled", busy)
	t.fresh.Attr("aria-disabled", busy)
}
