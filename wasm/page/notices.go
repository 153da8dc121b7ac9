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
	region   *dom.Element
	more     *dom.Element
	open     bool // all are shown
	shown    []state.Notice
	cards    []noticeCard // of shown
	words    wording.Words
	previous *wire.Replaced // the network that one of them offers
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
		if event := state.NoticeEvent(button.GetAttribute("data-action")); event != nil {
			a.send(event)
			return
		}
		if i, err := strconv.Atoi(button.GetAttribute("data-index")); err == nil {
			a.send(state.Dismiss{Index: i})
		}
	})
	return n
}

// show makes cards for new messages, and for all messages when their words change.
func (n *notices) show(w wording.Words, s *state.State) {
	n.showMore(w, s)
	translated := len(n.words) > 0 && n.words.Format("notice.dismiss") != w.Format("notice.dismiss")
	reworded := translated || n.previous != s.Previous.Network
	if slices.Equal(n.shown, s.Notices) && !reworded {
		return
	}
	stays := state.Staying(n.shown, s.Notices)
	n.shown, n.words, n.previous = slices.Clone(s.Notices), w, s.Previous.Network
	focused := false
	var cards []noticeCard
	for i, old := range n.cards {
		if stays[i] && !reworded {
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
		dom.ByID("train").Focus() // there is no other message
	}
}

// showMore counts what the newest message hides: older messages, and the question to resume.
func (n *notices) showMore(w wording.Words, s *state.State) {
	hidden := len(s.Notices) - 1
	if len(s.Autosave.Resumable) > 0 {
		hidden++
	}
	if hidden <= 0 {
		if n.more.HoldsFocus() {
			dom.ByID("train").Focus()
		}
		n.open = false
	}
	n.region.Class("open", n.open)
	n.more.Flag("hidden", hidden <= 0)
	n.more.Aria("expanded", n.open)
	text := w.Format("notice.more", "n", strconv.Itoa(hidden))
	if n.open {
		text = w.Format("notice.newest")
	}
	n.more.Text(text)
}

func (n *notices) card(w wording.Words, s *state.State, notice state.Notice) noticeCard {
	card, text, details, actions := dom.Make("div"), dom.Make("p"), dom.Make("p"), dom.Make("div")
	card.Attr("class", "notice")
	card.Attr("data-key", notice.Key)
	text.Text(w.Format("notice."+notice.Key, "what", notice.What))
	if notice.Key == "diverge" && s.Run.Divergence != nil {
		text.Text(wording.Divergence(w, s, s.Run.Divergence))
	}
	details.Attr("class", "note")
	details.Text(notice.Message)
	if notice.Message == "silent" { // package state's own reason; others are the worker's
		details.Text(w.Format("notice.silent"))
	}
	actions.Attr("class", "actions")
	action := notice.Action
	if notice.Retry {
		action = "retry"
	}
	if action != "" {
		button := dom.Make("button")
		button.Attr("type", "button")
		button.Attr("data-action", action)
		button.Text(w.Format("action." + action))
		if action == "restore" && s.Previous.Network != nil {
			button.Text(wording.RestorePrevious(w, s.Previous.Network))
		}
		actions.Append(button)
	}
	dismiss := dom.Make("button")
	dismiss.Attr("type", "button").Attr("class", "quiet icon dismiss").Attr("aria-label", w.Format("notice.dismiss"))
	dismiss.Text("✕")
	actions.Append(dismiss)
	card.Append(text, details, actions)
	return noticeCard{card, dismiss}
}

// announcePause is the least time between two announcements, in seconds.
const announcePause = 1

// announcer has two live regions for screen readers: a polite one for predictions and progress, in which a text that comes too
// early waits for a later tick, and an assertive one for refusals. The refusal next to a control cannot be a live region, because
// it is not in the document before.
type announcer struct {
	region, refusal *dom.Element
	last            float64 // time of the last announcement, in seconds
	announced       string
}

func newAnnouncer() *announcer {
	return &announcer{region: dom.ByID("announcer"), refusal: dom.ByID("refused"), last: -announcePause}
}

func (t *announcer) show(w wording.Words, s *state.State) {
	t.refusal.Text(wording.RefusalAnnouncement(w, s))
	text, now := wording.Announcement(w, s), dom.Now()
	if text == t.announced || now-t.last < announcePause {
		return
	}
	t.announced, t.last = text, now
	t.region.Text(text)
}
