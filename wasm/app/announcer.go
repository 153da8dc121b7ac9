//go:build js && wasm

package main

import (
	"convlab/wasm/bridge/dom"
	"convlab/wasm/view"
)

// announcePause is the least time between two announcements, in seconds.
const announcePause = 1

// announcer is the live region. A text that comes too early waits for a later
// frame: the state ticks twice a second.
type announcer struct {
	region *dom.Element
	last   float64
	said   string
}

func newAnnouncer() *announcer {
	return &announcer{region: dom.ByID("announcer"), last: -announcePause}
}

func (t *announcer) show(s *view.State) {
	text := announcement(s)
	now := dom.Now()
	if text == t.said || now-t.last < announcePause {
		return
	}
	t.said, t.last = text, now
	t.region.Text(text)
}
