//go:build js && wasm

package main

import (
	"strconv"
	"strings"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// progress has the text and the bar of the progress of loading or training.
type progress struct{ text, bar *dom.Element }

func newProgress() *progress {
	return &progress{text: dom.ByID("progresstext"), bar: dom.ByID("progressbar")}
}

func (t *progress) show(w wording.Words, s *state.State) {
	text, fraction := wording.Progress(w, s)
	t.text.Text(unbrokenItems(text))
	t.text.Attr("title", text) // a narrow page cuts the line
	value := ""
	if fraction >= 0 {
		value = strconv.FormatFloat(fraction, 'f', 4, 64)
	}
	t.bar.Attr("value", value)
}

// unbrokenItems lets a line of several items break between them only.
func unbrokenItems(text string) string {
	const point, space = " · ", "\u00a0"
	items := strings.Split(text, point)
	if len(items) == 1 {
		return text // a sentence
	}
	for i := range items {
		items[i] = strings.ReplaceAll(items[i], " ", space)
	}
	return strings.Join(items, space+"· ")
}

// badge says which network answers.
type badge struct{ text, first, rest *dom.Element }

func newBadge() *badge {
	b := &badge{text: dom.ByID("badge"), first: dom.Make("b"), rest: dom.Make("span")}
	b.text.Append(b.first, b.rest)
	return b
}

func (t *badge) show(w wording.Words, s *state.State) {
	text, class := wording.Badge(w, s)
	first, _, _ := strings.Cut(text, " · ")
	t.first.Text(first)
	t.rest.Text(text[len(first):])
	t.text.Attr("title", text)
	if s.RunState() == state.RunPending {
		class += " pending" // no network answers
	}
	if n := &s.Network; len(n.Dead) > 0 || n.Stuck && n.Epoch > 0 {
		class += " trouble"
	}
	t.text.Attr("class", "badge "+class)
	t.text.Flag("hidden", text == "")
}

// autosaveStatus says when the training was saved last, or that it is not.
type autosaveStatus struct{ text *dom.Element }

func newAutosaveStatus() *autosaveStatus { return &autosaveStatus{text: dom.ByID("autosave")} }

func (t *autosaveStatus) show(w wording.Words, s *state.State) {
	text, safe := wording.Autosave(w, s)
	t.text.Text(text)
	t.text.Class("unsafe", !safe)
}

// changeStatus says what a change of the layers has done, and offers Undo.
type changeStatus struct{ bar, text, undo *dom.Element }

func newChangeStatus(a *app) *changeStatus {
	undo := dom.ByID("discard")
	undo.On("click", func(dom.Event) { a.send(state.Discard{}) })
	return &changeStatus{bar: dom.ByID("learn"), text: dom.ByID("learntext"), undo: undo}
}

func (t *changeStatus) show(w wording.Words, s *state.State) {
	text := wording.Learn(w, s)
	if text == "" && t.bar.HoldsFocus() {
		dom.ByID("train").Focus() // the focused button disappears
	}
	t.bar.Flag("hidden", text == "")
	t.undo.Flag("hidden", !s.Changed()) // Undo does not bring untrained weights back
	t.text.Text(wording.LearnShort(w, s))
	t.text.Attr("title", text)
	t.undo.Attr("aria-description", text)
}
