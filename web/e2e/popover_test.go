//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
)

const openPopover = "document.querySelector('.pop:popover-open')"

// The popover of a chip is not modal: the page around it works while it is open.
func TestAChipOpensItsControlsUnderItself(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1280, H: 800})
	p.Ready()
	p.Routed(p.Draw(digits(t)[4]).Prediction) // the captions, which move popovers, stay as they are now

	p.Run("it is under its chip and inside the window, with the focus on the control", func() {
		for _, path := range []string{"training.epochs", "training.seed"} {
			p.Click(p.chip(path))
			p.mustHaveFocus(p.Control(path))
			chip, box := p.Place(p.chip(path)), p.Place(".pop")
			if gap := box.Y - chip.Y - chip.H; gap < 0 || gap > 12 || box.X < 0 || box.X+box.W > 1280 || chip.X+chip.W/2 < box.X || chip.X+chip.W/2 > box.X+box.W {
				p.t.Errorf("the chip is at %v and its popover at %v", chip, box)
			}
			if room := 2.0 / 3 * (800 - box.Y); box.H > room+1 {
				p.t.Errorf("the popover is %v high, want at most %v", box.H, room)
			}
		}
		if n := Eval[int](p, "document.querySelectorAll('.pop:popover-open').length + document.querySelectorAll('[aria-expanded=true][data-chip]').length"); n != 2 {
			p.t.Errorf("%d popovers and expanded chips, want one of each", n)
		}
	})
	p.Run("that of a column is under its captions, and all its chips open it", func() {
		const conv = ".column[aria-label='conv 2']"
		for _, path := range []string{"blocks[1].stride", "blocks[1].window"} {
			p.Click(p.chip(path))
			p.mustHaveFocus(p.Control(path) + " input:checked")
			caption, box := p.Place(conv+" .caption"), p.Place(".pop")
			if box.Y < caption.Y+caption.H || box.Y > caption.Y+3*16+24 {
				p.t.Errorf("the captions are at %v and the popover of %s at %v", caption, path, box)
			}
			if n := Eval[int](p, "document.querySelectorAll('[aria-expanded=true][data-chip]').length"); n != 1 {
				p.t.Errorf("%d chips are expanded, want that of %s alone", n, path)
			}
		}
	})
	p.Run("the arrow keys go from chip to chip of a column", func() {
		p.Key("Escape")
		p.WaitFor(openPopover + " === null")
		p.mustHaveFocus(p.chip("blocks[1].window"))
		p.Key("ArrowRight")
		p.mustHaveFocus(p.chip("blocks[1].filters"))
	})
	p.Run("a stroke on the pad keeps it open, and the network answers", func() {
		p.Click(p.chip("training.epochs")) // it does not cover the middle of the pad
		p.Key("Tab")
		p.Key("Shift+Tab")
		before := p.State()
		pad := p.Place("#pad")
		p.Stroke(pad.At(0.3, 0.8), pad.At(0.5, 0.9), pad.At(0.7, 0.8))
		p.Until("the stroke is drawn", func(s State) bool { return s.Seen != before.Seen })
		if !Eval[bool](p, openPopover+" !== null") {
			p.t.Error("the stroke has closed the popover")
		}
	})
	p.Run("a click elsewhere closes it", func() {
		p.Click("#badge")
		p.WaitFor(openPopover + " === null")
		if Eval[bool](p, "document.querySelector('[data-chip][aria-expanded=true]') !== null") {
			p.t.Error("a chip says that it is expanded")
		}
	})
	p.Run("the chip closes it, too", func() {
		p.Click(p.chip("training.shift"))
		p.WaitFor(openPopover)
		p.Click(p.chip("training.shift"))
		p.WaitFor(openPopover + " === null")
	})
	p.Run("momentum is with the optimiser that uses it", func() {
		p.Set("training.optimizer", "sgd")
		p.Set("training.momentum", "0.9")
		p.Click(p.chip("training.optimizer"))
		p.Click(choice("training.optimizer", "adam"))
		p.WaitFor("!document.getElementById('training.momentum').checkVisibility()")
	})
}

func TestThePopoverOfALayerClosesWithItsLayer(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1280, H: 800})
	p.Ready()
	p.Run("a layer that was added is taken back", func() {
		p.Click("#pluses > :last-child")
		p.Click(".pop .offer button")
		p.Until("another convolution must be learned", func(s State) bool { return len(s.Learn) > 0 })
		p.Click(p.chip("blocks[3].filters"))
		p.WaitFor(openPopover)
		p.Click(".pop .acts [data-t='learn.discard']")
		p.WaitFor(openPopover + " === null")
	})
	p.Run("a link brings another network", func() {
		p.Click(p.chip("blocks[2].filters"))
		p.WaitFor(openPopover)
		Eval[string](p, fmt.Sprintf("location.hash = %q", shortLink))
		p.Until("the link's network is there", func(s State) bool { return len(s.Network.Layers) == 3 })
		p.WaitFor(openPopover + " === null")
	})
	p.Run("a link with other settings of this network leaves it open", func() {
		p.Click(p.chip("units"))
		p.WaitFor(openPopover)
		Eval[string](p, fmt.Sprintf("location.hash = %q", strings.Replace(shortLink, "seed=11", "seed=12", 1)))
		p.WaitFor("document.querySelector('[data-chip=\"training.seed\"] b').innerText === '12'")
		if !Eval[bool](p, openPopover+" !== null") {
			p.t.Error("the popover is closed")
		}
	})
}

// Of several messages the newest is shown; a button shows the others.
func TestTheNewestMessageIsShownAndTheOthersAreCounted(t *testing.T) {
	p := Open(t, Visit{NoWebGL: true, W: 1280, H: 800})
	p.Ready()
	p.Preset("dense")
	p.Until("the dense network is there", func(s State) bool { return len(s.Network.Layers) == 3 && s.Origin == "pretrained" })
	p.Click("#step")
	p.Until("a step was made", func(s State) bool { return s.Step == 1 && s.Phase == "paused" })
	p.Click("#reset")
	p.Until("the weights are kept", func(s State) bool { return s.HasNotice("previous") })
	main := p.Place("main")
	if line := p.Place("#notices"); line.H < 39 || line.H > 41 || line.Y+line.H > main.Y+1 {
		t.Errorf("the messages are at %v, and what they must not cover at %v", line, main)
	}
	Eval[bool](p, "(location.hash = '#v=2&model=broken', true)")
	p.Until("the link is refused", func(s State) bool { return len(s.Notices) == 2 })

	visible := func() string {
		return strings.Join(Eval[[]string](p, "[...document.querySelectorAll('.notice')].filter(e => e.checkVisibility()).map(e => e.dataset.key)"), " ")
	}
	newest := p.State().Notices[1]
	if got := visible(); got != newest {
		t.Errorf("%s is shown, want %s, which came last", got, newest)
	}
	if text, want := p.Text("#noticesmore"), strings.ReplaceAll(words(t, "en")["notice.more"], "{n}", "1"); text != want {
		t.Errorf("the button says %q, want %q", text, want)
	}
	p.Click("#noticesmore")
	p.WaitFor("document.getElementById('noticesmore').ariaExpanded === 'true'")
	if got, want := visible(), newest+" previous"; got != want {
		t.Errorf("all messages are %q, want %q", got, want)
	}
	p.Screenshot("messages")
	p.Click(fmt.Sprintf(".notice[data-key=%q] .dismiss", newest))
	p.WaitFor("!document.getElementById('noticesmore').checkVisibility()")
	if got := visible(); got != "previous" {
		t.Errorf("%q is left, want previous", got)
	}
}
