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

// notices are the messages in the line under the run bar, the newest first. It shows one of them; a button shows all.
type notices struct {
	region *dom.Element
	more   *dom.Element
	open   bool // all are shown
	shown  []state.Notice
	cards  []noticeCard // of shown
	words  wording.Words

	previous *wire.Replaced // that one of them offers
}

type noticeCard struct{ card, dismiss *dom.Element }

func newNotices(a *app) *notices {
	n := &notices{region: dom.ByID("notices"), more: dom.ByID("noticesmore")}
	n.more.On("click", func(dom.Event) {
		n.open = !n.open
		a.frames.Request()
	})
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
	n.showMore(w, s)
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
		n.region.Prepend(c.card)
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
		cards[len(cards)-1].card.First("button").Focus()
	} else {
		dom.ByID("train").Focus() // the last message is gone
	}
}

// showMore counts what is behind the newest message: older ones, and the offer to resume.
func (n *notices) showMore(w wording.Words, s *state.State) {
	behind := len(s.Notices) - 1
	if len(s.Autosave.Resumable) > 0 {
		behind++
	}
	if behind <= 0 {
		if n.more.HoldsFocus() {
			dom.ByID("train").Focus()
		}
		n.open = false
	}
	n.region.Class("open", n.open)
	n.more.Flag("hidden", behind <= 0)
	n.more.Aria("expanded", n.open)
	text := w.Format("notice.more", "n", strconv.Itoa(behind))
	if n.open {
		text = w.Format("notice.newest")
	}
	n.more.Text(text)
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
		button.Attr("data-act", act)
		button.Text(w.Format("act." + act))
		if act == "bringback" && s.Previous.Network != nil {
			button.Text(wording.RestorePrevious(w, s.Previous.Network))
		}
		acts.Append(button)
	}
	dismiss := dom.Make("button")
	dismiss.Attr("type", "button").Attr("class", "quiet icon dismiss").Attr("aria-label", w.Format("notice.dismiss"))
	dismiss.Text("✕")
	acts.Append(dismiss)
	card.Append(text, details, acts)
	return noticeCard{card, dismiss}
}
