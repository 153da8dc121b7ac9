//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// announcePause is the least time between two announcements, in seconds.
const announcePause = 1

// announcer is two live regions: one for how things go, in which a text that
// comes too early waits for a later frame (the state ticks twice a second), and
// one that says at once what was refused. The words beside a control that was
// refused are no live region: they are not there before.
type announcer struct {
	region  *dom.Element
	refused *dom.Element
	last    float64
	said    string
}

func newAnnouncer() *announcer {
	return &announcer{region: dom.ByID("announcer"), refused: dom.ByID("refused"), last: -announcePause}
}

func (t *announcer) show(w wording.Words, s *state.State) {
	t.refused.Text(wording.RefusalAnnouncement(w, s))
	text := wording.Announcement(w, s)
	now := dom.Now()
	if text == t.said || now-t.last < announcePause {
		return
	}
	t.said, t.last = text, now
	t.region.Text(text)
}
