//go:build js && wasm

package main

import (
	"slices"
	"strconv"

	"convlab/wasm/bridge/dom"
	"convlab/wasm/view"
)

// notices are the messages at the corner of the page.
type notices struct {
	region *dom.Element
	shown  []view.Notice
	words  view.Words
}

func newNotices(a *app) *notices {
	n := &notices{region: dom.ByID("notices")}
	n.region.On("click", func(e dom.Event) {
		button, ok := e.Closest("button")
		if !ok {
			return
		}
		if button.Has("data-act") == "retry" {
			a.send(view.Retry{})
			return
		}
		if i, err := strconv.Atoi(button.Has("data-index")); err == nil {
			a.send(view.Dismiss{Index: i})
		}
	})
	return n
}

// show makes the messages anew when one of them changed.
func (n *notices) show(s *view.State) {
	language := len(n.words) > 0 && n.words.Say("notice.dismiss") != s.Words.Say("notice.dismiss")
	if slices.Equal(n.shown, s.Notices) && !language {
		return
	}
	n.shown, n.words = slices.Clone(s.Notices), s.Words
	focused := n.region.HoldsFocus()
	for _, old := range n.region.All("div.notice") {
		old.Remove()
	}
	for i, notice := range s.Notices {
		n.region.Append(n.card(s.Words, i, notice))
	}
	if !focused {
		return
	}
	if buttons := n.region.All("button"); len(buttons) > 0 {
		buttons[0].Focus()
	} else {
		dom.ByID("train").Focus() // the last message is gone
	}
}

func (n *notices) card(w view.Words, index int, notice view.Notice) *dom.Element {
	card, text, details, acts := dom.Make("div"), dom.Make("p"), dom.Make("p"), dom.Make("div")
	card.Attr("class", "notice")
	card.Attr("data-key", notice.Key)
	text.Text(w.Say("notice."+notice.Key, "what", notice.What))
	details.Attr("class", "note")
	details.Text(notice.Message)
	if notice.Message == "silent" { // view's own reason; all others are the worker's
		details.Text(w.Say("notice.silent"))
	}
	acts.Attr("class", "acts")
	if notice.Retry {
		retry := dom.Make("button")
		retry.Attr("type", "button")
		retry.Attr("class", "primary")
		retry.Attr("data-act", "retry")
		retry.Text(w.Say("notice.retry"))
		acts.Append(retry)
	}
	dismiss := dom.Make("button")
	dismiss.Attr("type", "button")
	dismiss.Attr("data-index", strconv.Itoa(index))
	dismiss.Text(w.Say("notice.dismiss"))
	acts.Append(dismiss)
	card.Append(text, details, acts)
	return card
}
