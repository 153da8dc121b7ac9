//go:build js && wasm

package main

import (
	"slices"
	"strconv"

	"convlab/engine/wire"
	"convlab/wasm/bridge/dom"
	"convlab/wasm/state"
	"convlab/wasm/wording"
)

// notices are the messages at the corner of the page.
type notices struct {
	region *dom.Element
	shown  []state.Notice
	cards  []noticeCard // of shown
	words  wording.Words

	previous *wire.Replaced // that one of them offers
}

type noticeCard struct{ card, dismiss *dom.Element }

func newNotices(a *app) *notices {
	n := &notices{region: dom.ByID("notices")}
	n.region.On("click", func(e dom.Event) {
		button, ok := e.Closest("button")
		if !ok {
			return
		}
		if event := state.NoticeEvent(button.Has("data-act")); event != nil {
			a.send(event)
			return
		}
		if i, err := strconv.Atoi(button.Has("data-index")); err == nil {
			a.send(state.Dismiss{Index: i})
		}
	})
	return n
}

// show makes the messages that are new, and all when their words are others.
func (n *notices) show(w wording.Words, s *state.State) {
	language := len(n.words) > 0 && n.words.Format("notice.dismiss") != w.Format("notice.dismiss")
	anew := language || n.previous != s.Previous.Network
	if slices.Equal(n.shown, s.Notices) && !anew {
		return
	}
	stays := state.Staying(n.shown, s.Notices)
	n.shown, n.words, n.previous = slices.Clone(s.Notices), w, s.Previous.Network
	focused := false
	var cards []noticeCard
	for i, old := range n.cards {
		if stays[i] && !anew {
			cards = append(cards, old)
			continue
		}
		focused = focused || old.card.HoldsFocus()
		old.card.Remove()
	}
	for _, notice := range s.Notices[len(cards):] {
		c := n.card(w, s, notice)
		n.region.Append(c.card)
		cards = append(cards, c)
	}
	for i, c := range cards {
		c.dismiss.Attr("data-index", strconv.Itoa(i))
	}
	n.cards = cards
	if !focused {
		return
	}
	if len(cards) > 0 {
		cards[0].card.First("button").Focus()
	} else {
		dom.ByID("train").Focus() // the last message is gone
	}
}

func (n *notices) card(w wording.Words, s *state.State, notice state.Notice) noticeCard {
	card, text, details, acts := dom.Make("div"), dom.Make("p"), dom.Make("p"), dom.Make("div")
	card.Attr("class", "notice")
	card.Attr("data-key", notice.Key)
	text.Text(w.Format("notice."+notice.Key, "what", notice.What))
	if notice.Key == "diverge" && s.Run.Divergence != nil {
		text.Text(wording.Divergence(w, s, s.Run.Divergence))
	}
	details.Attr("class", "note")
	details.Text(notice.Message)
	if notice.Message == "silent" { // the state's own reason; all others are the worker's
		details.Text(w.Format("notice.silent"))
	}
	acts.Attr("class", "acts")
	act := notice.Act
	if notice.Retry {
		act = "retry"
	}
	if act != "" {
		button := dom.Make("button")
		button.Attr("type", "button")
		button.Attr("class", "primary")
		button.Attr("data-act", act)
		button.Text(w.Format("act." + act))
		if act == "bringback" && s.Previous.Network != nil {
			button.Text(wording.RestorePrevious(w, s.Previous.Network))
		}
		acts.Append(button)
	}
	dismiss := dom.Make("button")
	dismiss.Attr("type", "button")
	dismiss.Text(w.Format("notice.dismiss"))
	acts.Append(dismiss)
	card.Append(text, details, acts)
	return noticeCard{card, dismiss}
}
